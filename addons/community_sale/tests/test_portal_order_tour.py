from odoo.tests import tagged

from .common_portal_order import PortalOrderCase


@tagged("post_install", "-at_install", "community")
class TestPortalOrderTour(PortalOrderCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_employee_orders_on_the_phone(self):
        """W28: from the portal's home to an order that waits, at phone width."""
        self.start_tour(
            "/my",
            "community_sale_employee_orders",
            login=self.users[self.buyer.id].login,
        )
        order = self._last()
        self.assertEqual(order.portal_state, "waiting")
        self.assertEqual((order.amount_total, order.ordered_by_id), (225, self.buyer))
        self.assertEqual(order.portal_note, "Ring at the back door")

    def test_same_queries_for_many(self):
        """W27: a page asks the database as often for 2 products and orders as for
        20, and for 3 colleagues as for 60."""
        urls = ("/my/order", f"/my/order/review?q_{self.helmet.id}=1")
        self._fill(1)
        self._sign_in(self.buyer)
        few = [self._count(url) for url in urls]
        self._fill(18)
        many = [self._count(url) for url in urls]
        self.assertEqual(many, few)

    def _fill(self, count):
        for number in range(count):
            self._product(f"Parça {number}", 10, portal_orderable=True)
            person = self._employee(f"Kişi {number}", self.branch, ("can_order",))
            order = self.env["sale.order"].create(
                {
                    "partner_id": self.holding.id,
                    "company_id": self.company.id,
                    "ordered_by_id": person.id,
                }
            )
            order.ordered_by_id = self.buyer

    def _count(self, url):
        for _warm_up in range(2):
            self.url_open(url)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(url).status_code, 200)
        return self.env.cr.sql_log_count - before
