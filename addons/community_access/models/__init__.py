from . import (
    community_access_credential,
)
from . import (
    community_locker_bank,
    community_locker_bank_band,
    community_locker_bank_facts,
    community_locker_bank_release,
    community_locker_bank_words,
)
from . import (
    community_locker,
    community_locker_desk,
    community_locker_hardware,
    community_locker_opening,
    community_locker_rental,
    community_locker_service,
    community_locker_use,
    community_locker_use_desk,
    community_locker_use_overdue,
)
