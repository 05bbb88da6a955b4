from . import (
    community_service_bill,
    community_service_correct,
    community_service_period,
    community_ticket_call,
    community_ticket_macro_run,
    community_ticket_merge,
    community_ticket_reply,
    community_ticket_rule_trial,
    community_ticket_split,
)
