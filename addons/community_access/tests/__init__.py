from . import (
    test_gate_memory_tools,
    test_gate_properties_tools,
    test_gate_swipe,
    test_golden_gate_tools,
    test_locker_assign,
    test_locker_band,
    test_locker_decision_tools,
    test_locker_hardware,
    test_locker_house,
    test_locker_rental,
    test_locker_rights,
    test_longer_stay,
    test_pass_delta,
    test_pass_incremental,
    test_visit_usage,
)

# isort: split
from . import (
    test_wallet,
    test_wallet_band,
    test_wallet_books,
    test_wallet_desk,
    test_wallet_limits,
    test_wallet_portal,
    test_opening_hours_tools,
    test_pass_incremental,
    test_same_on_box,
    test_uid_tariff_tools,
)
