from . import portal_home_wallet, portal_wallet, portal_wallet_pay
