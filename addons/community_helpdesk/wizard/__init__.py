from . import (
    community_ticket_merge,
    community_ticket_reply,
    community_ticket_rule_trial,
)
