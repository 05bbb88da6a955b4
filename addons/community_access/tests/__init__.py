from . import (
    test_gate_swipe,
    test_longer_stay,
    test_pass_delta,
    test_pass_incremental,
    test_visit_usage,
    test_locker_assign,
    test_locker_band,
    test_locker_decision_tools,
    test_locker_hardware,
    test_locker_house,
    test_locker_rental,
    test_locker_rights,
    test_longer_stay,
    test_pass_incremental,
)
from . import test_box_brain_tools, test_box_journal_tools, test_box_protocols_tools
