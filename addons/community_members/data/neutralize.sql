-- Statements and invitations go through mail servers and payment providers, which core
-- neutralises. Text messages go to core's service, which has no such statement of its
-- own: this host does not exist anywhere (RFC 6761).
INSERT INTO ir_config_parameter (key, value)
VALUES ('sms.endpoint', 'https://invalid'), ('iap.endpoint', 'https://invalid')
    ON CONFLICT (key) DO
       UPDATE SET value = EXCLUDED.value;
