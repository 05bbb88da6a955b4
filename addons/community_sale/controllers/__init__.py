from . import (
    portal_accept,
    portal_home,
    portal_order,
    portal_order_page,
    portal_order_send,
)
