from datetime import datetime

from odoo.tests import BaseCase, tagged

from ..tools.calendar_feed import FeedEvent, make_calendar
from ..tools.feed_token import is_genuine, make_token, read_id

SECRET = b"secret"
RIDE = FeedEvent(
    uid="event-1-0@club",
    begin=datetime(2027, 3, 11, 18),
    end=datetime(2027, 3, 11, 21),
    changed_at=datetime(2027, 1, 1, 12, 0, 0, 999),
    summary="Şile, kış; turu",
    location="Şile\nLimanı",
)


@tagged("post_install", "-at_install", "community")
class TestCalendarFeedTools(BaseCase):
    def test_token(self):
        """The address is of one feed and one salt, and cannot be guessed."""
        token = make_token(SECRET, 5, "salt")
        self.assertEqual(read_id(token), 5)
        self.assertTrue(is_genuine(SECRET, token, 5, "salt"))
        self.assertFalse(is_genuine(SECRET, token, 5, "other"))
        self.assertFalse(is_genuine(SECRET, token, 6, "salt"))
        self.assertFalse(is_genuine(b"other", token, 5, "salt"))
        for text in ("", "5", "5-", token.lower(), token + "A", "é" + token):
            self.assertIsNone(read_id(text), text)

    def test_calendar(self):
        """Times in UTC, text escaped, the same bytes as long as nothing changed."""
        body = make_calendar("Club", [RIDE])
        self.assertEqual(body, make_calendar("Club", [RIDE]))
        text = body.decode()
        self.assertIn("DTSTART:20270311T180000Z", text)
        self.assertIn("DTSTAMP:20270101T120000Z", text)
        self.assertIn("SUMMARY:Şile\\, kış\\; turu", text)
        self.assertIn("TRANSP:TRANSPARENT", text)
        self.assertNotIn("OPAQUE", text)

    def test_empty(self):
        """A club without events has a calendar all the same."""
        self.assertIn("BEGIN:VCALENDAR", make_calendar("Club", []).decode())
