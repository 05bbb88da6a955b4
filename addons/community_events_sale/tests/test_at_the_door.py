from odoo.tests import tagged

from odoo.addons.community_events.tests.common_checkin import MemberCheckinCommon
from odoo.addons.community_events.tests.common_steward import StewardCommon

from .common import EventsSaleCommon


class PaidDoorCommon(EventsSaleCommon):
    """The event that is on now has a ticket of 20."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gala = cls.event
        cls.ticket = cls.ticket.copy({"event_id": cls.event.id})


@tagged("post_install", "-at_install", "community")
class TestPaidAtGate(PaidDoorCommon, StewardCommon):
    def _sell(self, partner):
        order = self._new_order(partner)
        return order, self._book(order, partner)

    def test_unpaid(self):
        """G35: a seat that is not paid is refused; paid, the same ticket comes in."""
        order, seat = self._sell(self.deniz)
        text = seat._get_ticket_text() or seat.barcode
        self._assert_refused(self._scan(text), "unpaid")
        self._assert_refused(self._scan(seat.barcode), "unpaid")
        self.assertEqual(seat.state, "draft")
        order.action_confirm()
        self.assertEqual(self._scan(seat.barcode)["code"], "welcome")
        self.assertEqual(seat.state, "done")

    def test_confirmed_by_hand(self):
        """An organiser's confirmation is no payment."""
        _order, seat = self._sell(self.deniz)
        seat.action_confirm()
        self.assertEqual(seat.state, "open")
        self._assert_refused(self._scan(seat.barcode), "unpaid")

    def test_order_cancelled(self):
        """With the order the seat is gone, paid or not."""
        order, seat = self._sell(self.deniz)
        order.action_confirm()
        order._action_cancel()
        self._assert_refused(self._scan(seat.barcode), "cancelled")

    def _let_in_unpaid(self):
        order, seat = self._sell(self.deniz)
        boss = self._new_phone(self.gate, role="supervisor")
        answer = self._scan(seat.barcode, phone=boss, word="anyway")
        self.assertEqual(answer["code"], "by_hand")
        self.assertEqual((seat.state, seat.sale_status), ("done", "to_pay"))
        return order, seat

    def _assert_there(self, seat, sale_status):
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((seat.state, seat.sale_status), ("done", sale_status))
        self.assertEqual((seat.entries, seat.is_inside), (1, True))
        self.assertTrue(seat.first_in_at)

    def test_let_in_unpaid(self):
        """G35: whom a supervisor let in was there, whatever becomes of the order."""
        order, seat = self._let_in_unpaid()
        order.order_line.price_unit = 25
        self._assert_there(seat, "to_pay")
        order.action_quotation_sent()
        self._assert_there(seat, "to_pay")
        order.action_confirm()
        self._assert_there(seat, "sold")

    def test_order_cancelled_afterwards(self):
        """Giving the money back takes back no presence."""
        order, seat = self._let_in_unpaid()
        other_order, other = self._sell(self.guest)
        (order | other_order)._action_cancel()
        self._assert_there(seat, "to_pay")
        self.assertEqual(other.state, "cancel")
        order.action_draft()
        self._assert_there(seat, "to_pay")

    def test_order_deleted(self):
        """G35: whoever was let in unpaid stays, though the order is deleted."""
        order, seat = self._let_in_unpaid()
        order.unlink()
        self._assert_there(seat, "to_pay")

    def test_line_deleted(self):
        """A refused scan of a seat in a cart is no reason to keep the cart."""
        order, seat = self._sell(self.deniz)
        self._assert_refused(self._scan(seat.barcode), "unpaid")
        plain = self._book(self._new_order(self.guest), self.guest)
        (order.order_line | plain.sale_order_line_id).unlink()
        self.assertEqual(seat.state, "cancel")
        self.assertTrue(seat.attempt_ids)
        self.assertFalse(plain.exists())

    def test_walk_in_by_card(self):
        """G35: where every seat costs something, a card without a seat stays out."""
        card = self.deniz.member_card_ids
        self._assert_refused(self._scan(card.code), "not_registered")
        self.ticket.price = 0
        self.assertEqual(self._scan(card.code)["status"], "ask")


@tagged("post_install", "-at_install", "community")
class TestPaidByCode(PaidDoorCommon, MemberCheckinCommon):
    def _assert_code(self, partner, verdict, code):
        attempt = self._scan(partner)
        self.assertEqual((attempt.verdict, attempt.code), (verdict, code))

    def test_unpaid(self):
        """G35: the member reads that it is to be paid, and comes in afterwards."""
        order = self._new_order(self.deniz)
        seat = self._book(order, self.deniz)
        self._assert_code(self.deniz, "deny", "unpaid")
        self.assertEqual((seat.state, seat.entries), ("draft", 0))
        order.action_confirm()
        self._assert_code(self.deniz, "allow", "welcome")

    def test_walk_in(self):
        """G35: nobody comes for nothing where every ticket has a price."""
        self._assert_code(self.ayse, "deny", "not_registered")
        self.assertFalse(self._seat(self.ayse))
        free = self.ticket.copy({"price": 0, "name": "Guest of Honour"})
        self._assert_code(self.ayse, "allow", "welcome")
        self.assertEqual(free.event_id, self.event)

    def test_free_ticket_that_is_over(self):
        """An early ticket without a price that is gone opens nothing."""
        early = self.ticket.copy({"price": 0, "name": "Early"})
        self.assertTrue(self.event._takes_walk_ins(self.ayse))
        early.end_sale_datetime = self.event.date_begin
        self.assertFalse(self.event._takes_walk_ins(self.ayse))
        self.ticket.end_sale_datetime = self.event.date_begin
        self.assertTrue(self.event._takes_walk_ins(self.ayse))

    def test_no_tickets(self):
        """An event without tickets costs nothing, unless walk-ins are not wanted."""
        plain = self._new_event("Plain")
        self.assertTrue(plain._takes_walk_ins(self.ayse))
        plain.checkin_walk_in = False
        self.assertFalse(plain._takes_walk_ins(self.ayse))
