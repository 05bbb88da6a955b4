from . import (
    test_billing,
    test_change_plan,
    test_change_tools,
    test_charge,
    test_contract_state_tools,
    test_deferred_revenue,
    test_hold,
    test_proration_tools,
    test_schedule_tools,
    test_spread,
)
