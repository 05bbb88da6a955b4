from . import (
    community_access_box_pair,
    community_locker_desk,
    community_locker_master,
    community_locker_number,
    community_locker_release_all,
)
