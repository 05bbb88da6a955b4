from . import test_decide, test_hold
