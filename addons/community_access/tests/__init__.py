from . import (
    test_gate_swipe,
    test_golden_gate_tools,
    test_longer_stay,
    test_pass_incremental,
)
