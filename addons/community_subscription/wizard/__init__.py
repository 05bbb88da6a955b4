# The mixin first: the windows below inherit from it.
from . import community_contract_wizard

# isort: split
from . import (
    account_move_reversal,
    base_partner_merge,
    base_partner_merge_joining,
    community_contract_close,
    community_contract_hold_end,
    community_contract_hold_make,
    community_contract_plan_change,
    community_contract_renew,
    community_contract_seat_end,
    community_debtor_act,
    community_member_state_change,
    community_revenue_deferral,
)
