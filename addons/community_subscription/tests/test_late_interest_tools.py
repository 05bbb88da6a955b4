from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.late_interest import (
    Item,
    get_base,
    get_interest,
    get_postings,
    get_rate,
    get_stretches,
    keep_rates,
    round_money,
)

DUE = date(2026, 1, 31)
RATES = [(date(2020, 1, 1), 36.5)]

cents = st.integers(1, 500_000).map(lambda number: number / 100)
days = st.integers(-20, 400).map(lambda number: DUE + timedelta(days=number))
payments = st.lists(st.tuples(days, cents), max_size=6).map(tuple)
rates = st.lists(
    st.tuples(days, st.integers(0, 600).map(lambda number: number / 10)),
    max_size=4,
    unique_by=lambda rate: rate[0],
)
steady = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow]
)
items = st.builds(Item, cents, st.just(DUE), payments, st.just(0.0), st.integers(0, 10))


def _day_by_day(item, of_rates, until):
    """The definition: one day after the other."""
    total, day = Fraction(0), item.first_day
    while day <= until:
        total += get_base(item, day) * get_rate(of_rates, day) / 36500
        day += timedelta(days=1)
    return total


@tagged("post_install", "-at_install", "community")
class TestLateInterestTools(BaseCase):
    def _interest(self, until, of_rates=None, **values):
        of_rates = RATES if of_rates is None else of_rates
        item = Item(1000.0, DUE, **values)
        return round_money(get_interest(item, of_rates, until))

    def test_by_hand(self):
        """W87: 1,000 at 36.5 % is 1 a day, from the day after the due date on."""
        self.assertEqual(self._interest(DUE), 0)
        self.assertEqual(self._interest(date(2026, 2, 1)), 1)
        self.assertEqual(self._interest(date(2026, 3, 1)), 29)
        self.assertEqual(self._interest(date(2026, 2, 10), grace_days=3), 7)

    def test_payments_at_their_dates(self):
        """W87: the day of payment still bears interest; nothing is lost when the
        principal is paid first."""
        paid = ((date(2026, 2, 10), 1000.0),)
        self.assertEqual(self._interest(date(2027, 1, 1), payments=paid), 10)
        half = ((date(2026, 2, 10), 500.0),)
        self.assertEqual(self._interest(date(2026, 2, 20), payments=half), 15)
        on_time = ((DUE, 1000.0),)
        self.assertEqual(self._interest(date(2026, 2, 20), payments=on_time), 0)

    def test_rates_change(self):
        """W87: a new rate of the law counts from its day; none before the first."""
        changing = [*RATES, (date(2026, 2, 11), 73.0)]
        self.assertEqual(self._interest(date(2026, 2, 20), changing), 30)
        late = [(date(2026, 2, 11), 36.5)]
        self.assertEqual(self._interest(date(2026, 2, 20), late), 10)
        self.assertEqual(self._interest(date(2026, 2, 20), []), 0)

    def test_credit_note(self):
        """W87: what is credited was never owed."""
        self.assertEqual(self._interest(date(2026, 2, 10), credited=600.0), 4)

    def test_leap_year(self):
        """W87: a leap day is a day like any other."""
        item = Item(1000.0, date(2028, 2, 27))
        self.assertEqual(get_interest(item, RATES, date(2028, 3, 1)), 3)

    def _postings(self, item, posted):
        """On 20 February, when the ledger has been kept until the 10th."""
        return get_postings(
            *(item, RATES, date(2026, 2, 20)),
            posted=posted,
            posted_until=date(2026, 2, 10),
        )

    def test_payment_undone(self):
        """W87: the ledger is put right by a row of its own."""
        item = Item(1000.0, DUE)
        rows = self._postings(item, 10.0)
        self.assertEqual([row.amount for row in rows], [10])
        rows = self._postings(item, 4.0)
        self.assertEqual(
            [(row.amount, row.correction) for row in rows], [(6, True), (10, False)]
        )
        earlier = Item(1000.0, DUE, ((date(2026, 2, 5), 1000.0),))
        rows = self._postings(earlier, 10.0)
        self.assertEqual([row.amount for row in rows], [-5])

    def test_rates_kept(self):
        """W87: another rate of today leaves the days charged already as they were."""
        kept = [(date(2026, 2, 1), date(2026, 2, 10), 36.5)]
        found = keep_rates([(date(2020, 1, 1), 73.0)], kept)
        for day, rate in ((31, 73), (32, 36.5), (41, 36.5), (42, 73)):
            at = date(2025, 12, 31) + timedelta(days=day)
            self.assertEqual(get_rate(found, at), Fraction(str(rate)))

    @steady
    @given(items, rates, days)
    def test_integral(self, item, of_rates, until):
        """W87: any payments, any rates: the stretches are the sum over the days."""
        expected = _day_by_day(item, of_rates, until)
        self.assertEqual(get_interest(item, of_rates, until), expected)
        stretches = get_stretches(item, of_rates, until)
        for one, following in pairwise(stretches):
            self.assertLess(one.date_to, following.date_from)

    @steady
    @given(items, rates, st.lists(days, min_size=1, max_size=8), payments)
    def test_ledger(self, item, of_rates, runs, undone):
        """W87: whenever the job runs, and whatever payments were there meanwhile, the
        ledger sums to the rounded interest; a second run adds nothing."""
        total, last = Decimal(0), None
        for run in sorted(runs):
            for payments_now in (undone, item.payments):
                now = Item(item.amount, DUE, payments_now, 0.0, item.grace_days)
                rows = get_postings(
                    now, of_rates, run, posted=float(total), posted_until=last
                )
                total += sum((row.amount for row in rows), Decimal(0))
                last = max([row.date_to for row in rows], default=last)
                self.assertEqual(total, round_money(get_interest(now, of_rates, run)))
                again = get_postings(
                    now, of_rates, run, posted=float(total), posted_until=last
                )
                self.assertFalse([row for row in again if row.amount])
