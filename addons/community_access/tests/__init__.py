from . import test_gate_swipe, test_longer_stay, test_pass_incremental

# isort: split
from . import (
    test_wallet,
    test_wallet_band,
    test_wallet_books,
    test_wallet_desk,
    test_wallet_limits,
    test_wallet_portal,
)
