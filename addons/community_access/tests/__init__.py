from . import test_gate_swipe

# isort: split
from . import (
    test_event_replay,
    test_gate_monitor,
    test_monitor_tour,
    test_muster,
    test_visit_correct,
)
from . import (
    test_gate_memory_tools,
    test_gate_properties_tools,
    test_gate_swipe,
    test_gate_wallet,
    test_golden_gate_tools,
    test_locker_assign,
    test_locker_band,
    test_locker_decision_tools,
    test_locker_hardware,
    test_locker_house,
    test_locker_rental,
    test_locker_rights,
    test_longer_stay,
    test_opening_hours_tools,
    test_pass_delta,
    test_pass_incremental,
    test_same_on_box,
    test_uid_tariff_tools,
    test_visit_usage,
    test_wallet,
    test_wallet_band,
    test_wallet_books,
    test_wallet_desk,
    test_wallet_limits,
    test_wallet_portal,
)
from . import (
    test_box_commands,
    test_box_pairing,
    test_box_routes,
    test_box_wire_tools,
)
from . import test_box_brain_tools, test_box_journal_tools, test_box_protocols_tools
