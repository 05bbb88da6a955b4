from . import (
    account_move,
    community_contract,
    community_contract_change,
    community_contract_hold,
    community_contract_line,
    community_contract_period,
    community_contract_seat,
    community_plan,
    community_plan_allowance,
    community_plan_line,
    res_partner,
)
