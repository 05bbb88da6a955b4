from . import (
    test_bypass_hunt,
    test_decide,
    test_flow_tools,
    test_gate,
    test_hold,
    test_preview_equals_effect,
    test_steps,
)
