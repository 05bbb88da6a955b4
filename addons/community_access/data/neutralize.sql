-- A copy of the database opens no door and answers no box.
UPDATE community_access_box
   SET state = CASE WHEN state = 'new' THEN state ELSE 'revoked' END,
       salt = NULL,
       pairing_salt = NULL,
       pairing_until = NULL,
       channel = md5(random()::text || clock_timestamp()::text || id::text);
-- What waits on the bus for them goes nowhere, either.
DELETE FROM bus_bus WHERE message LIKE '%"iot_action"%';
