from . import (
    base_partner_merge,
    base_partner_merge_points,
    base_partner_merge_rows,
    card_number_guarded,
    community_application_decide,
    community_member_state_change,
    community_points_check,
    statement_common_wizard,
)
