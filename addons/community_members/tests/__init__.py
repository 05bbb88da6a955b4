from . import test_member_state
from . import test_membership_term
from . import test_search
from . import test_payment_card_number
from . import test_corporate
from . import test_relatives
from . import test_figures
from . import test_register
