from . import (
    base_partner_merge,
    base_partner_merge_rows,
    community_application_decide,
    community_member_state_change,
    statement_common_wizard,
)
