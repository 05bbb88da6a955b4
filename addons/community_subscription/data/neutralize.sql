-- A copy of the database must charge nobody. Core disables payment providers, except
-- those in test mode; so nothing is left here that would be sent to any of them.
UPDATE community_contract
   SET auto_charge = false;
UPDATE community_charge
   SET state = 'cancelled', next_try_at = NULL
 WHERE state = 'planned';
-- What was under way belongs to the original: here nobody asks or sends again.
UPDATE community_charge
   SET next_try_at = NULL
 WHERE state IN ('sending', 'pending', 'unknown');
-- Links that members hold open nothing here.
UPDATE community_pay_link
   SET revoked_at = now() AT TIME ZONE 'UTC'
 WHERE revoked_at IS NULL;

-- A copy reminds nobody and takes no interest by itself.
UPDATE res_company
   SET dunning_policy_id = NULL, late_interest_mode = 'none';
