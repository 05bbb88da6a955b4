from . import (
    test_deferred_revenue,
    test_spread,
)
