from . import community_prepared_mixin

# isort: split
from . import (
    account_move,
    account_move_deferral,
    account_move_line,
    community_billing,
    community_contract,
    community_contract_change,
    community_contract_hold,
    community_contract_line,
    community_contract_period,
    community_contract_seat,
    community_plan,
    community_plan_allowance,
    community_plan_line,
    community_revenue_month,
    res_company_deferral,
    res_partner,
)
