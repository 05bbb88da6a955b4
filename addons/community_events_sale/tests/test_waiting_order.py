from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .common import EventsSaleCommon

CRON = "community_events.ir_cron_event_waiting"


@tagged("post_install", "-at_install", "community")
class TestWaitingOrder(EventsSaleCommon, CronMixinCase):
    def _offer(self):
        self.gala.seats_max = 1
        sold = self._new_order(self.deniz)
        seat = self._book(sold, self.deniz)
        sold.action_confirm()
        user = self.ayse.user_ids
        row = self.gala._join_waiting_list(user, self.env["event.slot"], self.ticket)
        seat._cancel_by_member()
        self.assertEqual(row.state, "offered")
        return row

    def test_offer_is_held_until_paid(self):
        """Accepting makes an order once; the seat is held, and made by paying."""
        row = self._offer()
        seat = row._accept()
        self.assertEqual(row._accept(), seat)
        order = seat.sale_order_id
        self.assertEqual(order.amount_untaxed, 12)
        self.assertIn("/my/orders/", row._get_next_path("/my/events"))
        self.assertEqual((row.state, seat.state), ("offered", "draft"))
        self.assertEqual(self.gala.seats_available, 0)
        order.action_confirm()
        self.assertEqual((row.state, seat.state), ("taken", "open"))
        self.assertEqual(self.gala.seats_available, 0)

    def test_offer_not_paid(self):
        """What is not paid in time goes to the next."""
        row = self._offer()
        seat = row._accept()
        with freeze_time(row.offer_until + timedelta(seconds=1)):
            self.env["community.event.waiting"]._expire()
        self.assertEqual(row.state, "expired")
        self.assertEqual(seat.sale_order_id.state, "cancel")
        self.assertEqual(seat.state, "cancel")
        self.assertEqual(self.gala.seats_available, 1)

    def test_offer_without_ticket(self):
        """An event without tickets costs nothing: the seat is there at once."""
        plain = self._new_event("Plain", hours=72, seats_limited=True, seats_max=1)
        seat = self._register(plain, self.deniz)
        none = self.env["event.event.ticket"]
        row = plain._join_waiting_list(self.ayse.user_ids, self.env["event.slot"], none)
        seat._cancel_by_member()
        self.assertEqual(row._accept().state, "open")
        self.assertEqual(row.state, "taken")

    def _wait_for(self):
        """The only seat is sold; a member waits for it."""
        self.gala.seats_max = 1
        sold = self._new_order(self.deniz)
        sold.action_confirm()
        sold.order_line.registration_ids.action_confirm()
        user = self.ayse.user_ids
        row = self.gala._join_waiting_list(user, self.env["event.slot"], self.ticket)
        return sold, row

    def test_order_cancelled(self):
        """G38: what an order gives back does not wait for the next round."""
        sold, row = self._wait_for()
        with self.capture_triggers(CRON) as triggers:
            sold._action_cancel()
        self.assertEqual(len(triggers.records), 1)
        self.assertEqual(self.gala.seats_available, 1)
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(row.state, "offered")

    def test_order_cancelled_and_nobody_waits(self):
        """Nothing to do, nothing started."""
        sold = self._new_order(self.deniz)
        sold.action_confirm()
        with self.capture_triggers(CRON) as triggers:
            sold._action_cancel()
        self.assertFalse(triggers.records)

    def test_sold_by_hand_to_who_waits(self):
        """Whoever is sold a seat waits no longer; a quotation changes nothing."""
        _sold, row = self._wait_for()
        self.gala.write({"use_waiting_list": False, "seats_max": 2})
        order = self._new_order(self.ayse)
        self.assertEqual(row.state, "waiting")
        order.action_confirm()
        self.assertEqual(row.state, "taken")

    def test_by_a_seller(self):
        """Selling, naming and cancelling need no more than the right to sell."""
        _sold, row = self._wait_for()
        self.gala.write({"use_waiting_list": False, "seats_max": 2})
        seller = self._new_user("seller", "sales_team.group_sale_salesman_all_leads")
        order = self._new_order(self.ayse).with_user(seller)
        order.action_confirm()
        self.assertEqual(row.state, "taken")
        editors = self.env["registration.editor"].with_user(seller)
        window = editors.with_context(default_sale_order_id=order.id).create({})
        window.action_make_registration()
        self.assertEqual(order.order_line.registration_ids.state, "open")
        order._action_cancel()
        self.assertEqual(order.order_line.registration_ids.state, "cancel")
