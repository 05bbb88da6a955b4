-- Whoever decides in the real club is not written to from a copy of it.
UPDATE community_change_request SET notified = true WHERE notified IS NOT TRUE;
