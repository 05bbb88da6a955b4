from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CartCommon


@tagged("post_install", "-at_install", "community")
class TestCartPrice(CartCommon):
    def test_own_seat(self):
        """A member pays the members' price for the own seat."""
        order = self._new_order(self.ayse)
        self._book(order, self.ayse)
        self.assertEqual(order.amount_untaxed, 12)
        self.assertIn("members' price", order.order_line.name_short)

    def test_guests_pay_in_full(self):
        """Of three seats one is the member's own: 12 + 20 + 20."""
        order = self._new_order(self.ayse, 3)
        seats = self._book(order, self.guest, self.ayse, self.guest)
        self.assertEqual(order.amount_untaxed, 52)
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [2, 1])
        own = order.order_line.filtered("is_member_seat")
        self.assertEqual(own.registration_ids, seats[1])
        order.action_confirm()
        self.assertEqual(len(order.order_line.registration_ids), 3)

    def test_only_guests(self):
        """A member who books for somebody else alone pays in full."""
        order = self._new_order(self.ayse)
        self._book(order, self.guest)
        self.assertEqual(order.amount_untaxed, 20)

    def test_not_a_member(self):
        """Whoever does not count as a member today pays in full."""
        order = self._new_order(self.guest)
        self._book(order, self.guest)
        self.assertEqual(order.amount_untaxed, 20)
        with self.assertRaises(ValidationError):
            order.order_line.is_member_seat = True

    def test_lapsed_before_paying(self):
        """The price is asked for again whenever it is computed."""
        order = self._new_order(self.ayse)
        self._book(order, self.ayse)
        self.ayse.membership_end = fields.Date.today() - timedelta(days=400)
        order._recompute_prices()
        self.assertEqual(order.amount_untaxed, 20)

    def test_one_seat_a_line(self):
        """Nobody makes two of one."""
        order = self._new_order(self.ayse)
        self._book(order, self.ayse)
        with self.assertRaises(ValidationError):
            order.order_line.product_uom_qty = 2

    def test_other_buyer(self):
        """An order that goes to somebody else loses the members' price."""
        order = self._new_order(self.ayse)
        self._book(order, self.ayse)
        order.partner_id = self.guest
        self.assertFalse(order.order_line.is_member_seat)

    def test_passed_on(self):
        """What was sold at the members' price goes to a member."""
        order = self._new_order(self.ayse)
        seat = self._book(order, self.ayse)
        with self.assertRaisesRegex(UserError, "Pay for the seat"):
            seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "cannot go"):
            seat._transfer("Gülten Misafir", "gulten@example.com")
        seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        self.assertEqual(seat.member_id, self.deniz)
