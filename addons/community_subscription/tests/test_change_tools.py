from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.contract_term import add_units, close_day, next_term
from ..tools.hold_rules import (
    HoldRules,
    Stretch,
    days_in_year,
    days_of,
    gaps,
    hold_refusals,
    overlap,
)
from ..tools.mrr import monthly_value, movement
from ..tools.plan_eligibility import (
    Holder,
    PlanRules,
    Seat,
    age_on,
    holder_refusals,
    most_seats_in_use,
    seat_refusals,
)
from ..tools.price_revision import revised_price

DAY = timedelta(days=1)
# A busy machine is no reason to fail.
PATIENT = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
LENGTHS = st.one_of(st.none(), st.integers(0, 200))


def stretches():
    return st.builds(
        lambda start, length: Stretch(
            start, None if length is None else start + length * DAY
        ),
        DAYS,
        LENGTHS,
    )


def codes(refusals):
    return [refusal.code for refusal in refusals]


@tagged("post_install", "-at_install", "community")
class TestChangeTools(BaseCase):
    """The decisions behind changes of contracts, without a database."""

    def test_a_year_of_dues_is_worth_a_twelfth_a_month(self):
        """Days, weeks, months and years are made comparable."""
        self.assertEqual(monthly_value(120, 1, "year"), 10)
        self.assertEqual(monthly_value(30, 3, "month"), 10)
        self.assertAlmostEqual(monthly_value(12, 1, "week"), 52)
        self.assertAlmostEqual(monthly_value(12, 1, "day"), 365)

    def test_each_step_has_one_name(self):
        for before, after, was_active, name in [
            (0, 10, False, "new"),
            (0, 10, True, "reactivation"),
            (10, 0, True, "churn"),
            (10, 20, True, "expansion"),
            (20, 10, True, "contraction"),
            (10, 10, True, "none"),
            (0, 0, False, "none"),
        ]:
            with self.subTest(name=name):
                self.assertEqual(movement(before, after, was_active), name)

    def test_the_31st_comes_back_after_short_months(self):
        """Terms from the 31st end before the 31st again, where there is one."""
        end = date(2026, 2, 27)
        for last in [date(2026, 3, 30), date(2026, 4, 29), date(2026, 5, 30)]:
            _start, end = next_term(end, 1, "month", 31)
            self.assertEqual(end, last)
        self.assertEqual(add_units(date(2024, 2, 29), 1, "year"), date(2025, 2, 28))

    @PATIENT
    @given(DAYS, st.integers(1, 14), st.sampled_from(["day", "week", "month", "year"]))
    def test_terms_follow_each_other_without_gap(self, last, number, unit):
        start, end = next_term(last, number, unit, last.day)
        self.assertEqual(start, last + DAY)
        self.assertGreaterEqual(end, start)

    def test_a_member_is_bound_for_the_term_and_the_club_is_not(self):
        day, term = date(2026, 3, 10), date(2026, 12, 31)
        self.assertEqual(close_day(day, 1, "month", term, True), term)
        self.assertEqual(close_day(day, 1, "month", term, False), date(2026, 4, 10))
        self.assertEqual(close_day(day, 0, "month", None, True), day)
        self.assertEqual(
            close_day(date(2026, 12, 15), 1, "month", term, True), date(2027, 1, 15)
        )

    def test_new_prices_are_rounded_half_up(self):
        self.assertEqual(revised_price(49.9, "percent", 10), 54.89)
        self.assertEqual(revised_price(49.9, "percent", 10, 0.5), 55.0)
        self.assertEqual(revised_price(50, "amount", -60), 0)
        self.assertEqual(revised_price(50, "price", 61.25, 0.1), 61.3)
        self.assertEqual(revised_price(0.1, "amount", 0.2), 0.3)


@tagged("post_install", "-at_install", "community")
class TestHoldRules(BaseCase):
    """How long and when a contract may rest."""

    @PATIENT
    @given(stretches(), st.lists(stretches(), max_size=4))
    def test_gaps_cover_exactly_the_free_days(self, wanted, taken):
        """A mass hold takes every day that no other hold has, and no other."""
        found = gaps(wanted, taken)
        for one in found:
            self.assertFalse(any(overlap(one, other) for other in taken))
        limit = wanted.end or date(2027, 12, 31)
        day = wanted.start
        while day <= limit:
            on = [each for each in taken if overlap(Stretch(day, day), each)]
            free = [each for each in found if overlap(Stretch(day, day), each)]
            self.assertEqual(len(free), 0 if on else 1)
            day += DAY

    @PATIENT
    @given(stretches())
    def test_days_of_the_years_sum_to_all_days(self, stretch):
        closed = Stretch(stretch.start, stretch.end or stretch.start + 500 * DAY)
        years = range(closed.start.year, closed.end.year + 1)
        total = sum(days_in_year(closed, year) for year in years)
        self.assertEqual(total, days_of(closed, closed.start))

    def test_what_speaks_against_a_hold(self):
        rules = HoldRules(by_member=True, days_max=30, days_min=7)
        today = date(2026, 3, 10)
        other = [Stretch(date(2026, 6, 1), date(2026, 6, 20))]
        cases = SimpleNamespace
        for case in [
            cases(start=today, days=7, member=True, expected=[]),
            cases(start=today, days=6, member=True, expected=["too_short"]),
            cases(start=today - DAY, days=7, member=True, expected=["past"]),
            cases(start=today - DAY, days=7, member=False, expected=[]),
            cases(start=today, days=10, member=True, expected=[]),
            cases(start=today, days=11, member=True, expected=["too_long"]),
            cases(
                start=date(2026, 6, 20),
                days=10,
                member=True,
                expected=["overlap"],
            ),
        ]:
            with self.subTest(case=case):
                wanted = Stretch(case.start, case.start + (case.days - 1) * DAY)
                found = hold_refusals(rules, wanted, other, today, case.member)
                self.assertEqual(found, case.expected)

    def test_an_open_hold_is_not_for_members(self):
        rules = HoldRules(by_member=True, days_max=30)
        wanted, today = Stretch(date(2026, 3, 10), None), date(2026, 3, 10)
        found = hold_refusals(rules, wanted, [], today, True)
        self.assertEqual(found, ["open_ended"])
        self.assertEqual(hold_refusals(rules, wanted, [], today, False), [])


@tagged("post_install", "-at_install", "community")
class TestEligibility(BaseCase):
    """Who may hold a plan."""

    def test_age_on_the_day(self):
        """Born on 29 February one turns a year older on 1 March."""
        self.assertEqual(age_on(date(2008, 2, 29), date(2026, 2, 28)), 17)
        self.assertEqual(age_on(date(2008, 2, 29), date(2026, 3, 1)), 18)

    def test_age_limits_are_inclusive(self):
        rules = PlanRules(age_min=18, age_max=26)
        born, day = date(2000, 5, 10), date(2026, 5, 10)
        for years, expected in [
            (9, ["too_young"]),
            (8, []),
            (0, []),
            (-1, ["too_old"]),
        ]:
            with self.subTest(years=years):
                holder = Holder(born=born.replace(year=2000 + years))
                self.assertEqual(codes(holder_refusals(rules, holder, day)), expected)
        self.assertEqual(codes(holder_refusals(rules, Holder(), day)), ["birthdate"])

    def test_category_kind_and_household(self):
        day = date(2026, 5, 10)
        for rules, holder, expected in [
            (PlanRules(frozenset({1, 2})), Holder(frozenset({2})), []),
            (PlanRules(frozenset({1})), Holder(), ["category"]),
            (PlanRules(holder_kind="person"), Holder(is_company=True), ["person"]),
            (PlanRules(holder_kind="company"), Holder(), ["company"]),
            (PlanRules(seat_kind="family"), Holder(), ["household"]),
            (PlanRules(seat_kind="corporate"), Holder(), ["corporate"]),
            (PlanRules(), Holder(deceased_on=day), ["deceased"]),
            (PlanRules(), Holder(deceased_on=day + DAY), []),
        ]:
            with self.subTest(expected=expected):
                self.assertEqual(codes(holder_refusals(rules, holder, day)), expected)

    def test_a_seat_is_free_on_the_day_after(self):
        """Whoever leaves on a day makes room for the next person on the day after."""
        day = date(2026, 3, 31)
        rules = PlanRules(seat_kind="family", seat_limit=1)
        first = Seat(date(2026, 3, 1), day)
        self.assertEqual(seat_refusals(rules, [first, Seat(day + DAY)]), [])
        self.assertEqual(
            codes(seat_refusals(rules, [first, Seat(day)])), ["seats_full"]
        )
        self.assertEqual(most_seats_in_use([first, Seat(day + DAY), Seat(day)]), 2)

    def test_only_who_belongs_to_the_holder_has_a_seat(self):
        stranger = Seat(date(2026, 3, 1), same_household=False, is_employee=False)
        for kind, code in [
            ("family", "other_household"),
            ("corporate", "not_employee"),
            ("none", "no_seats"),
        ]:
            rules = PlanRules(seat_kind=kind, seat_limit=3)
            self.assertEqual(codes(seat_refusals(rules, [stranger])), [code])
