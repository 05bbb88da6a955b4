import ast
from datetime import date, timedelta
from inspect import getsource
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import contract_state, proration, schedule
from ..tools.schedule import Regime, Terms, add_months, lay_out, stretches

DAY = timedelta(days=1)
steady = settings(deadline=None, max_examples=100, derandomize=True)
days = st.dates(date(2019, 1, 1), date(2031, 12, 31))
terms = st.builds(
    Terms,
    unit=st.sampled_from(["day", "week", "month", "year"]),
    number=st.integers(1, 7),
    anchor=st.sampled_from(["anniversary", "calendar"]),
    anchor_day=st.integers(1, 31),
    anchor_month=st.integers(1, 12),
    mode=st.sampled_from(["advance", "arrears"]),
    bill_days_before=st.integers(0, 20),
    instalments=st.integers(1, 12),
    first=st.sampled_from(["prorate", "full", "free"]),
    last=st.sampled_from(["prorate", "full"]),
)


def _begins(found):
    return [str(stretch.date_from) for stretch in found]


@tagged("post_install", "-at_install", "community")
class TestScheduleTools(BaseCase):
    def _first(self, given_terms, first, number, **values):
        until = first + 4000 * DAY
        found = []
        for stretch in stretches(given_terms, first, until, **values):
            found.append(stretch)
            if len(found) == number:
                break
        return found

    def _check_seamless(self, found, first, last=None):
        self.assertEqual(found[0].date_from, first)
        for one, other in pairwise(found):
            self.assertEqual(other.date_from, one.date_to + DAY)
        for stretch in found:
            self.assertLessEqual(stretch.nominal_from, stretch.date_from)
            self.assertLessEqual(stretch.date_from, stretch.date_to)
            self.assertLessEqual(stretch.date_to, stretch.nominal_to)
        if last:
            self.assertEqual(found[-1].date_to, last)

    def test_the_31st(self):
        """W5: the last day of short months, and the 31st again after them."""
        found = self._first(Terms(), date(2027, 12, 31), 5)
        self.assertEqual(
            _begins(found),
            ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"],
        )
        calendar = Terms(anchor="calendar", anchor_day=31)
        found = self._first(calendar, date(2026, 1, 31), 4)
        self.assertEqual(
            _begins(found), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
        )

    def test_leap_day(self):
        """W5: who joins on 29 February is billed on it whenever there is one."""
        found = self._first(Terms(unit="year"), date(2024, 2, 29), 5)
        self.assertEqual(
            _begins(found),
            ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
        )

    def test_anchors(self):
        """W5: fixed days of week, month, quarter and year; broken first periods."""
        first = date(2026, 5, 13)
        cases = [
            (Terms("week", anchor="calendar", anchor_day=1), "2026-05-11"),
            (Terms("week", anchor="calendar", anchor_day=7), "2026-05-10"),
            (Terms("month", anchor="calendar", anchor_day=1), "2026-05-01"),
            (Terms("month", anchor="calendar", anchor_day=20), "2026-04-20"),
            (Terms("month", 3, "calendar"), "2026-04-01"),
            (Terms("month", 3, "calendar", anchor_month=2), "2026-05-01"),
            (Terms("year", 1, "calendar", 1, 9), "2025-09-01"),
            (Terms("day", 10, "calendar"), "2026-05-13"),
        ]
        for given_terms, nominal in cases:
            with self.subTest(terms=given_terms):
                (found,) = self._first(given_terms, first, 1)
                self.assertEqual(str(found.nominal_from), nominal)
                self.assertEqual(found.date_from, first)

    def test_when_it_is_billed(self):
        """W5: days before the period, or the day after it."""
        first = date(2026, 5, 13)
        (early,) = self._first(Terms(bill_days_before=10), first, 1)
        self.assertEqual(early.bill_date, date(2026, 5, 3))
        (late,) = self._first(Terms(mode="arrears", bill_days_before=10), first, 1)
        self.assertEqual(late.bill_date, date(2026, 6, 13))

    def test_broken_periods(self):
        """W5: by days, in full or free; each says which days are charged."""
        first, last = date(2026, 5, 13), date(2026, 6, 10)
        for rule, charge_from, is_free in (
            ("prorate", first, False),
            ("full", date(2026, 5, 1), False),
            ("free", first, True),
        ):
            given_terms = Terms(anchor="calendar", first=rule)
            one, other = self._first(given_terms, first, 2, last=last)
            self.assertEqual((one.charge_from, one.is_free), (charge_from, is_free))
            self.assertEqual(other.charge_to, last)
            self.assertFalse(other.is_free)
        full = Terms(anchor="calendar", last="full")
        *_rest, other = self._first(full, first, 2, last=last)
        self.assertEqual(other.charge_to, date(2026, 6, 30))

    def test_instalments(self):
        """W5: months where they divide, equal days where they do not."""
        first = date(2026, 1, 31)
        four = self._first(Terms("year", instalments=4), first, 5)
        self.assertEqual(
            _begins(four),
            ["2026-01-31", "2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31"],
        )
        two = self._first(Terms("month", instalments=2), date(2026, 2, 1), 3)
        self.assertEqual(_begins(two), ["2026-02-01", "2026-02-15", "2026-03-01"])
        self.assertEqual([each.part for each in two], [0, 1, 0])

    @steady
    @given(terms, days, st.integers(0, 700), st.none() | st.integers(0, 700))
    def test_no_gap_no_overlap(self, given_terms, first, length, end):
        """W5: every day from the first on is in exactly one stretch."""
        last = None if end is None else first + end * DAY
        until = first + length * DAY
        found = list(stretches(given_terms, first, until, last=last))
        self._check_seamless(found, first)
        reach = min(until, last) if last else until
        self.assertGreaterEqual(found[-1].date_to, reach)
        if last and last <= until:
            self.assertEqual(found[-1].date_to, last)

    @steady
    @given(terms, days, st.integers(0, 300))
    def test_counted_from_the_anchor(self, given_terms, first, offset):
        """W5: beginning later changes no boundary of what follows."""
        until = first + 600 * DAY
        whole = list(stretches(given_terms, first, until))
        later = first + offset * DAY
        part = list(stretches(given_terms, later, until, origin=first))
        tail = [each for each in whole if each.date_from > part[0].date_to]
        self.assertEqual(part[1:], tail)

    @steady
    @given(
        st.lists(st.tuples(st.integers(0, 600), terms), min_size=1, max_size=5),
        days,
        st.none() | st.integers(0, 800),
    )
    def test_other_terms_on_the_way(self, steps, first, end):
        """W4, W5: terms that change leave no day out and charge none twice."""
        steps = sorted(steps, key=lambda step: step[0])
        regimes = [Regime(first + offset * DAY, each) for offset, each in steps]
        regimes[0] = Regime(first, regimes[0].terms)
        last = None if end is None else first + end * DAY
        found = list(lay_out(regimes, first + 700 * DAY, last))
        self._check_seamless(found, first)
        begins = [stretch.date_from for stretch in found]
        self.assertEqual(len(set(begins)), len(begins))

    def test_terms_that_come_back(self):
        """W4: after a change for a while the old rhythm goes on as if undisturbed."""
        first, month, week = date(2026, 1, 31), Terms(), Terms("week")
        regimes = [
            Regime(first, month),
            Regime(date(2026, 3, 10), week),
            Regime(date(2026, 4, 15), month),
        ]
        found = list(lay_out(regimes, date(2026, 7, 31)))
        whole = list(lay_out([Regime(first, month)], date(2026, 7, 31)))
        self.assertEqual(found[-3:], whole[-3:])
        back = next(each for each in found if each.date_from == date(2026, 4, 15))
        self.assertEqual(str(back.nominal_from), "2026-03-31")

    @steady
    @given(days, st.integers(0, 600))
    def test_months_later(self, first, months):
        """W5: so many months later is the same day, or the last of a short month."""
        found = add_months(first, months)
        self.assertEqual(
            found.year * 12 + found.month, first.year * 12 + first.month + months
        )
        self.assertTrue(found.day == first.day or (found + DAY).day == 1)

    def test_no_clock(self):
        """W5: no moment, zone or clock in the rules: summer time moves nothing."""
        for module in (schedule, proration, contract_state):
            nodes = list(ast.walk(ast.parse(getsource(module))))
            imports = [each for each in nodes if isinstance(each, ast.ImportFrom)]
            used = {each.attr for each in nodes if isinstance(each, ast.Attribute)}
            used |= {each.id for each in nodes if isinstance(each, ast.Name)}
            used |= {alias.name for each in imports for alias in each.names}
            clock = {"datetime", "today", "now", "time", "tzinfo", "hours", "seconds"}
            self.assertIn("datetime", {each.module for each in imports})
            self.assertFalse(used & clock, module.__name__)

    def test_summer_time(self):
        """W5: periods over the night the clocks change have all their days."""
        for first, number in ((date(2026, 3, 28), 3), (date(2026, 10, 24), 3)):
            found = self._first(Terms("day"), first, number)
            self.assertEqual(
                [each.date_from for each in found], [first + n * DAY for n in range(3)]
            )
