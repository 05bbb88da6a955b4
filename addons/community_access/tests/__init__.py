from . import (
    test_gate_memory_tools,
    test_gate_properties_tools,
    test_gate_swipe,
    test_golden_gate_tools,
    test_longer_stay,
    test_opening_hours_tools,
    test_pass_incremental,
    test_same_on_box,
    test_uid_tariff_tools,
)
