import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from odoo.addons.community_members.tools.decision import (
    ALLOW,
    DENY,
    FLAG,
    Decision,
)

from ..tools.checkin_decision import decide, is_strike
from ..tools.checkin_evidence import (
    CodeFacts,
    DeviceFacts,
    EventFacts,
    Evidence,
    PersonFacts,
    TicketRefusal,
    TraceFacts,
)
from ..tools.checkin_policy import MIDDLE, PRESETS, STRICT, get_policy
from ..tools.place import Fence, Position

NOW = 1_800_000_000.0
POLICY = PRESETS[MIDDLE]
EVENT = EventFacts(NOW - 3_600, NOW + 3_600)
FENCE = Fence(41.0, 29.0, 100.0)


def _scan(age=3.0, waited=5.0, verdict="genuine"):
    opened = NOW - waited
    return CodeFacts(verdict, opened - age, opened)


def _evidence(**given):
    return Evidence(NOW, **{"event": EVENT, "code": _scan(), **given})


@tagged("post_install", "-at_install", "community")
class TestCheckinDecision(BaseCase):
    def _code(self, evidence, policy=POLICY):
        found = decide(evidence, policy)
        return found.verdict, found.reasons[0].code if found.reasons else ""

    def test_honest(self):
        """G30: somebody in the room with a registration is in, without a word."""
        self.assertEqual(decide(_evidence(), POLICY), Decision(ALLOW))

    def test_refusals(self):
        """G33-G36: each rule that knows no degrees, with its reason."""
        event = EVENT
        cases = [
            ({"code": _scan(verdict="forged")}, "forged"),
            ({"code": _scan(verdict="other_event")}, "other_event"),
            ({"event": replace(event, is_cancelled=True)}, "event_cancelled"),
            ({"event": replace(event, opens_at=NOW + 1)}, "not_open"),
            ({"event": replace(event, closes_at=NOW - 1)}, "closed"),
            ({"person": PersonFacts("done", attended_at=NOW - 9)}, "already_in"),
            ({"person": PersonFacts(may_attend=False)}, "not_invited"),
            ({"person": PersonFacts("draft")}, "unconfirmed"),
            ({"person": PersonFacts(is_paid=False)}, "unpaid"),
            ({"person": PersonFacts("draft", is_paid=False)}, "unpaid"),
            ({"code": _scan(age=26)}, "expired"),
            ({"code": _scan(age=-6)}, "early_code"),
            ({"code": _scan(waited=601)}, "too_slow"),
            ({"device": DeviceFacts(is_signed=False)}, "bad_signature"),
            ({"device": DeviceFacts(is_same_as_opened=False)}, "copied_session"),
            ({"device": DeviceFacts(is_scan_shared=True)}, "shared_scan"),
            ({"device": DeviceFacts(False, is_hidden=True)}, "hidden_key"),
            ({"person": PersonFacts(ticket=TicketRefusal("blocked"))}, "blocked"),
        ]
        for given, code in cases:
            self.assertEqual(self._code(_evidence(**given)), (DENY, code), code)

    def test_boundaries(self):
        """G34: life and tolerance of a code to the second; the door to the second."""
        for age, verdict in ((25, ALLOW), (25.1, DENY), (-5, ALLOW), (-5.1, DENY)):
            found = decide(_evidence(code=_scan(age=age)), POLICY)
            self.assertEqual(found.verdict, verdict, age)
        for name in ("opens_at", "closes_at"):
            event = replace(EVENT, **{name: NOW})
            self.assertEqual(decide(_evidence(event=event), POLICY).verdict, ALLOW)

    def test_walk_in(self):
        """G30: without registration: while there are seats, if the event allows."""
        person = PersonFacts("none")
        cases = [
            (replace(EVENT, seats_left=1), (ALLOW, "")),
            (replace(EVENT, seats_left=0), (DENY, "full")),
            (replace(EVENT, walk_in=False), (DENY, "not_registered")),
        ]
        for event, expected in cases:
            self.assertEqual(
                self._code(_evidence(event=event, person=person)), expected
            )
        full = replace(EVENT, seats_left=0)
        self.assertEqual(decide(_evidence(event=full), POLICY).verdict, ALLOW)

    def test_hints_add_up(self):
        """G33: one hint is shown, several refuse; the easiest way out comes first."""
        event = replace(EVENT, fence=FENCE)
        outside = Position(41.01, 29.0, 10.0)
        flagged = decide(_evidence(event=event, trace=TraceFacts(outside)), POLICY)
        self.assertEqual((flagged.verdict, flagged.score), (FLAG, POLICY.outside))
        device = DeviceFacts(strangers=1)
        refused = decide(
            _evidence(event=event, trace=TraceFacts(outside), device=device), POLICY
        )
        self.assertEqual(refused.verdict, DENY)
        self.assertEqual(refused.score, POLICY.outside + POLICY.shared_device)
        self.assertEqual(refused.fix, "precise_place")
        self.assertEqual(
            {reason.code for reason in refused.reasons},
            {"place_outside", "shared_device"},
        )

    def test_venue_network_speaks_for_a_person(self):
        event = replace(EVENT, fence=FENCE)
        trace = TraceFacts(Position(41.01, 29.0, 10.0), on_venue_network=True)
        found = decide(_evidence(event=event, trace=trace), POLICY)
        self.assertEqual(found.verdict, ALLOW)

    def test_strikes(self):
        """G36, G37: mishaps are no tries to cheat; passing a scan on is."""
        cases = [
            ({}, False),
            ({"code": _scan(age=60)}, False),
            # Anybody can put a code of the own beside the door.
            ({"code": _scan(verdict="forged")}, False),
            ({"device": DeviceFacts(is_scan_shared=True)}, True),
            ({"device": DeviceFacts(is_same_as_opened=False)}, True),
            ({"device": DeviceFacts(False, is_hidden=True)}, False),
        ]
        for given, strike in cases:
            found = decide(_evidence(**given), POLICY)
            self.assertEqual(is_strike(found, POLICY), strike, given)

    def test_phone_that_tells_no_place_is_no_cheat(self):
        """G36: refused by a strict policy, and charged with nothing."""
        strict = PRESETS[STRICT]
        event = replace(EVENT, fence=FENCE)
        silent = _evidence(event=event, trace=TraceFacts(is_position_refused=True))
        found = decide(silent, strict)
        self.assertEqual((found.verdict, is_strike(found, strict)), (DENY, False))
        device = DeviceFacts(is_foreign=True, strangers=1)
        found = decide(replace(silent, device=device), strict)
        self.assertTrue(is_strike(found, strict))
        self.assertTrue(strict.needs_place)
        self.assertFalse(POLICY.needs_place)

    def test_late_key_and_network(self):
        """G33: one hint each, in the order of the presets."""
        device, trace = DeviceFacts(is_late=True), TraceFacts(has_moved=True)
        evidence = _evidence(device=device, trace=trace)
        scores = [decide(evidence, PRESETS[one]).score for one in PRESETS]
        self.assertEqual(scores, [20, 35, 65])

    def test_json(self):
        """G37: what is kept beside an attempt is the decision, whole."""
        evidence = _evidence(device=DeviceFacts(strangers=2), code=_scan(age=18))
        found = decide(evidence, POLICY)
        self.assertEqual(Decision.from_json(found.to_json()), found)

    def test_more_suspicion_never_helps(self):
        """G33: whatever is added to the hints, nobody gets in by it."""
        dice = random.Random(5)
        order = [ALLOW, FLAG, DENY]
        for _case in range(2_000):
            policy = get_policy(
                dice.choice(list(PRESETS)), new_device=dice.randrange(20)
            )
            trace = TraceFacts(
                clock_skew=dice.choice([None, 0, 500]),
                in_event_country=dice.choice([None, True]),
            )
            device = DeviceFacts(is_known=dice.random() < 0.5)
            before = _evidence(code=_scan(dice.uniform(0, 12)), trace=trace)
            before = replace(before, device=device)
            after = replace(
                before,
                device=replace(device, strangers=dice.randrange(3)),
                trace=replace(trace, in_event_country=False),
            )
            verdicts = [decide(one, policy).verdict for one in (before, after)]
            self.assertLessEqual(*map(order.index, verdicts))
