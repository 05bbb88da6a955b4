import random
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.membership_term import MembershipDates, Term, renew, term_end

CALENDAR_YEAR = Term("fixed", 1, "years", rollover_month=9, rollover_day=1)
SEASON = Term("fixed", 1, "years", start_month=7, rollover_month=5)


@tagged("post_install", "-at_install", "community")
class TestMembershipTerm(BaseCase):
    def test_golden_ends(self):
        """W13: rolling and fixed terms, rollover, short months, leap years."""
        cases = [
            (Term(), date(2026, 6, 15), date(2027, 6, 14)),
            (Term("rolling", 1, "months"), date(2026, 1, 31), date(2026, 2, 27)),
            (Term("rolling", 30, "days"), date(2026, 6, 1), date(2026, 6, 30)),
            (Term(), date(2028, 2, 29), date(2029, 2, 27)),
            (CALENDAR_YEAR, date(2026, 8, 31), date(2026, 12, 31)),
            (CALENDAR_YEAR, date(2026, 9, 1), date(2027, 12, 31)),
            (SEASON, date(2026, 7, 1), date(2027, 6, 30)),
            (SEASON, date(2026, 6, 30), date(2027, 6, 30)),
            (SEASON, date(2026, 4, 30), date(2026, 6, 30)),
        ]
        for term, first, end in cases:
            with self.subTest(term=term, first=first):
                self.assertEqual(term_end(term, first), end)

    def test_renewal_has_no_gap_and_no_overlap(self):
        """W13: 2,000 random renewals in time continue the day after the old end."""
        chance = random.Random(7)
        for _round in range(2000):
            unit = chance.choice(["days", "months", "years"])
            term = Term(
                chance.choice(["rolling", "fixed"]),
                chance.randint(1, 3),
                unit,
                start_month=chance.randint(1, 12),
                start_day=chance.randint(1, 31),
                rollover_month=chance.randint(0, 12),
            )
            day = date(2024, 1, 1) + timedelta(days=chance.randint(0, 1500))
            first = renew(MembershipDates(None, None, None), term, day, False)
            again = renew(first, term, first.end, True)
            self.assertGreaterEqual(first.end, day)
            self.assertEqual(again.start, first.start)
            self.assertEqual(again.since, first.since)
            self.assertEqual(
                again.end, term_end(term, first.end + timedelta(days=1), joining=False)
            )
            self.assertGreater(again.end, first.end)
