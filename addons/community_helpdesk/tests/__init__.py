from . import test_leaks_ticket
from . import test_ticket
