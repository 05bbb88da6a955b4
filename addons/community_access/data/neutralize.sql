-- A copy of the database opens no door and answers no box.
UPDATE community_access_box
   SET state = CASE WHEN state = 'new' THEN state ELSE 'revoked' END,
       salt = NULL,
       pairing_salt = NULL,
       pairing_until = NULL,
       channel = gen_random_uuid()::text || gen_random_uuid()::text;
-- What waits on the bus for them goes nowhere, either.
DELETE FROM bus_bus WHERE message LIKE '%"iot_action"%';
-- Terminals get no answer from a copy, either.
UPDATE community_access_terminal SET state = 'revoked' WHERE state = 'approved';
