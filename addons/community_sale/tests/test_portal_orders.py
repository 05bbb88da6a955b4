from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MemberSaleCommon


@tagged("post_install", "-at_install", "community")
class TestPortalOrders(MemberSaleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quotation = cls._new_quotation(cls.holding)
        cls.own = cls._new_quotation(cls.person)
        cls.portal = cls.env["res.users"].create(
            {
                "login": "community_burak",
                "partner_id": cls.person.id,
                "company_id": cls.company.id,
                "company_ids": [(6, 0, cls.company.ids)],
                "group_ids": [(6, 0, cls.env.ref("base.group_portal").ids)],
            }
        )
        cls.assignment = cls.person.assignment_ids

    def _seen(self):
        orders = self.env["sale.order"].with_user(self.portal)
        return orders.search([("id", "in", (self.quotation + self.own).ids)])

    def test_orders_of_the_member_by_right(self):
        """W31, W56: without the right an employee sees his own orders only."""
        self.assertEqual(self._seen(), self.own)
        with self.assertRaises(AccessError):
            self.quotation.with_user(self.portal).read(["name"])
        self.assignment.can_see_orders = True
        self.assertEqual(self._seen(), (self.quotation + self.own).sorted())
        lines = self.quotation.order_line.with_user(self.portal)
        self.assertEqual(lines.price_unit, 100.0)

    def test_right_ends_with_the_assignment(self):
        """W56: the right falls on the day on which the employee leaves."""
        self.assignment.can_see_orders = True
        self.assignment.left_on = "2020-06-30"
        self.assertFalse(self._seen() & self.quotation)

    def test_individual_member_keeps_own_orders(self):
        """W36, W84: an individual member sees his own orders as before."""
        rider = self._new_member("Elif Kaya")
        order = self._new_quotation(rider)
        portal = self.portal.copy({"login": "community_elif", "partner_id": rider.id})
        found = self.env["sale.order"].with_user(portal).search([])
        self.assertEqual(found, order)
