from . import (
    test_leaks_ticket,
    test_routing,
    test_routing_tools,
    test_ticket,
)
