from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.payment_calendar import PaymentDay, write_calendar

STAMP = datetime(2026, 3, 10, 9, 30)


@tagged("post_install", "-at_install", "community")
class TestPaymentCalendarTools(BaseCase):
    """The payment days as a calendar file."""

    def _write(self, title, note=""):
        entry = PaymentDay("1@club", date(2026, 2, 28), title, note)
        return write_calendar("Rider", [entry], STAMP)

    def test_one_whole_day(self):
        """W7: a payment day is an entry of one whole day, also at a month's end."""
        lines = self._write("Rider: 50.00 ₺").split("\r\n")
        self.assertEqual(lines[0], "BEGIN:VCALENDAR")
        self.assertEqual(lines[-2:], ["END:VCALENDAR", ""])
        for line in (
            "UID:1@club",
            "DTSTAMP:20260310T093000Z",
            "DTSTART;VALUE=DATE:20260228",
            "DTEND;VALUE=DATE:20260301",
            "SUMMARY:Rider: 50.00 ₺",
        ):
            self.assertIn(line, lines)

    def test_no_days(self):
        text = write_calendar("Rider", [], STAMP)
        self.assertNotIn("VEVENT", text)

    def test_signs_of_the_format_are_escaped(self):
        text = self._write("a,b;c\\d\ne\r\nEND:VCALENDAR")
        self.assertIn("SUMMARY:a\\,b\\;c\\\\d\\ne\\nEND:VCALENDAR\r\n", text)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text("aşé₺ქ, ;\\\n\r", max_size=200))
    def test_lines_are_short_and_unfold_again(self, title):
        """No line is too long for a calendar, and no letter is torn apart."""
        text = self._write(title)
        for line in text.split("\r\n"):
            self.assertLessEqual(len(line.encode()), 75)
        self.assertEqual(text.count("BEGIN:VEVENT"), 1)
        whole = text.replace("\r\n ", "")
        self.assertIn("DTEND;VALUE=DATE:20260301", whole)
