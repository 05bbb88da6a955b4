from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import float_round

from ..tools.proration import (
    Hold,
    Line,
    Range,
    part_of,
    round_amount,
    share_out,
    shares,
)

DAY = timedelta(days=1)
FIRST = date(2026, 3, 1)
LAST = date(2026, 3, 31)
SPAN = (FIRST, LAST)
steady = settings(deadline=None, max_examples=200, derandomize=True)
# Yen, euro, dinar, and what is paid in cash in Switzerland.
roundings = st.sampled_from([Decimal(each) for each in ("1", "0.01", "0.001", "0.05")])
prices = st.integers(-(10**7), 10**7).map(lambda number: Decimal(number) / 1000)
march = st.integers(0, 30).map(lambda number: FIRST + number * DAY)
holds = st.lists(
    st.tuples(march, st.integers(0, 15), st.sampled_from([0, 25, 50, 100])), max_size=3
).map(
    lambda rows: [
        Hold(begin, begin + length * DAY, Fraction(percent, 100))
        for begin, length, percent in rows
    ]
)


def _whole(price, given_holds=(), span=SPAN):
    found = shares([Line(1)], given_holds, span, span, 31)
    return Fraction(price) * sum(share.factor for share in found)


@tagged("post_install", "-at_install", "community")
class TestProrationTools(BaseCase):
    @steady
    @given(prices, roundings, st.lists(st.integers(1, 30), unique=True))
    def test_parts_are_the_whole(self, price, rounding, cuts):
        """W5: a line cut anywhere costs in sum what it costs uncut."""
        marks = [0, *sorted(cuts), 31]
        lines = [
            Line(n, FIRST + begin * DAY, FIRST + (end - 1) * DAY)
            for n, (begin, end) in enumerate(pairwise(marks))
        ]
        found = shares(lines, [], SPAN, SPAN, 31)
        self.assertEqual(sum(share.days for share in found), 31)
        parts = share_out([Fraction(price) * each.factor for each in found], rounding)
        self.assertEqual(sum(parts), round_amount(price, rounding))

    @steady
    @given(prices, roundings, st.integers(1, 24))
    def test_instalments_are_the_whole(self, price, rounding, number):
        """W5: equal instalments sum to the price, and differ by one step at most."""
        if number == 1:
            self.assertEqual(part_of(price, 0, 1, rounding), price)
            return
        parts = [part_of(price, n, number, rounding) for n in range(number)]
        self.assertEqual(sum(parts), round_amount(price, rounding))
        self.assertLessEqual(max(parts) - min(parts), rounding)

    @steady
    @given(prices, roundings, holds, st.integers(1, 30))
    def test_holds_and_cuts(self, price, rounding, given_holds, cut):
        """W4, W5: with holds, too, where a stretch is cut changes no sum."""
        middle = FIRST + cut * DAY
        stretches = [(FIRST, middle - DAY), (middle, LAST)]
        exact = [
            _whole(price, given_holds=given_holds, span=each) for each in stretches
        ]
        whole = _whole(price, given_holds=given_holds)
        self.assertEqual(sum(exact), whole)
        self.assertEqual(sum(share_out(exact, rounding)), round_amount(whole, rounding))

    @steady
    @given(holds)
    def test_day_by_day(self, given_holds):
        """W5: the weight of a month is the sum of its days, each looked at alone."""
        (share,) = shares([Line(1)], given_holds, SPAN, SPAN, 31)
        total, paid = Fraction(0), 0
        for n in range(31):
            day = FIRST + n * DAY
            percents = [
                each.percent
                for each in given_holds
                if each.date_from <= day <= each.date_to
            ]
            total += min(percents, default=Fraction(1))
            paid += bool(min(percents, default=1))
        self.assertEqual((share.weight, share.days), (total, paid))

    def test_modes_of_holds(self):
        """W4: free days cost nothing, reduced their percent, full as usual."""
        span = (date(2026, 3, 11), date(2026, 3, 20))
        for percent, weight, seats in ((0, 21, 0), (50, 26, 0), (100, 31, 1)):
            hold = Hold(*span, Fraction(percent, 100))
            (share,) = shares([Line(1)], [hold], SPAN, SPAN, 31)
            self.assertEqual((share.weight, share.seats), (weight, seats))
        (share,) = shares([Line(1)], [Hold(FIRST, None)], SPAN, SPAN, 31)
        self.assertEqual((share.weight, share.days), (0, 0))

    def test_seats(self):
        """W4: a seat costs from its first to its last day."""
        seats = (Range(None, None), Range(date(2026, 3, 22), None))
        (share,) = shares([Line(1, seats=seats)], [], SPAN, SPAN, 31)
        self.assertEqual((share.weight, share.seats), (31 + 10, 0))
        (share,) = shares([Line(1, seats=seats[:1] * 3)], [], SPAN, SPAN, 31)
        self.assertEqual((share.weight, share.seats), (93, 3))
        (share,) = shares([Line(1, seats=())], [], SPAN, SPAN, 31)
        self.assertEqual((share.weight, share.seats), (0, 0))

    def test_broken_period_in_full(self):
        """W5: what is in force on the first day costs from the first of the period."""
        stretch = (date(2026, 3, 11), LAST)
        lines = [Line(1), Line(2, date(2026, 3, 22)), Line(3, None, date(2026, 3, 15))]
        found = shares(lines, [], stretch, SPAN, 31)
        self.assertEqual([share.weight for share in found], [31, 10, 15])
        self.assertEqual([share.seats for share in found], [1, 0, 0])

    def test_lines_without_a_day(self):
        """W4: lines that ended before they began, or the stretch did, cost nothing."""
        lines = [
            Line(1, date(2026, 3, 10), date(2026, 3, 9)),
            Line(2, None, date(2026, 2, 28)),
            Line(3, date(2026, 4, 1)),
        ]
        self.assertFalse(shares(lines, [], SPAN, SPAN, 31))

    @steady
    @given(st.integers(-(10**7), 10**7), st.sampled_from([0, 2, 3]))
    def test_rounding_is_odoos(self, number, digits):
        """W5: amounts are rounded as Odoo's currencies round, with 0, 2, 3 decimals."""
        amount = number / 10000
        expected = float_round(amount, precision_digits=digits)
        found = round_amount(Decimal(str(amount)), Decimal(1).scaleb(-digits))
        self.assertEqual(float(found), expected)
