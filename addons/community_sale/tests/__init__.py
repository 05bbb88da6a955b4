from . import (
    test_basket,
    test_member_sales,
    test_portal_order,
    test_portal_order_refused,
    test_portal_order_tour,
    test_portal_orders,
    test_portal_quotation,
)
