-- Providers, mail servers and text messages are neutralised below; nothing is charged
-- by itself in a copy.
UPDATE community_contract SET auto_charge = false;
