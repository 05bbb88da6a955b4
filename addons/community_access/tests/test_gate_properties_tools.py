import copy
import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools import gate_types
from ..tools.gate_decision import decide
from ..tools.gate_memory import record_passage, record_refusal, record_settled
from ..tools.gate_types import Door, Pass, Presence, Quota, Right, Stand
from .gate_cases import case_row, door_row, pass_row, presence_row, question

CASES = 4000
DAY = 86_400


def asks(seed, cases=CASES):
    draw = random.Random(seed)
    for _ in range(cases):
        yield draw, question(gate_types, case_row(draw))


def cleared(stand):
    return stand._replace(code="", fix="")


def paid(draw, ask):
    """The same question after somebody paid, in one of the ways there are."""
    found, presence = ask.found, ask.presence
    rights = found.rights
    more = Right("new", zones=(1, 2, 3), stands=(Stand(0, 0),))
    ways = [
        {"bars": found.bars[1:]},
        {"balance": found.balance + draw.choice([1, 100, 9000])},
        {"rights": (*rights, replace(more, price=draw.choice([0, 300])))},
        {"rights": (more, *rights)},
        {"rights": tuple(_stands(r, map(cleared, r.stands)) for r in rights)},
        {"rights": tuple(_prolonged(r, draw) for r in rights)},
        {"expires": found.expires and found.expires + draw.choice([1, DAY])},
        {"rights": tuple(_more_visits(r) for r in rights)},
    ]
    settled = record_settled(presence, ask.now + draw.randint(-5000, 5000))
    if draw.random() < 0.15:
        return replace(ask, presence=settled)
    return replace(ask, found=replace(found, **draw.choice(ways)))


def _stands(right, stands):
    return replace(right, stands=tuple(stands))


def _prolonged(right, draw):
    """An open stretch ends later; what follows begins later, or is swallowed."""
    more, shift, stands = draw.choice([1, 3600, DAY]), 0, []
    for stand in right.stands:
        until = stand.until and stand.until + (shift if stand.code else more)
        stands.append(stand._replace(until=until, since=stand.since + shift))
        shift = 0 if stand.code else more
        if stand.code and stand.until:
            # What was shut is not shut for longer.
            stands[-1] = stands[-1]._replace(until=stand.until)
    kept = [one for one in stands if not one.until or one.since < one.until]
    return _stands(right, kept)


def _more_visits(right):
    quota = right.quota
    return replace(right, quota=quota and quota._replace(most=quota.most + 1))


@tagged("post_install", "-at_install", "community")
class TestGatePropertiesTools(BaseCase):
    def test_paying_never_takes_away(self):
        """F39: whoever may pass still may after paying, prolonging, or a lifted bar."""
        opened = 0
        for draw, ask in asks(1, 4 * CASES):
            if not ask.found:
                continue
            after = paid(draw, ask)
            before, later = decide(ask), decide(after)
            self.assertFalse(before.allowed and not later.allowed, (ask, after))
            opened += later.allowed and not before.allowed
        self.assertGreater(opened, 100, "paying also opens")

    def test_later_expiry_never_closes_earlier(self):
        draw = random.Random(2)
        for _ in range(CASES):
            end = draw.randrange(1, 1000)
            base = Right(
                "r", zones=(1,), stands=(Stand(0, end), Stand(end, 0, "ended"))
            )
            longer = end + draw.randrange(1, 1000)
            late = replace(base, stands=(Stand(0, longer), Stand(longer, 0, "ended")))
            for now in (end - 1, end, longer - 1, longer):
                verdicts = [
                    decide(
                        gate_types.Question(
                            Pass(1, rights=(right,)), Door(1, 1), "in", now
                        )
                    ).allowed
                    for right in (base, late)
                ]
                self.assertEqual(verdicts, [now < end, now < longer])

    def test_pure_and_never_raises(self):
        """Any facts have an answer, the same twice, and are left as they were."""
        for _, ask in asks(3):
            before = copy.deepcopy(ask)
            answer = decide(ask)
            self.assertEqual(answer, decide(ask))
            record_passage(ask)
            self.assertEqual(ask, before)
            self.assertTrue(answer.reasons)
            self.assertEqual(type(answer).from_json(answer.to_json()), answer)

    def test_nobody_is_locked_in(self):
        """The way out is refused only while a longer stay is unpaid."""
        codes = set()
        for _, ask in asks(4):
            answer = decide(replace(ask, side="out"))
            if not answer.allowed:
                codes.update(reason.code for reason in answer.reasons)
                self.assertTrue(ask.door.settle)
                amount = answer.reasons[0].facts["amount"]
                self.assertGreater(amount, 0)
                settled = record_settled(ask.presence, ask.now)
                self.assertTrue(
                    decide(replace(ask, side="out", presence=settled)).allowed
                )
        self.assertEqual(codes, {"surplus_due"})

    def test_fire_and_free_open(self):
        for draw, ask in asks(5):
            side = draw.choice(["in", "out"])
            fire = replace(ask, side=side, world=replace(ask.world, fire=True))
            self.assertEqual(decide(fire).verdict, "allow")
            free = replace(ask, side=side, door=replace(ask.door, mode="free"))
            self.assertEqual(decide(free).verdict, "allow")

    def test_rows_there_and_back(self):
        draw = random.Random(6)
        for _ in range(CASES):
            for cls, row in (
                (Pass, pass_row(draw)),
                (Door, door_row(draw)),
                (Presence, presence_row(draw)),
            ):
                facts = cls.from_row(row)
                self.assertEqual(cls.from_row(facts.to_row()), facts)
                newer = {**facts.to_row(), "of_tomorrow": 1}
                self.assertEqual(cls.from_row(newer), facts)

    def test_rows_that_have_grown(self):
        """An older box reads what a newer server writes."""
        stand, bar = [0, 5, "hold", "wait", {}, 1], ["ban", "pay", {}, 0, 9, 1]
        right = {"key": "r", "stands": [stand], "quota": [1, 0, 5, 0, 1]}
        found = Pass.from_row({"credential": 1, "rights": [right], "bars": [bar]})
        self.assertEqual(found.rights[0].stands, (Stand(0, 5, "hold", "wait", {}),))
        self.assertEqual(found.rights[0].quota, Quota(1, 0, 5, 0))
        self.assertEqual(found.bars[0].until, 9)
        stays = Presence.from_row({"stays": {"1": [1, 2, 3, 4]}}).stays
        self.assertEqual(stays, {1: (1, 2, 3)})

    def test_refusals_in_a_row(self):
        door = Door(1, 1, lockout_after=2, lockout_seconds=60)
        one = record_refusal(Presence(), door, 100)
        self.assertEqual(one.refused, (1, 100))
        locked = record_refusal(one, door, 159)
        self.assertEqual(locked.refused, (2, 159), "a lockout has its full length")
        self.assertEqual(record_refusal(locked, door, 218).refused, (3, 159))
        self.assertEqual(record_refusal(locked, door, 219).refused, (1, 219))
        self.assertEqual(record_refusal(one, door, 160).refused, (1, 160))
        self.assertEqual(record_refusal(one, Door(1, 1), 100).refused, (2, 100))
        self.assertEqual(record_refusal(one, Door(1, 1), 101).refused, (1, 101))
