from . import (
    test_bypass_hunt,
    test_decide,
    test_decide_link,
    test_flow_tools,
    test_gate,
    test_hold,
    test_hoot,
    test_portal_pages,
    test_preview_equals_effect,
    test_screens,
    test_steps,
    test_tours,
)
