from . import test_gate_swipe
