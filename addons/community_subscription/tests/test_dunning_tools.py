from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.dunning import OverdueItem, Standing, Step, decide

DUE = date(2026, 3, 1)
STEPS = (Step(7), Step(21, 10), Step(35, 10))


def _day(days):
    return DUE + timedelta(days=days)


def _standing(level=0, level_days=None, **values):
    items = values.pop("items", (OverdueItem(DUE, 50.0),))
    level_date = _day(level_days) if level_days is not None else None
    return Standing(items, level, level_date, **values)


@tagged("post_install", "-at_install", "community")
class TestDunningTools(BaseCase):
    def _assert(self, standing, days, action, **expected):
        verdict = decide(STEPS, standing, _day(days))
        self.assertEqual(verdict.action, action)
        for name, value in expected.items():
            self.assertEqual(getattr(verdict, name), value, name)

    def test_boundary_days(self):
        """W87: a level is due on its day, not on the one before."""
        self._assert(_standing(), 0, "none", next_date=_day(7))
        self._assert(_standing(), 1, "wait", next_level=1, next_date=_day(7))
        self._assert(_standing(), 6, "wait")
        self._assert(_standing(), 7, "raise", level=1)

    def test_step_by_step(self):
        """A payer who was long forgotten still starts at the first level."""
        self._assert(_standing(), 300, "raise", level=1)
        self._assert(_standing(1, 300), 300, "wait", next_date=_day(310))
        self._assert(_standing(1, 300), 309, "wait")
        self._assert(_standing(1, 300), 310, "raise", level=2)
        self._assert(_standing(2, 310), 320, "raise", level=3)
        self._assert(_standing(3, 320), 999, "last", level=3, next_level=0)

    def test_oldest_item_counts(self):
        """All overdue instalments count together; the oldest decides the day."""
        items = (OverdueItem(_day(5), 50.0), OverdueItem(DUE, 1.0))
        self._assert(_standing(items=items), 7, "raise", level=1)
        self._assert(_standing(items=items[:1]), 11, "wait", next_date=_day(12))

    def test_all_paid(self):
        """When nothing is overdue the payer is back on the ground."""
        self._assert(_standing(2, 10, items=()), 20, "settle", level=0)
        later = (OverdueItem(_day(40), 50.0),)
        self._assert(_standing(2, 10, items=later), 20, "settle", next_date=_day(47))
        self._assert(_standing(items=()), 20, "none", next_level=0, next_date=None)

    def test_stop_and_promise(self):
        """A stop and a promise pause until the end of their day."""
        for pause in ("stop", "promise"):
            standing = _standing(**{f"{pause}_until": _day(9)})
            with self.subTest(pause=pause):
                self._assert(
                    *(standing, 9, "paused"), reasons=(pause,), next_date=_day(10)
                )
                self._assert(standing, 10, "raise", level=1)

    def test_minimum(self):
        """Small sums wait, to the cent."""
        steps = (Step(7, minimum=20.0),)
        for residual, action in ((19.99, "wait"), (20.0, "raise")):
            items = (OverdueItem(DUE, residual),)
            verdict = decide(steps, Standing(items), _day(7))
            self.assertEqual(verdict.action, action)

    def test_charges_do_not_breed_charges(self):
        """A fee alone is reminded of once, at the first level."""
        fee = (OverdueItem(DUE, 5.0, is_charge=True),)
        self._assert(_standing(items=fee), 7, "raise", level=1)
        self._assert(_standing(1, 7, items=fee), 300, "last", level=1)
        self._assert(_standing(2, 7, items=fee), 300, "last", level=2)
        young = (*fee, OverdueItem(_day(30), 50.0))
        self._assert(_standing(1, 7, items=young), 36, "wait", next_date=_day(51))

    @settings(
        deadline=None,
        max_examples=200,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        gaps=st.lists(st.integers(1, 9), min_size=1, max_size=40),
        start=st.integers(0, 90),
    )
    def test_climbing_in_any_rhythm(self, gaps, start):
        """Whenever the job runs: levels rise by one, keep their waiting times, and a
        second run on the same day does nothing."""
        level, level_date, today = 0, None, _day(start)
        for gap in gaps:
            verdict = decide(
                STEPS, Standing(_standing().items, level, level_date), today
            )
            if verdict.action == "raise":
                self.assertEqual(verdict.level, level + 1)
                step = STEPS[level]
                self.assertGreaterEqual((today - DUE).days, step.days)
                if level_date:
                    self.assertGreaterEqual((today - level_date).days, step.wait)
                level, level_date = verdict.level, today
                again = decide(
                    STEPS, Standing(_standing().items, level, level_date), today
                )
                self.assertNotEqual(again.action, "raise")
            today += timedelta(days=gap)
