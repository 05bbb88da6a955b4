from . import (
    box_stock,
    box_wire,
    portal_home_wallet,
    portal_wallet,
    portal_wallet_pay,
)
