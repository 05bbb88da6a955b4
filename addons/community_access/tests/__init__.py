from . import test_gate_swipe, test_pass_incremental
