from odoo.tests import tagged

from .common import EventsSaleCommon


@tagged("post_install", "-at_install", "community")
class TestPaidSeat(EventsSaleCommon):
    def test_is_paid(self):
        """G35: an unpaid seat does not let in; a free one and a paid one do."""
        order = self._new_order(self.ayse)
        seat = self._book(order, self.ayse)
        self.assertFalse(seat._is_paid())
        self.assertEqual(seat._get_standing()["label"], "Waits for payment")
        order.action_confirm()
        self.assertTrue(seat._is_paid())
        self.assertTrue(self._register(self.event, self.deniz)._is_paid())

    def test_cancel_unpaid(self):
        """The seat leaves the order, so that nobody pays for nothing."""
        order = self._new_order(self.ayse, 2)
        seats = self._book(order, self.ayse, self.guest)
        seats[0]._cancel_by_member()
        self.assertEqual(order.amount_untaxed, 20)
        self.assertEqual(seats[0].state, "cancel")
        self.assertTrue(seats[0].exists())

    def test_cancel_paid(self):
        """What happens with the money is said, and asked of the organiser."""
        order = self._new_order(self.ayse)
        seat = self._book(order, self.ayse)
        order.action_confirm()
        self.assertIn("club decides", seat._get_cancel_words())
        seat._cancel_by_member()
        seat._cancel_by_member()
        self.assertEqual(seat.state, "cancel")
        self.assertEqual(order.activity_ids.user_id, self.organizer)
        self.assertEqual(len(order.activity_ids), 1)
