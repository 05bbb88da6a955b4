from . import (
    test_http_guard,
    test_notice_decision,
    test_notice_fallback,
    test_notice_queue,
    test_notice_send,
    test_notice_timing,
    test_retry_ladder,
    test_sms_segments,
)
