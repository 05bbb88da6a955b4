from . import (
    community_checkin_enrol,
    community_checkin_judge,
    community_checkin_roll_draw,
    community_checkin_trial,
    community_checkin_trial_gate,
    community_checkin_trial_member,
    community_event_close,
    community_event_follow,
    community_event_repeat,
)
