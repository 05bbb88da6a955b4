from . import (
    box_common,
    box_stock,
    box_wire,
    portal_access,
    portal_band,
    portal_home_access,
    portal_home_wallet,
    portal_visits,
    portal_wallet,
    portal_wallet_invoice,
    portal_wallet_pay,
)
