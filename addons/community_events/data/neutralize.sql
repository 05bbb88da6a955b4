-- A copy of the database signs nothing that the original would accept.
DELETE FROM community_checkin_secret;
DELETE FROM community_checkin_claim;
UPDATE community_checkin_device SET token_hash = NULL, active = false;
DELETE FROM community_event_feed;
