from . import (
    community_event_waiting,
    event_event_ticket,
    event_registration,
    event_registration_selfservice,
    sale_order,
    sale_order_line,
)
