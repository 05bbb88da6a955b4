from . import test_service_time_tools, test_ticket
