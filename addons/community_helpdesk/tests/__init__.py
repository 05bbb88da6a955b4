from . import (
    test_service_access,
    test_service_billing,
    test_service_record,
    test_service_time_tools,
    test_ticket,
)
