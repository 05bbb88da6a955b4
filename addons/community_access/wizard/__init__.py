from . import (
    base_partner_merge_wallet,
    community_wallet_act,
    community_wallet_reverse,
    community_wallet_tie,
)
