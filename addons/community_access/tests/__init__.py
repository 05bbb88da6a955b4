from . import test_wallet
from . import test_wallet_books, test_wallet_desk, test_wallet_limits
from . import test_wallet_portal
