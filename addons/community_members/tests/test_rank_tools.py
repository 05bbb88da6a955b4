import random
from dataclasses import replace
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.activity_score import (
    Activity,
    LeavingFacts,
    leaving_risk,
    score,
)
from ..tools.rank_decision import (
    GRACE,
    KEPT,
    LOCKED,
    LOWERED,
    RAISED,
    RankFacts,
    RankRule,
    decide,
    missing_for,
    next_rank,
    position,
)

DAY = date(2026, 3, 14)
RANKS = (
    RankRule(1, 0),
    RankRule(2, 100, grace_days=14),
    RankRule(
        3, 200, window_days=365, min_months=12, negatives={"overdue"}, grace_days=30
    ),
)


def _facts(**values):
    values = {"points": {0: 0, 365: 0}, "today": DAY, **values}
    return RankFacts(**values)


@tagged("post_install", "-at_install", "community")
class TestRankDecision(BaseCase):
    def test_table(self):
        """G16: thresholds, window, months, what stands against it, lock."""
        rich = {0: 500, 365: 250}
        cases = [
            (_facts(), 1, RAISED),
            (_facts(rank_id=1), 1, KEPT),
            (_facts(rank_id=1, points={0: 99, 365: 99}), 1, KEPT),
            (_facts(rank_id=1, points={0: 100, 365: 0}), 2, RAISED),
            (_facts(rank_id=1, points=rich, months=11), 2, RAISED),
            (_facts(rank_id=1, points=rich, months=12), 3, RAISED),
            (
                _facts(points=rich, months=12, negatives=frozenset({"overdue"})),
                2,
                RAISED,
            ),
            (_facts(rank_id=1, points=rich, months=12, is_locked=True), 1, LOCKED),
            (_facts(rank_id=3, points={0: 500, 365: 10}, months=12), 3, GRACE),
        ]
        for facts, rank_id, verdict in cases:
            with self.subTest(facts=facts):
                decision = decide(RANKS, facts)
                self.assertEqual(
                    (decision.rank_id, decision.verdict), (rank_id, verdict)
                )

    def test_grace_boundaries(self):
        """G16: the rank is lost on the day after the last day of grace, not before."""
        facts = _facts(rank_id=2, rank_since=date(2025, 1, 1), below_since=DAY)
        for days, verdict in ((0, GRACE), (13, GRACE), (14, LOWERED), (20, LOWERED)):
            later = replace(facts, today=DAY + timedelta(days=days))
            self.assertEqual(decide(RANKS, later).verdict, verdict, days)
        # Who was raised a short while ago has grace from that day on.
        fresh = replace(facts, rank_since=DAY + timedelta(days=5))
        fresh = replace(fresh, today=DAY + timedelta(days=18))
        self.assertEqual(decide(RANKS, fresh).verdict, GRACE)
        back = replace(facts, points={0: 100, 365: 0})
        self.assertEqual(decide(RANKS, back)[1:3], (KEPT, None))

    def test_what_is_missing(self):
        """G16: the next rank and all that is missing for it."""
        rank, missing = next_rank(RANKS, _facts(rank_id=1, points={0: 40, 365: 40}))
        self.assertEqual((rank.rank_id, missing), (2, (("points", 60),)))
        facts = _facts(rank_id=2, months=10, negatives=frozenset({"overdue"}))
        rank, missing = next_rank(RANKS, facts)
        self.assertEqual(missing, (("points", 200), ("months", 2), ("overdue", 0)))
        self.assertEqual(next_rank(RANKS, _facts(rank_id=3)), (None, ()))

    def test_more_points_never_lower(self):
        """G16: with more points and less against it nobody stands lower."""
        chance = random.Random(4)
        for _round in range(500):
            poor = _facts(
                points={0: chance.randint(0, 300), 365: chance.randint(0, 300)},
                months=chance.randint(0, 24),
                negatives=frozenset(chance.choice([(), ("overdue",)])),
                rank_id=chance.choice([None, 1, 2, 3]),
                below_since=chance.choice([None, DAY - timedelta(days=20)]),
            )
            more = {window: value + 50 for window, value in poor.points.items()}
            rich = replace(
                poor, points=more, months=poor.months + 1, negatives=frozenset()
            )
            ranks = [
                position(RANKS, decide(RANKS, facts).rank_id) for facts in (poor, rich)
            ]
            self.assertLessEqual(*ranks)
            reached = decide(RANKS, rich)
            if reached.verdict == RAISED:
                rule = RANKS[position(RANKS, reached.rank_id)]
                self.assertFalse(missing_for(rule, rich))


@tagged("post_install", "-at_install", "community")
class TestActivityScore(BaseCase):
    def test_decay(self):
        """G19: what was done 90 days ago counts half; after two years nothing."""
        weights = {"points": 10, "login": 0}
        events = [
            Activity("points", DAY),
            Activity("points", DAY - timedelta(days=90), 2),
            Activity("points", DAY - timedelta(days=721), 1000),
            Activity("points", DAY + timedelta(days=1), 1000),
            Activity("login", DAY),
        ]
        found = score(events, weights, DAY)
        self.assertEqual((found.total, found.last_day), (20, DAY))
        self.assertEqual(found.parts, {"points": 20.0})
        later = score(events[:2], weights, DAY + timedelta(days=30)).total
        self.assertLess(later, found.total)

    def test_risk_is_explained(self):
        """G20: the risk of leaving names its reasons; sixty days are silence."""
        ok = LeavingFacts(DAY, DAY - timedelta(days=59), 30, 30)
        self.assertEqual(leaving_risk(ok), ("low", ()))
        silent = replace(ok, last_active_on=DAY - timedelta(days=60))
        self.assertEqual(leaving_risk(silent), ("medium", ("silent",)))
        falling = replace(silent, score=15)
        self.assertEqual(leaving_risk(falling), ("high", ("silent", "falling")))
        ends = replace(ok, membership_end=DAY + timedelta(days=30), is_overdue=True)
        self.assertEqual(leaving_risk(ends), ("medium", ("overdue", "ends_soon")))
        over = replace(ok, membership_end=DAY - timedelta(days=1))
        self.assertEqual(leaving_risk(over).reasons, ("in_grace",))
