import random
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.points_expiry import Lot, expire, expiring, remainders
from ..tools.points_rules import Earned, PointsFact, PointsRule, decide, expires_on

DAY = date(2026, 3, 14)


def _fact(key="a", days=0, quantity=1.0, source="", partner=1):
    return PointsFact(key, partner, DAY + timedelta(days=days), quantity, source)


@tagged("post_install", "-at_install", "community")
class TestPointsRules(BaseCase):
    def _amounts(self, rule, facts, history=None):
        return [posting.amount for posting in decide(rule, facts, history)]

    def test_table(self):
        """G18, G19: amount, units, limits per day, event and period, less each time."""
        cases = [
            (PointsRule(1, 10), [_fact()], [10]),
            (PointsRule(1, 10, per_unit=True), [_fact(quantity=2.55)], [25]),
            (PointsRule(1, -10, per_unit=True), [_fact(quantity=2.55)], [-25]),
            (PointsRule(1, 10, cap_per_day=15), [_fact("a"), _fact("b")], [10, 5]),
            (PointsRule(1, 10, cap_per_day=15), [_fact("a"), _fact("b", 1)], [10, 10]),
            (
                PointsRule(1, 10, cap_per_source=10),
                [_fact("a", source="x"), _fact("b", 3, source="x"), _fact("c", 3)],
                [10, 0, 10],
            ),
            (
                PointsRule(1, 10, cap_per_period=25, period_days=7),
                [_fact(str(n), n) for n in range(8)],
                [10, 10, 5, 0, 0, 0, 0, 10],
            ),
            (
                PointsRule(1, 100, full_count=2, reduced_percent=50),
                [_fact(str(n), n) for n in range(5)],
                [100, 100, 50, 25, 12],
            ),
            (PointsRule(1, -5, cap_per_day=1), [_fact("a"), _fact("b")], [-5, -5]),
        ]
        for rule, facts, expected in cases:
            with self.subTest(rule=rule):
                self.assertEqual(self._amounts(rule, facts), expected)

    def test_boundaries_of_force(self):
        """G18: a rule counts on its first and on its last day, and for its members."""
        rule = PointsRule(1, 10, date_from=DAY, date_to=DAY + timedelta(days=1))
        facts = [_fact(str(days), days) for days in (-1, 0, 1, 2)]
        self.assertEqual(
            [posting.day for posting in decide(rule, facts)],
            [DAY, DAY + timedelta(days=1)],
        )
        only = PointsRule(1, 10, category_ids=frozenset({7}))
        self.assertFalse(decide(only, [_fact()]))
        fact = PointsFact("a", 1, DAY, category_ids=frozenset({7, 8}))
        self.assertEqual(self._amounts(only, [fact]), [10])

    def test_expiry_day_of_a_short_month(self):
        rule = PointsRule(1, 10, expiry_months=1)
        self.assertEqual(expires_on(rule, date(2026, 1, 31)), date(2026, 2, 28))
        self.assertIsNone(expires_on(PointsRule(1, 10), DAY))

    def test_one_by_one_is_as_all_at_once(self):
        """G18: facts in the order of their days earn the same in any batch."""
        chance = random.Random(1923)
        for _round in range(200):
            rule = PointsRule(
                1,
                chance.randint(1, 40),
                cap_per_day=chance.choice([0, 30]),
                cap_per_source=chance.choice([0, 25]),
                cap_per_period=chance.choice([0, 90]),
                full_count=chance.choice([0, 2]),
                period_days=10,
            )
            facts = [
                _fact(f"{n:02}", n // 2, source=chance.choice("xyz"))
                for n in range(chance.randint(1, 20))
            ]
            at_once = self._amounts(rule, facts)
            history, single = [], []
            for fact in facts:
                (posting,) = decide(rule, [fact], {1: history})
                single.append(posting.amount)
                history.append(Earned(fact.day, posting.amount, fact.source))
            self.assertEqual(single, at_once)
            self._check_caps(rule, facts, at_once)

    def _check_caps(self, rule, facts, amounts):
        self.assertTrue(all(0 <= amount <= rule.amount for amount in amounts))
        for day in {fact.day for fact in facts}:
            total = sum(
                amount
                for fact, amount in zip(facts, amounts, strict=True)
                if fact.day == day
            )
            self.assertLessEqual(total, rule.cap_per_day or 10**9)


@tagged("post_install", "-at_install", "community")
class TestPointsExpiry(BaseCase):
    def test_oldest_first(self):
        """G19: what is spent uses the oldest points; the rest expires on its day."""
        lots = [
            Lot(1, DAY, 10, DAY + timedelta(days=10)),
            Lot(2, DAY + timedelta(days=1), 10, DAY + timedelta(days=20)),
            Lot(3, DAY + timedelta(days=2), 10),
        ]
        on_day = DAY + timedelta(days=10)
        self.assertFalse(expire(lots, 0, on_day - timedelta(days=1)))
        self.assertEqual([r.amount for r in expire(lots, 0, on_day)], [10])
        self.assertEqual([r.amount for r in expire(lots, 4, on_day)], [6])
        self.assertFalse(expire(lots, 10, on_day))
        late = DAY + timedelta(days=400)
        self.assertEqual([r[:2] for r in expire(lots, 15, late)], [(2, 5)])
        soon = expiring(lots, 4, DAY, on_day)
        self.assertEqual([rest[:2] for rest in soon], [(1, 6)])

    def test_never_more_than_earned(self):
        """G19: over any course of days nobody loses more than he has."""
        chance = random.Random(7)
        for _round in range(300):
            earned = [
                Lot(n, DAY + timedelta(days=n), chance.randint(1, 50), ends)
                for n in range(chance.randint(1, 8))
                for ends in [chance.choice([None, DAY + timedelta(days=n + 20)])]
            ]
            used = chance.randint(0, 120)
            lost = dict.fromkeys(range(10), 0)
            for day in range(0, 60, 7):
                lots = [lot._replace(expired=lost[lot.key]) for lot in earned]
                for rest in expire(lots, used, DAY + timedelta(days=day)):
                    lost[rest.key] += rest.amount
            lots = [lot._replace(expired=lost[lot.key]) for lot in earned]
            left = sum(rest.amount for rest in remainders(lots, used))
            total = sum(lot.amount for lot in earned)
            self.assertEqual(left + sum(lost.values()) + min(used, total), total)
            for lot in earned:
                self.assertLessEqual(lost[lot.key], lot.amount)
                self.assertTrue(lot.expires_on or not lost[lot.key])
