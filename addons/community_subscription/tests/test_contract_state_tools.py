from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.contract_state import (
    Facts,
    Rest,
    gives_access,
    next_change,
    standing_on,
)

DAY = timedelta(days=1)
START = date(2026, 3, 1)
steady = settings(deadline=None, max_examples=150, derandomize=True)
march = st.integers(0, 60).map(lambda number: START + number * DAY)
rests = st.lists(
    st.tuples(
        st.sampled_from(["manual", "self", "debt", "mass", "gift"]),
        march,
        st.none() | st.integers(0, 20),
    ),
    max_size=2,
).map(
    lambda rows: tuple(
        Rest(kind, begin, None if length is None else begin + length * DAY)
        for kind, begin, length in rows
    )
)
facts = st.builds(
    Facts,
    accepted=st.just(True),
    date_start=st.just(START + 3 * DAY),
    trial_end=st.none() | march,
    last_day=st.none() | march,
    close_date=st.none() | march,
    closed_by=st.sampled_from([None, "member", "club", "unpaid"]),
    is_followed=st.booleans(),
    rests=rests,
    overdue_since=st.none() | march,
    grace_days=st.integers(0, 14),
    offer_days=st.integers(0, 14),
)


@tagged("post_install", "-at_install", "community")
class TestContractStateTools(BaseCase):
    def test_table(self):
        """W4: each state with its reason, on the days at which it begins."""
        plain = Facts(accepted=True, date_start=START)
        due = replace(plain, overdue_since=START, grace_days=2)
        notice = replace(plain, close_date=START + 5 * DAY, closed_by="member")
        term = replace(plain, last_day=START + 9 * DAY, offer_days=3)
        held = replace(due, rests=(Rest("self", START, START + 3 * DAY),))
        cases = [
            (replace(plain, accepted=False), 0, "draft", "not_accepted"),
            (plain, -1, "active", "not_started"),
            (plain, 0, "active", "running"),
            (replace(plain, trial_end=START + DAY), 1, "active", "trial"),
            (replace(plain, trial_end=START + DAY), 2, "active", "running"),
            (due, 0, "active", "running"),
            (due, 1, "grace", "unpaid"),
            (due, 2, "grace", "unpaid"),
            (due, 3, "past_due", "unpaid"),
            (replace(due, grace_days=0), 1, "past_due", "unpaid"),
            (held, 3, "hold", "hold_self"),
            (held, 4, "past_due", "unpaid"),
            (notice, 0, "closing", "notice"),
            (notice, 5, "closing", "notice"),
            (notice, 6, "ended", "closed_member"),
            (replace(notice, is_followed=True), 6, "ended", "changed"),
            (term, 5, "active", "running"),
            (term, 6, "closing", "term_ends"),
            (term, 9, "closing", "term_ends"),
            (term, 10, "ended", "term_over"),
        ]
        for given_facts, offset, state, reason in cases:
            with self.subTest(state=state, reason=reason, offset=offset):
                standing = standing_on(given_facts, START + offset * DAY)
                self.assertEqual(standing, (state, reason))

    def test_debt_outweighs(self):
        """W4: held for debt and on holiday at once, the debt is told."""
        rests = (Rest("self", START, None), Rest("debt", START, None))
        held = Facts(accepted=True, date_start=START, rests=rests)
        self.assertEqual(standing_on(held, START).reason, "hold_debt")

    @steady
    @given(facts, march)
    def test_access(self, given_facts, day):
        """W4: grace and the time after notice open doors, holds and debt do not."""
        standing = standing_on(given_facts, day)
        expected = standing.state in ("active", "grace", "closing")
        if standing.reason == "not_started":
            expected = False
        self.assertEqual(gives_access(standing), expected)

    @steady
    @given(facts, march)
    def test_next_change_is_never_late(self, given_facts, day):
        """W4: until the day that is named, no state changes by the calendar alone."""
        named = next_change(given_facts, day) or day + 90 * DAY
        standing = standing_on(given_facts, day)
        other = day
        while other < min(named, day + 90 * DAY):
            self.assertEqual(standing_on(given_facts, other), standing)
            other += DAY
