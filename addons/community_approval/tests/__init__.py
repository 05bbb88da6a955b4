from . import test_bypass_hunt, test_decide, test_hold
