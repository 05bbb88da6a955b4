from . import test_member_sales, test_portal_orders
