from . import (
    community_notice,
    community_notice_consent,
    community_notice_delivery,
    community_notice_delivery_outcome,
)
