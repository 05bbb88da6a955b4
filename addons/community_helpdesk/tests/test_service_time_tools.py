from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools import service_time as tools

NOW = datetime(2026, 3, 10, 12)


def at(hour, minute=0, day=10, month=3):
    return datetime(2026, month, day, hour, minute)


@tagged("community", "post_install", "-at_install")
class TestServiceTime(BaseCase):
    def test_several_stretches(self):
        """M9: stretches add up; what overlaps counts once; one may still run."""
        cases = [
            ([], 0),
            ([(at(9), at(10))], 3600),
            ([(at(9), at(10)), (at(11), None)], 7200),
            ([(at(9), at(10)), (at(9, 30), at(10, 30))], 5400),
            ([(at(9), at(11)), (at(9, 30), at(10))], 7200),
            ([(at(10), at(11)), (at(9), at(10))], 7200),
            ([(at(9), at(9))], 0),
        ]
        for stretches, seconds in cases:
            with self.subTest(stretches=stretches):
                self.assertEqual(tools.count_seconds(stretches, NOW), seconds)
        with self.assertRaises(ValueError):
            tools.merge([(at(10), at(9))], NOW)

    def test_rounding(self):
        """M9: begun units count whole, the minimum holds, nothing stays nothing."""
        cases = [
            (0, 15, 30, 0),
            (1, 15, 0, 900),
            (900, 15, 0, 900),
            (901, 15, 0, 1800),
            (60, 0, 30, 1800),
            (60, 20, 30, 2400),
            (3601, 0, 30, 3601),
        ]
        for seconds, unit, least, expected in cases:
            with self.subTest(seconds=seconds, unit=unit, least=least):
                self.assertEqual(tools.round_up(seconds, unit, least), expected)
        with self.assertRaises(ValueError):
            tools.round_up(-1)

    def test_rounded_once(self):
        stretches = [(at(9), at(9, 5)), (at(10), at(10, 5))]
        self.assertEqual(tools.count_billable_seconds(stretches, NOW, 15), 900)

    def test_midnight(self):
        """M20: time over midnight stands on both days, in the officer's zone."""
        stretches = [(at(20), at(22, 30))]
        days = tools.split_by_day(stretches, NOW, "Asia/Tbilisi")
        self.assertEqual(days, {date(2026, 3, 11): 9000})
        days = tools.split_by_day(stretches, NOW, "Europe/Istanbul")
        self.assertEqual(days, {date(2026, 3, 10): 3600, date(2026, 3, 11): 5400})

    def test_clock_put_forward_and_back(self):
        """M20: a day of 23 or 25 hours has the seconds that passed."""
        for month, day, hours in ((3, 29, 23), (10, 25, 25)):
            start = datetime(2026, month, day - 1, 23 if month == 3 else 22)
            stretches = [(start, start + timedelta(hours=hours))]
            days = tools.split_by_day(stretches, NOW, "Europe/Berlin")
            self.assertEqual(days, {date(2026, month, day): hours * 3600})

    def test_forgotten(self):
        """M9: stopped after so many hours, or at the end of the working day."""
        start = at(6)  # 9:00 in Istanbul
        zone = "Europe/Istanbul"
        cases = [
            (0, 0, None),
            (8, 0, None),
            (6, 0, at(12)),
            (5, 0, at(11)),
            (0, 14, at(11)),
            (2, 14, at(8)),
            (0, 18, None),
            (0, 8, None),  # began after the end: until midnight
        ]
        for hours, end, expected in cases:
            with self.subTest(hours=hours, end=end):
                found = tools.get_forgotten_stop(start, NOW, hours, end, zone)
                self.assertEqual(found, expected)
        later = NOW + timedelta(days=1)
        found = tools.get_forgotten_stop(start, later, 0, 8, zone)
        self.assertEqual(found, at(21))

    def test_warnings(self):
        """G9: a mark is passed once, on the way up."""
        cases = [
            (0, 7.9, 10, 0),
            (0, 8, 10, 80),
            (8, 9, 10, 0),
            (8, 10, 10, 100),
            (0, 12, 10, 100),
            (10, 12, 10, 0),
            (9, 7, 10, 0),
            (0, 1, 0, 0),
        ]
        for before, after, included, level in cases:
            with self.subTest(before=before, after=after):
                self.assertEqual(tools.get_warning(before, after, included), level)

    def test_excess(self):
        """G9: hours beyond are billed, and given back when they are taken back."""
        cases = [
            (2, 0, 3, 0),
            (2, 2, 3, 1),
            (-1, 4, 3, -1),
            (-2, 4, 3, -1),
            (1, 3, 3, 1),
        ]
        for quantity, used, included, expected in cases:
            with self.subTest(quantity=quantity, used=used):
                self.assertEqual(tools.get_excess(quantity, used, included), expected)

    def test_standing(self):
        """M3, M4: red when it ended, amber when it soon will, on the day itself."""
        today = date(2026, 3, 10)
        cases = [
            (None, None, "none"),
            ("draft", None, "none"),
            ("active", None, "good"),
            ("active", date(2026, 4, 10), "good"),
            ("active", date(2026, 4, 9), "soon"),
            ("active", today, "soon"),
            ("active", date(2026, 3, 9), "ended"),
            ("past_due", None, "soon"),
            ("ended", date(2026, 9, 9), "ended"),
        ]
        for state, end, expected in cases:
            with self.subTest(state=state, end=end):
                self.assertEqual(tools.get_standing(state, end, today), expected)
