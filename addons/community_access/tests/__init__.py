from . import test_wallet
from . import test_wallet_books, test_wallet_desk, test_wallet_limits
from . import test_wallet_portal
from . import test_gate_swipe, test_longer_stay, test_pass_incremental
from . import test_wallet_band
