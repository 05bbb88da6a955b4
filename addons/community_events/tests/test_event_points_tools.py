from odoo.tests import BaseCase, tagged

from ..tools.event_points import EventFacts, SeatFacts, get_due, get_dues

OVER = EventFacts(is_over=True, is_closed=True, points={"attendee": 20})


@tagged("post_install", "-at_install", "community")
class TestEventPointsTools(BaseCase):
    def _due(self, event=OVER, member=7, role="attendee", state="done", active=True):
        return get_due(event, SeatFacts(1, member, role, state, active))

    def test_own_points(self):
        """G17, G31: the event's own points by role; the rules where it is silent."""
        self.assertEqual(self._due().points, 20)
        self.assertEqual(self._due().tag, "own:attendee")
        self.assertEqual(self._due(role="volunteer").trigger, "volunteering")
        self.assertEqual(self._due(role="organizer").trigger, "event_organised")

    def test_not_before_the_end(self):
        """G32: nothing while the event runs, and nothing before it is closed."""
        running = EventFacts(is_over=False, is_closed=True, points={"attendee": 20})
        self.assertIsNone(self._due(running))
        ended = EventFacts(is_over=True, is_closed=False, points={"attendee": 20})
        self.assertIsNone(self._due(ended))

    def test_nothing_due(self):
        """Cancelled events, archived seats, guests and cancelled seats give nothing."""
        cancelled = EventFacts(True, True, is_cancelled=True, points={"attendee": 20})
        self.assertIsNone(self._due(cancelled))
        self.assertIsNone(self._due(active=False))
        self.assertIsNone(self._due(member=0))
        for state in ("draft", "cancel"):
            self.assertIsNone(self._due(state=state))

    def test_no_show(self):
        """Registered and not come, but only where somebody looked who came."""
        self.assertEqual(self._due(state="open").trigger, "no_show")
        nobody = EventFacts(True, True, has_presence=False)
        self.assertIsNone(self._due(nobody, state="open"))

    def test_no_show_of_a_seat_passed_on(self):
        """Who passed it on answers for it until the new holder says yes."""
        given = SeatFacts(1, 7, "attendee", "open", is_accepted=False, giver_id=8)
        self.assertEqual(get_due(OVER, given).key, (1, 8, "rule:no_show"))
        guest = SeatFacts(1, 0, "attendee", "open", is_accepted=False, giver_id=8)
        self.assertEqual(get_due(OVER, guest).member_id, 8)
        nobody = SeatFacts(1, 7, "attendee", "open", is_accepted=False)
        self.assertIsNone(get_due(OVER, nobody))
        came = SeatFacts(1, 7, "attendee", "done", is_accepted=False, giver_id=8)
        self.assertEqual(get_due(OVER, came).key, (1, 7, "own:attendee"))
        guest_came = SeatFacts(1, 0, "attendee", "done", is_accepted=False, giver_id=8)
        self.assertIsNone(get_due(OVER, guest_came))

    def test_all_seats(self):
        """Each seat is judged by itself."""
        seats = [
            SeatFacts(1, 7, "attendee", "done"),
            SeatFacts(2, 8, "attendee", "open"),
            SeatFacts(3, 0, "attendee", "done"),
        ]
        keys = [due.key for due in get_dues(OVER, seats)]
        self.assertEqual(keys, [(1, 7, "own:attendee"), (2, 8, "rule:no_show")])
