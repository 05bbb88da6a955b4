from . import (
    base_partner_merge_wallet,
    community_access_box_pair,
    community_access_give,
    community_access_mode_change,
    community_access_visit_correct,
    community_locker_desk,
    community_locker_master,
    community_locker_number,
    community_locker_release_all,
    community_wallet_act,
    community_wallet_reverse,
    community_wallet_tie,
)
