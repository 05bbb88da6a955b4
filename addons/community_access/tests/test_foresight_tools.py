from datetime import date

from odoo.tests import BaseCase, tagged

from ..tools.gate_decision import decide
from ..tools.gate_foresight import foresee
from ..tools.gate_types import Door, Pass, Presence, Question, Right, Stand, Stay, World
from ..tools.visit_summary import Sum, first_day, sum_up
from .common_access import at

NOON = at("2026-03-10 12:00")  # a Tuesday
DAYS = [[day * 1440 + 420, day * 1440 + 1320] for day in range(7)]  # 7:00 to 22:00
WORLD = World(schedules={1: {"week": DAYS, "clock": [[0, 0]]}})


ALWAYS = (Stand(0, 0),)


def ask(now=NOON, stands=ALWAYS, presence=None, **door):
    right = Right("c1", "Rider", zones=(5, 6), stands=tuple(stands))
    found = Pass(1, partner=2, rights=(right,))
    door = Door(**{"gate": 9, "zone": 5, "hours": 1, **door})
    return Question(found, door, "in", now, presence or Presence(), WORLD)


@tagged("post_install", "-at_install", "community")
class TestForesightTools(BaseCase):
    def test_open_until_the_house_closes(self):
        seen = foresee(ask())
        self.assertTrue(seen.opens)
        self.assertEqual(seen.until, at("2026-03-10 22:00"))

    def test_closed_until_it_opens(self):
        """F39: why not, and when again."""
        seen = foresee(ask(at("2026-03-10 23:00")))
        self.assertFalse(seen.opens)
        self.assertEqual(seen.decision.reasons[0].code, "zone_closed")
        self.assertEqual(seen.until, at("2026-03-11 07:00"))

    def test_contract_that_ends_today(self):
        end = at("2026-03-10 18:00")
        stands = (Stand(0, end), Stand(end, 0, "past_due", "pay"))
        self.assertEqual(foresee(ask(stands=stands)).until, end)
        late = foresee(ask(now=end, stands=stands))
        self.assertEqual(late.decision.fix, "pay")
        self.assertEqual(late.until, 0, "nothing opens it by itself")

    def test_it_says_what_the_gate_would_say(self):
        """At any minute the answer is that of `decide`, and holds until it says."""
        for minute in range(0, 2 * 1440, 37):
            now = at("2026-03-10 00:00") + minute * 60
            seen = foresee(ask(now))
            self.assertEqual(seen.decision, decide(ask(now)))
            if seen.until:
                before = decide(ask(seen.until - 1)).allowed
                self.assertEqual(before, seen.opens)
                self.assertNotEqual(decide(ask(seen.until)).allowed, seen.opens)

    def test_who_is_inside_is_told_of_the_next_time(self):
        inside = Presence(stays={5: Stay(NOON - 600)})
        self.assertTrue(foresee(ask(presence=inside, passback="hard")).opens)

    def test_zone_inside_another(self):
        """At home one is not in the hall; the pool is not refused for that."""
        seen = foresee(ask(zone=6, parent=5, passback="hard"))
        self.assertTrue(seen.opens)

    def test_fire_opens(self):
        question = ask()
        fire = World(schedules=WORLD.schedules, fire=True)
        seen = foresee(Question(question.found, question.door, "in", NOON, world=fire))
        self.assertEqual(seen.decision.reasons[0].code, "fire")


@tagged("post_install", "-at_install", "community")
class TestVisitSummaryTools(BaseCase):
    def test_sums(self):
        """F30: visits and hours of this week, month and year."""
        today = date(2026, 3, 10)
        days = [
            (date(2026, 3, 10), 1, 60),
            (date(2026, 3, 9), 2, 30),  # Monday
            (date(2026, 3, 8), 1, 90),  # Sunday of the week before
            (date(2026, 2, 28), 1, 10),
            (date(2025, 12, 31), 1, 500),
        ]
        summary = sum_up(days, today)
        self.assertEqual(summary.week, Sum(3, 90))
        self.assertEqual(summary.month, Sum(4, 180))
        self.assertEqual(summary.year, Sum(5, 190))
        self.assertEqual(len(summary.weeks), 12)
        self.assertEqual(summary.weeks[-1].percent, 100)
        self.assertEqual(summary.weeks[-2].sum, Sum(1, 90))
        self.assertEqual(sum(week.sum.visits for week in summary.weeks), 6)

    def test_nothing(self):
        summary = sum_up([], date(2026, 1, 1))
        self.assertEqual(summary.year, Sum())
        self.assertEqual({week.percent for week in summary.weeks}, {0})
        self.assertLess(first_day(date(2026, 1, 1)), date(2025, 12, 1))
