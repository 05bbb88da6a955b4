from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.event_registration_ticket import LAST_SERIAL
from .common import ComingSeatCommon


@tagged("post_install", "-at_install", "community")
class TestSeatGiver(ComingSeatCommon):
    """Nobody gets rid of a seat by passing it on (G33)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late = cls.coming.date_begin - timedelta(minutes=5)

    def _pass_on(self):
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")

    def _assert_stays(self, words):
        with freeze_time(self.late):
            self.assertIn(words, self.seat._get_change_refusal())
            with self.assertRaises(UserError):
                self.seat._cancel_by_member()
        self.assertEqual((self.seat.state, self.seat.member_id), ("open", self.deniz))

    def test_yes_of_a_stranger(self):
        """Who is not in the register answers for nothing: the giver goes on to."""
        guest = self._new_user("seat_guest", "base.group_portal").partner_id
        guest.email = "guest@seats.example.com"
        self.seat._transfer("Gülten Misafir", guest.email)
        self.assertEqual(self.seat.member_id, guest)
        self.seat._accept_by_member()
        self.assertEqual(self.seat._get_bound(), self.ayse)
        self.assertEqual(self.seat._get_standing()["label"], "Passed on to you")
        guest.in_member_register = True
        self.seat._accept_by_member()
        self.assertEqual(self.seat._get_bound(), guest)
        self.assertFalse(self.seat.giver_id)

    def test_giver_with_another_seat(self):
        """Too late to make it free, a no does not free the giver of it either."""
        self._pass_on()
        own = self._register(self.coming, self.ayse)
        self.assertEqual(own.member_id, self.ayse)
        self._assert_stays("another one")
        self.assertEqual(self.seat._get_bound(), self.ayse)

    def test_giver_with_a_cart(self):
        """A seat that waits to be paid is no way out either."""
        self._pass_on()
        own = self._register(self.coming, self.ayse, state="draft")
        self.assertEqual((own.member_id, own.state), (self.ayse, "draft"))
        self._assert_stays("another one")

    def test_giver_with_another_seat_in_time(self):
        """In time a no makes the seat free as before."""
        self._pass_on()
        self._register(self.coming, self.ayse)
        self.seat._cancel_by_member()
        self.assertEqual(self.seat.state, "cancel")

    def test_last_ticket(self):
        """No further ticket fits: the organiser is asked, as for passing on."""
        self._pass_on()
        self.seat._counting().ticket_serial = LAST_SERIAL
        self._assert_stays("Please ask")

    def test_handed_out(self):
        """Whoever got something on the ticket keeps it."""
        shirt = self.env["community.event.hand.out"].create(
            {"name": "T-shirt", "event_id": self.coming.id}
        )
        self.seat._give(shirt, self.late.timestamp())
        for act in (self.seat._cancel_by_member, self._pass_on):
            with self.assertRaisesRegex(UserError, "handed out"):
                act()
        self.assertEqual((self.seat.state, self.seat.member_id), ("open", self.ayse))
        self.seat.sudo().given = False
        self._pass_on()
        self.assertEqual(self.seat.member_id, self.deniz)
