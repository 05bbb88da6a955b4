from . import test_gate_swipe

# isort: split
from . import (
    test_event_replay,
    test_gate_monitor,
    test_monitor_tour,
    test_muster,
    test_visit_correct,
)
