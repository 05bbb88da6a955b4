from . import (
    calendar_feed,
    certificate,
    checkin,
    checkin_letter,
    event_waiting,
    portal_events,
    portal_home_events,
    scan,
    steward_api,
    steward_page,
    venue,
    website_event,
)
