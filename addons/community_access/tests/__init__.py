from . import (
    test_gate_swipe,
    test_longer_stay,
    test_pass_delta,
    test_pass_incremental,
    test_visit_usage,
)

# isort: split
# The member's side
from . import (
    test_foresight_tools,
    test_pin_code_tools,
    test_portal_access_home,
    test_portal_band,
    test_portal_longer_stay,
    test_portal_pin,
    test_portal_visits,
    test_qr_code_tools,
)
