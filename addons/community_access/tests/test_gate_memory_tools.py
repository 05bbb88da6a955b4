import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.gate_decision import decide
from ..tools.gate_inside import last_reset
from ..tools.gate_memory import forget, record_passage, record_refusal, record_settled
from ..tools.gate_types import (
    Door,
    Pass,
    Presence,
    Question,
    Quota,
    Right,
    Stand,
    Stay,
    World,
)

SEQUENCES = 20_000
DAY = 86_400
OPEN = (Stand(0, 0),)
PLAN = Right("plan", zones=(1,), stands=OPEN)
FOUND = Pass(1, 7, rights=(PLAN,))
ALWAYS = {"week": [[0, 10_080]]}


@tagged("post_install", "-at_install", "community")
class TestGateMemoryTools(BaseCase):
    def test_never_twice_inside(self):
        """Row 11: in hard mode nobody comes in twice, in 20,000 random sequences."""
        draw, refused = random.Random(11), 0
        doors = [
            Door(1, 1, passback="hard", reset_at=reset, lockout_after=9)
            for reset in (-1, 0, 240)
        ]
        for _ in range(SEQUENCES):
            door, now = draw.choice(doors), 50 * DAY + draw.randrange(DAY)
            presence, inside_since = Presence(), None
            for _ in range(draw.randrange(2, 9)):
                now += draw.choice([0, 1, 60, 3600, 30_000])
                side = draw.choice(["in", "in", "out"])
                ask = Question(FOUND, door, side, now, presence)
                edge = last_reset(door, now, World()) if door.reset_at >= 0 else 0
                if inside_since is not None and inside_since < edge:
                    inside_since = None
                answer = decide(ask)
                how = draw.random()
                if side == "out":
                    self.assertTrue(answer.allowed)
                else:
                    self.assertEqual(answer.allowed, inside_since is None)
                if not answer.allowed and how < 0.9:
                    presence, refused = record_refusal(presence, door, now), refused + 1
                elif how < 0.15:
                    continue  # the gate opened, and nobody went through
                else:
                    # Allowed, forced, or told later by a box that was alone.
                    presence = record_passage(ask)
                    if side == "out":
                        inside_since = None
                    elif inside_since is None:
                        inside_since = now
        self.assertGreater(refused, SEQUENCES // 10)

    def test_room_is_never_exceeded(self):
        draw = random.Random(12)
        for _ in range(300):
            door = Door(
                1, 1, capacity=draw.choice([1, 3]), reset_at=draw.choice([-1, 0])
            )
            people, now = [Presence() for _ in range(6)], 50 * DAY
            for _ in range(60):
                now += draw.choice([1, 600, 20_000])
                one = draw.randrange(6)
                count = sum(1 in each.stays for each in people)
                self.assertLessEqual(count, door.capacity)
                side = draw.choice(["in", "in", "out"])
                world = World(occupancy=count)
                ask = Question(FOUND, door, side, now, people[one], world)
                if decide(ask).allowed:
                    people[one] = record_passage(ask)

    def test_visits_are_never_exceeded(self):
        draw = random.Random(13)
        for _ in range(500):
            most, start = draw.choice([1, 2]), 50 * DAY
            quota = Quota(most, start, start + DAY, DAY)
            found = Pass(1, rights=(replace(PLAN, quota=quota),))
            door = Door(1, 1, reset_at=draw.choice([-1, 0, 240]))
            presence, now, visits = Presence(), start, {}
            for _ in range(30):
                now += draw.choice([1, 600, 9000])
                before = presence.counts
                ask = Question(found, door, draw.choice(["in", "out"]), now, presence)
                if decide(ask).allowed:
                    presence = record_passage(ask)
                    day = (now - start) // DAY
                    visits[day] = visits.get(day, 0) + (presence.counts != before)
            self.assertLessEqual(max(visits.values()), most)

    def test_entry_writes_what_was_paid(self):
        timed = replace(PLAN, minutes=60, tariff=4, quota=Quota(3, 0, 0))
        ask = Question(Pass(1, rights=(timed,)), Door(1, 1), "in", 1000)
        first = record_passage(ask)
        self.assertEqual(first.stays, {1: Stay(1000, 4600, 4)})
        self.assertEqual((first.last_in, first.counts), ({1: 1000}, {"plan": (0, 1)}))
        again = record_passage(replace(ask, now=2000, presence=first))
        self.assertEqual((again.stays, again.counts), (first.stays, first.counts))
        self.assertEqual(again.last_in, {1: 2000})
        inner = replace(ask, door=Door(1, 1, counts=False))
        self.assertEqual(record_passage(inner).counts, {})
        left = record_passage(replace(ask, side="out", now=3000, presence=again))
        self.assertEqual((left.stays, left.last_in), ({}, {1: 2000}))
        stranger = record_passage(replace(ask, found=None))
        self.assertEqual(stranger.stays, {1: Stay(1000)})

    def test_best_right_is_taken(self):
        """Without a price, without a limit, the longest, without a count."""
        world = World({1: {"week": [[0, 10]]}})
        order = [
            replace(PLAN, key="d"),
            replace(PLAN, key="c", quota=Quota(1, 0, 0)),
            replace(PLAN, key="b", minutes=90, tariff=4),
            replace(PLAN, key="a", minutes=60, tariff=4),
            replace(PLAN, key="A", price=5),
        ]
        for number in range(len(order)):
            some = order[number:]
            for rights in (tuple(some), tuple(reversed(some))):
                found = Pass(1, rights=rights, balance=9)
                ask = Question(found, Door(1, 1), "in", 1000, world=world)
                key = decide(ask).reasons[0].facts["right"]
                self.assertEqual(key, some[0].key)

    def test_paid_stay_survives_an_inner_door(self):
        """Paying a longer stay holds until he has left the last zone."""
        inside = Presence({1: Stay(0, 3600, 1)}, settled=9000)
        inner = Question(FOUND, Door(2, 2), "in", 8000, inside)
        within = record_passage(inner)
        self.assertEqual(within.settled, 9000)
        back = record_passage(replace(inner, side="out", presence=within))
        self.assertEqual(back.settled, 9000)
        gone = record_passage(Question(FOUND, Door(1, 1), "out", 8500, back))
        self.assertEqual((gone.stays, gone.settled), ({}, 0))
        self.assertEqual(record_settled(inside, 8000).settled, 9000)
        self.assertEqual(record_settled(inside, 9001).settled, 9001)
        stale = Presence({1: Stay(0)}, settled=5)
        door = Door(1, 1, reset_at=0)
        new = record_passage(Question(FOUND, door, "in", 90_000, stale))
        self.assertEqual((new.stays, new.settled), ({1: Stay(90_000)}, 0))

    def test_forget(self):
        full = Presence({1: Stay(5), 2: Stay(6)}, {1: 5, 2: 6}, {"r": (0, 1)}, (3, 4))
        one, every = forget(full, 1), forget(full)
        self.assertEqual((one.stays, one.last_in), ({2: Stay(6)}, {2: 6}))
        self.assertEqual((every.stays, every.last_in), ({}, {}))
        self.assertEqual((one.refused, every.refused), ((0, 0), (0, 0)))
        self.assertEqual(every.counts, full.counts)

    def test_day_begins_anew_when_the_clock_changed(self):
        """Berlin, 29 March 2026: the clock jumps from 2:00 to 3:00."""
        jump = 1_774_746_000
        hours = {**ALWAYS, "clock": [[0, 3600], [jump, 7200]]}
        world = World({1: hours})
        noon = jump + 9 * 3600
        cases = [(60, jump - 3600), (240, jump + 3600), (0, jump - 7200)]
        for minute, edge in cases:
            self.assertEqual(last_reset(Door(1, 1, reset_at=minute), noon, world), edge)
        late = Door(1, 1, reset_at=1380)
        self.assertEqual(last_reset(late, noon, world), jump - 3 * 3600)

    def test_nearest_opening_is_told(self):
        """Of several plans out of hours, the one that opens first."""
        world = World({1: {"week": [[4380, 4390]]}, 2: {"week": [[4350, 4360]]}})
        rights = tuple(
            replace(PLAN, key=name, name=name, hours=hours)
            for name, hours in (("a", 1), ("b", 2))
        )
        ask = Question(Pass(1, rights=rights), Door(1, 1), "in", 600, world=world)
        facts = decide(ask).reasons[0].facts
        self.assertEqual(facts, {"name": "b", "opens": 30 * 60})
        unknown = replace(PLAN, hours=9)
        lost = replace(ask, found=Pass(1, rights=(unknown,)))
        self.assertEqual(decide(lost).reasons[0].facts, {"name": "", "opens": 0})
