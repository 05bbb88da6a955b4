from odoo.tests import tagged

from .common_http import EventsHttpCase


@tagged("post_install", "-at_install", "community")
class TestWaitingTour(EventsHttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_from_seat_to_seat(self):
        """On a phone: one member registers and gives back, the waiting one gets it."""
        mine, theirs = self.ayse.email, self.deniz.email
        self.start_tour("/event", "community_events_member_registers", login=theirs)
        self.start_tour("/event", "community_events_member_waits", login=mine)
        self.start_tour("/my", "community_events_member_gives_back", login=theirs)
        self.start_tour("/my", "community_events_member_takes_the_seat", login=mine)
        seats = self._seats(self.coming)
        taken = seats.filtered(lambda seat: seat.state == "open")
        self.assertEqual(taken.member_id, self.ayse)
        self.assertEqual((seats - taken).mapped("state"), ["cancel"])
