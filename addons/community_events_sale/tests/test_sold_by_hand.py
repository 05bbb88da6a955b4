from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import EventsSaleCommon


@tagged("post_install", "-at_install", "community")
class TestSoldByHand(EventsSaleCommon):
    """The members' price on an order that somebody of the club writes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._new_user("seller", "sales_team.group_sale_salesman_all_leads")

    def test_own_seat(self):
        """One ticket to a member is the own seat; one to anybody else is not."""
        order = self._new_order(self.ayse)
        self.assertTrue(order.order_line.is_member_seat)
        self.assertEqual(order.amount_untaxed, 12)
        self.assertEqual(self._new_order(self.guest).amount_untaxed, 20)

    def test_by_a_seller(self):
        """In the form, by whoever may sell and no more."""
        orders = self.env["sale.order"].with_user(self.seller)
        order = orders.create(
            self._prepare_order(self.ayse)
            | {"order_line": [Command.create(self._prepare_line())]}
        )
        self.assertEqual(order.amount_untaxed, 12)
        with Form(order) as form, form.order_line.edit(0) as line:
            line.product_uom_qty = 2
        self.assertEqual(order.amount_untaxed, 40)
        with Form(order) as form:
            form.partner_id = self.guest
        self.assertFalse(order.order_line.is_member_seat)

    def test_several(self):
        """Two of one line are not told apart; guests stand on a line of their own."""
        self.assertEqual(self._new_order(self.ayse, 3).amount_untaxed, 60)
        order = self._new_order(self.ayse, 2, 1, 1)
        self.assertEqual(
            order.order_line.mapped("is_member_seat"), [False, True, False]
        )
        self.assertEqual(order.amount_untaxed, 72)
        with self.assertRaises(ValidationError):
            order.order_line[0].is_member_seat = True

    def test_second_order(self):
        """Who has the own seat already pays the full price for the next."""
        first = self._new_order(self.ayse)
        first.action_confirm()
        first.order_line.registration_ids.action_confirm()
        self.assertEqual(self._new_order(self.ayse).amount_untaxed, 20)

    def test_price_of_the_seller(self):
        """A price that was typed in stays; without the tick it is the full one."""
        order = self._new_order(self.ayse)
        order.order_line.is_member_seat = False
        self.assertEqual(order.amount_untaxed, 20)
        order.order_line.price_unit = 15
        order.order_line.is_member_seat = True
        self.assertEqual(order.amount_untaxed, 15)

    def test_lapsed(self):
        """The price is for members of today; what is confirmed stays."""
        confirmed, draft = self._new_order(self.ayse), self._new_order(self.ayse)
        confirmed.action_confirm()
        self.ayse.membership_end = fields.Date.today() - timedelta(days=400)
        draft._recompute_prices()
        self.assertEqual((confirmed | draft).mapped("amount_untaxed"), [12, 20])

    def test_added_later(self):
        """A line of a confirmed order follows the rule too; those there are stay."""
        order = self._new_order(self.ayse)
        order.action_confirm()
        with Form(order) as form:
            form.client_order_ref = "Door list"
        order.write({"order_line": [Command.create(self._prepare_line())]})
        self.assertEqual(order.order_line.mapped("is_member_seat"), [True, False])
        other = self.env["sale.order"].create(self._prepare_order(self.deniz))
        other.action_confirm()
        other.write({"order_line": [Command.create(self._prepare_line())]})
        self.assertEqual(other.amount_untaxed, 12)

    def test_in_the_form(self):
        """Typed line by line, the price shows before the order is saved."""
        with Form(self.env["sale.order"].with_company(self.company)) as form:
            form.partner_id = self.ayse
            with form.order_line.new() as line:
                line.product_id = self.product
                line.event_id = self.gala
                line.event_ticket_id = self.ticket
                self.assertTrue(line.is_member_seat)
                self.assertEqual(line.price_unit, 12)
            with form.order_line.new() as line:
                line.product_id = self.product
                line.event_id = self.gala
                line.event_ticket_id = self.ticket
        order = form.save()
        self.assertEqual(order.order_line.mapped("is_member_seat"), [True, False])

    def _edit(self, order):
        """The window of attendees that opens after the confirmation."""
        editors = self.env["registration.editor"]
        return editors.with_context(default_sale_order_id=order.id).create({})

    def test_who_comes(self):
        """Of three seats the one at the members' price is the member's."""
        order = self._new_order(self.ayse, 2, 1)
        order.action_confirm()
        own = order.order_line.filtered("is_member_seat").registration_ids
        seats = order.order_line.registration_ids
        self.assertEqual(own.member_id, self.ayse)
        self.assertFalse((seats - own).member_id)

    def test_names_of_guests(self):
        """The own seat keeps its name; the others get theirs."""
        order = self._new_order(self.ayse, 1, 1)
        order.action_confirm()
        window = self._edit(order)
        rows = window.event_registration_ids
        own = rows.filtered("sale_order_line_id.is_member_seat")
        (rows - own).write({"name": self.guest.name, "email": self.guest.email})
        window.action_make_registration()
        seats = order.order_line.registration_ids
        self.assertEqual(set(seats.mapped("state")), {"open"})
        self.assertEqual(own.registration_id.member_id, self.ayse)
        own.write({"name": self.guest.name, "email": self.guest.email})
        with self.assertRaisesRegex(ValidationError, "full price"):
            window.action_make_registration()

    def test_bought_for_a_guest(self):
        """A seat at the full price that gets another name is not the buyer's."""
        order = self._new_order(self.ayse)
        order.order_line.is_member_seat = False
        order.action_confirm()
        seat = order.order_line.registration_ids
        self.assertEqual(seat.member_id, self.ayse)
        window = self._edit(order)
        window.event_registration_ids.write(
            {"name": self.guest.name, "email": self.guest.email}
        )
        window.action_make_registration()
        self.assertFalse(seat.member_id)
        self.assertEqual(seat.name, self.guest.name)
