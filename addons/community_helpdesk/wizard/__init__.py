from . import community_ticket_rule_trial
