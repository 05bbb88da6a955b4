from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.membership_grant import granted_end

DAY = timedelta(days=1)
FIRST = date(2026, 3, 1)
days = st.integers(0, 60).map(lambda number: FIRST + number * DAY)


@tagged("post_install", "-at_install", "community")
class TestMembershipGrantTools(BaseCase):
    def test_table(self):
        """W4: extended, kept, taken back, and left alone."""
        a, b, c = FIRST, FIRST + 9 * DAY, FIRST + 19 * DAY
        cases = [
            # current, target, before, fallback, expected
            (None, b, None, a, b),
            (a, b, None, a, b),
            (c, b, None, a, c),
            (b, None, b, a, a),
            (c, b, c, a, b),
            (c, None, b, a, c),
            (b, b, a, a, b),
            (None, None, None, a, None),
        ]
        for *given_dates, expected in cases:
            with self.subTest(dates=given_dates):
                self.assertEqual(granted_end(*given_dates), expected)

    @settings(deadline=None, max_examples=150, derandomize=True)
    @given(st.none() | days, days)
    def test_undone_is_as_never_done(self, current, target):
        """W4, F34: a payment that is undone leaves the membership as it was."""
        fallback = current or FIRST - DAY
        paid = granted_end(current, target, None, fallback)
        undone = granted_end(paid, None, target, fallback)
        if current and target <= current and paid != target:
            self.assertEqual(undone, current)
        elif not current or target > current:
            self.assertEqual(undone, fallback)
