from . import (
    test_desk,
    test_leaks_ticket,
    test_mail,
    test_mail_tools,
    test_notice,
    test_portal,
    test_promise,
    test_promise_tools,
    test_routing,
    test_routing_tools,
    test_similar,
    test_ticket,
)
