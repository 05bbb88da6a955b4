from datetime import datetime, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.promise import (
    Clock,
    PolicyFacts,
    PromiseTicket,
    add_work,
    change,
    find_policy,
    get_deadline,
    get_worked,
    pause,
    resume,
)

# Two weeks, Monday to Friday, 9 to 12 and 13 to 18.
MONDAY = datetime(2026, 3, 2)
WEEK = tuple(
    (
        MONDAY + timedelta(days=day, hours=start),
        MONDAY + timedelta(days=day, hours=stop),
    )
    for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)
    for start, stop in ((9, 12), (13, 18))
)


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute)


DEADLINES = [
    (at(2, 9), 60, at(2, 10)),
    (at(2, 11, 30), 60, at(2, 13, 30)),
    (at(2, 12, 30), 60, at(2, 14)),
    (at(2, 17, 30), 60, at(3, 9, 30)),
    (at(6, 17), 120, at(9, 10)),  # over the weekend
    (at(7, 12), 30, at(9, 9, 30)),  # on Saturday
    (at(2, 9), 180, at(2, 12)),  # exactly at the end of a stretch
    (at(2, 9), 0, at(2, 9)),
    (at(2, 18), 8 * 60, at(3, 18)),
]


@tagged("community", "post_install", "-at_install")
class TestPromiseTools(BaseCase):
    def test_deadlines(self):
        """G8: through lunch, night and weekend; around the clock without a pause."""
        for start, minutes, expected in DEADLINES:
            self.assertEqual(add_work(start, minutes, WEEK), expected, start)
            if minutes:
                self.assertEqual(get_worked(start, expected, WEEK), minutes)
        self.assertEqual(add_work(at(7, 23), 120, None), at(8, 1))
        self.assertIsNone(add_work(at(13, 17), 600, WEEK))

    def test_rest(self):
        """What rests does not run out; resting and going on twice changes nothing."""
        clock = Clock(120, 0, at(2, 9))
        rested = pause(clock, at(2, 10), WEEK)
        self.assertEqual((rested.used, rested.since), (60, None))
        self.assertEqual(pause(rested, at(2, 17), WEEK), rested)
        self.assertIsNone(get_deadline(rested, WEEK))
        again = resume(rested, at(3, 9))
        self.assertEqual(resume(again, at(3, 10)), again)
        self.assertEqual(get_deadline(again, WEEK), at(3, 10))

    def test_another_promise(self):
        """Time used stays used under another policy; what is over is due at once."""
        clock = Clock(480, 0, at(2, 9))
        shorter = change(clock, 60, at(2, 11), WEEK)
        self.assertEqual(get_deadline(shorter, WEEK), at(2, 11))
        longer = change(clock, 240, at(2, 11), WEEK)
        self.assertEqual(get_deadline(longer, WEEK), at(2, 14))
        rested = change(pause(clock, at(2, 10), WEEK), 240, at(2, 11), WEEK)
        self.assertIsNone(rested.since)

    def test_which_policy(self):
        """The first that fits in all of its conditions."""
        policies = [
            PolicyFacts(1, only_vip=True),
            PolicyFacts(2, priority_from=3, type_ids=frozenset({5})),
            PolicyFacts(3, coverages=frozenset({"included"})),
            PolicyFacts(4, group_ids=frozenset({7}), plan_ids=frozenset({8})),
        ]
        for ticket, expected in (
            (PromiseTicket(is_vip=True), 1),
            (PromiseTicket(priority=3, type_id=5), 2),
            (PromiseTicket(priority=2, type_id=5), None),
            (PromiseTicket(coverage="included"), 3),
            (PromiseTicket(group_id=7, plan_id=8), 4),
            (PromiseTicket(group_id=7), None),
        ):
            found = find_policy(ticket, policies)
            self.assertEqual(found and found.policy_id, expected, ticket)
