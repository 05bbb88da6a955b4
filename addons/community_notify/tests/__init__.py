from . import (
    test_notice_decision,
    test_notice_timing,
)
