from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.timing import (
    Timing,
    due_moment,
    latest_due,
    occurrence_key,
    windows,
)


@tagged("post_install", "-at_install", "community")
class TestTiming(BaseCase):
    """When reminders are due, without a database."""

    def test_due_moment(self):
        """A date is due at the rule's hour by the company's clock."""
        week = Timing(-7, "days", at_hour=9.5, timezone="Asia/Tbilisi")
        self.assertEqual(
            due_moment(date(2026, 3, 10), week, 0), datetime(2026, 3, 3, 5, 30)
        )
        month = Timing(1, "months", timezone="UTC")
        self.assertEqual(
            due_moment(date(2026, 1, 31), month, 0), datetime(2026, 2, 28, 9)
        )
        hours = Timing(-2, "hours")
        self.assertEqual(
            due_moment(datetime(2026, 3, 10, 1), hours, 0), datetime(2026, 3, 9, 23)
        )

    def test_boundaries_of_a_day(self):
        """Due is due from the moment on; before it nothing is."""
        timing = Timing(0, at_hour=9)
        day = date(2026, 3, 10)
        start = datetime(2026, 3, 1)
        for until, expected in (
            (datetime(2026, 3, 10, 8, 59), None),
            (datetime(2026, 3, 10, 9, 0), 0),
            (datetime(2026, 3, 12), 0),
        ):
            with self.subTest(until=until):
                self.assertEqual(latest_due(day, timing, start, until), expected)
        at_nine = datetime(2026, 3, 10, 9)
        self.assertIsNone(latest_due(day, timing, at_nine, at_nine + timedelta(days=1)))

    def test_only_the_latest_after_an_outage(self):
        """Who missed three reminders is reminded once."""
        timing = Timing(0, every=1, times=10, at_hour=9)
        found = latest_due(
            date(2026, 3, 1), timing, datetime(2026, 3, 1), datetime(2026, 3, 4, 10)
        )
        self.assertEqual(found, 3)
        after_all = latest_due(
            date(2026, 3, 1), timing, datetime(2026, 3, 12), datetime(2026, 4, 4)
        )
        self.assertIsNone(after_all)

    def test_windows_hold_everything_that_is_due(self):
        """A search by these stretches misses no record, for all units and days."""
        until = datetime(2026, 3, 31, 12)
        after = until - timedelta(days=3)
        for unit in ("hours", "days", "weeks", "months", "years"):
            for offset in (-11, 0, 13):
                timing = Timing(offset, unit, every=1, every_unit="months", times=12)
                stretches = windows(timing, after, until)
                day = date(2025, 1, 1)
                while day < date(2028, 1, 1):
                    if latest_due(day, timing, after, until) is not None:
                        moment = datetime(day.year, day.month, day.day)
                        self.assertTrue(
                            any(
                                start.replace(hour=0, minute=0) <= moment <= end
                                for start, end in stretches
                            ),
                            (unit, offset, day),
                        )
                    day += timedelta(days=1)

    def test_windows_of_a_daily_rule_are_one_search(self):
        """Thirty repetitions a day apart are one stretch, not thirty."""
        timing = Timing(0, every=1, times=30)
        self.assertEqual(
            len(windows(timing, datetime(2026, 3, 1), datetime(2026, 3, 2))), 1
        )

    def test_a_moved_date_is_a_new_occurrence(self):
        """The key names the rule, the date and the repetition."""
        first = occurrence_key(4, date(2026, 3, 10), 0)
        self.assertNotEqual(first, occurrence_key(4, date(2026, 3, 11), 0))
        self.assertNotEqual(first, occurrence_key(4, date(2026, 3, 10), 1))
