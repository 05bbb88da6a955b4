from . import (
    test_gate_swipe,
    test_longer_stay,
    test_pass_delta,
    test_pass_incremental,
    test_visit_usage,
)
