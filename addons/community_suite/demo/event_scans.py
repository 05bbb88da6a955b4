"""What phones told at the doors of the demo's events; the real rules judge it."""

from dataclasses import replace
from datetime import UTC, datetime

from odoo.addons.community_events.tools.checkin_decision import decide, is_strike
from odoo.addons.community_events.tools.checkin_evidence import (
    CodeFacts,
    DeviceFacts,
    EventFacts,
    Evidence,
    PersonFacts,
    TraceFacts,
)
from odoo.addons.community_events.tools.place import Position
from odoo.addons.community_events.tools.venue_code import FORGED, OTHER_EVENT

from .world import World


def scan(world: World, event, partner, at, *, case="honest", seat=None):
    """One scan of the venue's code; `case` is a function of this file.

    :param at: UTC without time zone
    :return: the attempt
    """
    evidence = CASES[case](world, _honest(world, event, at))
    policy = event._get_checkin_policy()
    decision = decide(evidence, policy)
    if decision.allowed:
        seat = seat or event._register_walk_in(partner)
        seat._admit(moment=at, flagged=decision.verdict == "flag")
    attempts = world.env["community.checkin.attempt"]
    return attempts._post(
        {
            "event_id": event.id,
            "registration_id": seat.id if seat else False,
            "partner_id": partner.id,
            "kind": "code",
            "nonce": f"demo:{case}:{partner.id}",
            "moment": at.replace(tzinfo=UTC).timestamp(),
            "received_at": at,
            "is_strike": is_strike(decision, policy),
        },
        decision,
        evidence,
    )


def _honest(world, event, at):
    """In the room: a fresh code, the own phone, a place that is as good as indoors."""
    now = at.replace(tzinfo=UTC).timestamp()
    age = world.chance.uniform(1.5, 7.5)
    return Evidence(
        now=now,
        event=EventFacts(
            opens_at=_seconds(event.checkin_opens_at),
            closes_at=_seconds(event.checkin_closes_at),
            fence=event._get_fence(),
        ),
        code=CodeFacts(shown_at=now - age - 3, opened_at=now - 3),
        person=PersonFacts(),
        device=DeviceFacts(),
        trace=TraceFacts(
            position=_position(world, event, 0.0004),
            on_venue_network=world.chance.random() < 0.6,
        ),
    )


def _seconds(moment: datetime) -> float:
    return moment.replace(tzinfo=UTC).timestamp()


def _position(world, event, spread):
    """Somewhere near the venue, in degrees."""
    if not (event.use_place and event.place_latitude):
        return None
    off = world.chance.uniform
    return Position(
        round(event.place_latitude + off(-spread, spread), 5),
        round(event.place_longitude + off(-spread, spread), 5),
        accuracy=round(off(8, 65)),
        age=round(off(0, 20), 1),
    )


def _moved(evidence, degrees):
    """The same phone, that many degrees to the north."""
    fence, position = evidence.event.fence, evidence.trace.position
    if not (fence and position):
        return evidence
    place = replace(position, latitude=round(fence.latitude + degrees, 5))
    trace = replace(evidence.trace, position=place, on_venue_network=False)
    return replace(evidence, trace=trace)


def _screenshot(world, evidence):
    code = evidence.code
    late = world.chance.uniform(40, 400)
    return replace(evidence, code=replace(code, shown_at=code.opened_at - late))


def _from_home(world, evidence):
    return _moved(evidence, world.chance.uniform(0.08, 0.2))


def _around_the_corner(world, evidence):
    moved = _moved(evidence, 0.0061)
    if not moved.trace.position:
        return replace(moved, device=DeviceFacts(is_known=False, strangers=1))
    place = replace(moved.trace.position, accuracy=25)
    return replace(moved, trace=replace(moved.trace, position=place))


def _for_friends(world, evidence):
    device = DeviceFacts(is_known=False, is_foreign=True, strangers=2)
    trace = replace(evidence.trace, on_venue_network=False)
    return replace(evidence, device=device, trace=trace)


def _with_code(evidence, verdict):
    return replace(evidence, code=replace(evidence.code, verdict=verdict))


CASES = {
    "honest": lambda world, evidence: evidence,
    "screenshot": _screenshot,
    "from_home": _from_home,
    "around_the_corner": _around_the_corner,
    "for_friends": _for_friends,
    "forged": lambda world, evidence: _with_code(evidence, FORGED),
    "other_event": lambda world, evidence: _with_code(evidence, OTHER_EVENT),
    "copied": lambda world, evidence: replace(
        evidence, device=DeviceFacts(is_same_as_opened=False)
    ),
    "not_registered": lambda world, evidence: replace(
        evidence,
        person=PersonFacts(state="none"),
        event=replace(evidence.event, walk_in=False),
    ),
}
