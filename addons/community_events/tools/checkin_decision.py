"""Is this check-in honest? One pure function from evidence to a verdict with reasons.

First the rules that know no degrees (a forged code, an event that is over), then the
hints, each with its weight. The order of the rules is what the person reads first, so
the cause that explains most stands before its consequences.
"""

from collections.abc import Iterator

from odoo.addons.community_members.tools.decision import (
    ALLOW,
    DENY,
    FLAG,
    Decision,
    Reason,
    deny,
)

from . import place
from .checkin_evidence import (
    ATTENDED,
    CANCELLED,
    NOT_REGISTERED,
    UNCONFIRMED,
    DeviceFacts,
    Evidence,
    TicketRefusal,
)
from .checkin_policy import Policy
from .venue_code import FORGED, OTHER_EVENT

# What would help, the easiest for the person first
ALLOW_PLACE, PRECISE_PLACE, SCAN_AGAIN, OWN_PHONE, DESK = (
    "allow_place",
    "precise_place",
    "scan_again",
    "own_phone",
    "desk",
)
WAIT = "wait"
_EASE = (ALLOW_PLACE, PRECISE_PLACE, SCAN_AGAIN, OWN_PHONE, DESK)

# Refusals that speak of a try to get in from elsewhere, and count as a strike
STRIKES = frozenset({"copied_session", "shared_scan", "bad_signature"})

# Codes that somebody else may have made: a strike for who brings several of them
FOREIGN = frozenset({"forged", "other_event", "early_code"})
FOREIGN_ALLOWED = 2

# Who can help it so is not charged with it: a phone without a place, a slow scan
_MISHAPS = frozenset({ALLOW_PLACE, PRECISE_PLACE, SCAN_AGAIN})

_PLACE_FIXES = {
    place.REFUSED: ALLOW_PLACE,
    place.MISSING: ALLOW_PLACE,
    place.COARSE: PRECISE_PLACE,
    place.OLD: PRECISE_PLACE,
    place.UNSURE: PRECISE_PLACE,
    place.OUTSIDE: PRECISE_PLACE,
    place.AWAY: DESK,
}


_TICKET_FIXES = {"too_early": WAIT, "too_soon": WAIT, "unpaid": "pay"}


def decide(evidence: Evidence, policy: Policy) -> Decision:
    """Allow, flag or deny, with everything that spoke for it."""
    for refusal in _get_refusals(evidence, policy):
        return refusal
    reasons = tuple(sorted(_get_hints(evidence, policy), key=lambda hint: -hint.weight))
    score = max(0, sum(reason.weight for reason in reasons))
    if score >= policy.refuse_from:
        return Decision(DENY, _put_nearest_first(reasons, score, policy), score)
    return Decision(FLAG if score >= policy.flag_from else ALLOW, reasons, score)


def is_strike(decision: Decision, policy: Policy) -> bool:
    """Whether this refusal is a try to come in from elsewhere, not a mishap."""
    if decision.verdict != DENY:
        return False
    if any(reason.code in STRIKES for reason in decision.reasons):
        return True
    left = (reason for reason in decision.reasons if reason.fix not in _MISHAPS)
    return sum(reason.weight for reason in left) >= policy.refuse_from


def is_foreign(decision: Decision) -> bool:
    """Whether it was refused for a code that somebody else may have made."""
    return any(reason.code in FOREIGN for reason in decision.reasons)


# ------------------------------------------------------------
# Rules
# ------------------------------------------------------------


def _get_refusals(evidence: Evidence, policy: Policy) -> Iterator[Decision]:
    yield from _judge_code_origin(evidence)
    yield from _judge_event(evidence)
    yield from _judge_person(evidence)
    yield from _judge_ticket(evidence.person.ticket)
    yield from _judge_code_time(evidence, policy)
    yield from _judge_device(evidence.device)


def _judge_code_origin(evidence: Evidence) -> Iterator[Decision]:
    if evidence.code.verdict == FORGED:
        yield deny("forged", SCAN_AGAIN)
    if evidence.code.verdict == OTHER_EVENT:
        yield deny("other_event", SCAN_AGAIN)


def _judge_event(evidence: Evidence) -> Iterator[Decision]:
    event, now = evidence.event, evidence.now
    if event.is_cancelled:
        yield deny("event_cancelled")
    if now < event.opens_at:
        yield deny("not_open", WAIT, opens_at=event.opens_at)
    if now > event.closes_at:
        yield deny("closed", DESK, closed_at=event.closes_at)


def _judge_person(evidence: Evidence) -> Iterator[Decision]:
    person, event = evidence.person, evidence.event
    if person.state == ATTENDED:
        yield deny("already_in", "", attended_at=person.attended_at)
    if not person.may_attend:
        yield deny("not_invited", DESK)
    # A seat that waits for its payment is unconfirmed too; paying is what helps.
    if not person.is_paid:
        yield deny("unpaid", "pay")
    if person.state == UNCONFIRMED:
        yield deny("unconfirmed", DESK)
    absent = person.state in (NOT_REGISTERED, CANCELLED)
    if absent and not event.walk_in:
        code = "cancelled" if person.state == CANCELLED else "not_registered"
        yield deny(code, "register")
    if absent and event.seats_left is not None and event.seats_left < 1:
        yield deny("full", "waiting_list")


def _judge_ticket(found: TicketRefusal | None) -> Iterator[Decision]:
    """One book of rules: what a steward would refuse, the screen refuses."""
    if found:
        facts = {} if found.at is None else {"at": found.at}
        yield deny(found.code, _TICKET_FIXES.get(found.code, DESK), **facts)


def _judge_code_time(evidence: Evidence, policy: Policy) -> Iterator[Decision]:
    code = evidence.code
    age = code.opened_at - code.shown_at
    if age < -policy.clock_tolerance:
        yield deny("early_code", SCAN_AGAIN, seconds=round(-age))
    if age > policy.code_life + policy.clock_tolerance:
        yield deny("expired", SCAN_AGAIN, seconds=round(age))
    waited = evidence.now - code.opened_at
    if waited > policy.claim_life or waited < -policy.clock_tolerance:
        yield deny("too_slow", SCAN_AGAIN, seconds=round(waited))


def _judge_device(device: DeviceFacts) -> Iterator[Decision]:
    if device.is_scan_shared:
        yield deny("shared_scan", OWN_PHONE)
    if not device.is_same_as_opened:
        yield deny("copied_session", SCAN_AGAIN)
    # A browser that showed its key when it opened the page cannot hide it afterwards.
    if device.is_hidden:
        yield deny("hidden_key", SCAN_AGAIN)
    if device.is_present and not device.is_signed:
        yield deny("bad_signature", SCAN_AGAIN)


# ------------------------------------------------------------
# Hints
# ------------------------------------------------------------


def _get_hints(evidence: Evidence, policy: Policy) -> Iterator[Reason]:
    for reason in (
        *_weigh_place(evidence, policy),
        *_weigh_device(evidence.device, policy),
        *_weigh_trace(evidence, policy),
        *_weigh_person(evidence, policy),
    ):
        if reason.weight:
            yield reason


def _weigh_place(evidence: Evidence, policy: Policy) -> Iterator[Reason]:
    fence, trace = evidence.event.fence, evidence.trace
    found = place.judge_place(
        fence, trace.position, trace.is_position_refused, policy.coarse_from
    )
    if found in (place.NO_FENCE, place.INSIDE):
        return
    facts = {}
    if fence and trace.position and found not in (place.REFUSED, place.MISSING):
        facts = {
            "metres": round(place.get_distance_from(fence, trace.position)),
            "accuracy": round(trace.position.accuracy),
        }
    weight = getattr(policy, found)
    yield Reason(f"place_{found}", facts, _PLACE_FIXES[found], weight)


def _weigh_device(device: DeviceFacts, policy: Policy) -> Iterator[Reason]:
    if not device.is_present:
        yield Reason("no_device", {}, OWN_PHONE, policy.no_device)
        return
    if device.is_foreign:
        yield Reason("foreign_device", {}, OWN_PHONE, policy.foreign_device)
    elif not device.is_known:
        yield Reason("new_device", {}, "", policy.new_device)
    if device.is_late:
        yield Reason("late_key", {}, OWN_PHONE, policy.late_key)
    if device.strangers:
        yield Reason(
            "shared_device",
            {"people": device.strangers},
            OWN_PHONE,
            policy.shared_device * device.strangers,
        )


def _weigh_trace(evidence: Evidence, policy: Policy) -> Iterator[Reason]:
    trace = evidence.trace
    if trace.on_venue_network:
        yield Reason("venue_network", {}, "", policy.venue_network)
    elif trace.on_venue_network is False:
        yield Reason("other_network", {}, "", policy.other_network)
    if trace.has_moved:
        yield Reason("moved_network", {}, SCAN_AGAIN, policy.moved_network)
    if trace.in_event_country is False:
        yield Reason("other_country", {}, DESK, policy.other_country)
    if trace.speed is not None and trace.speed > policy.speed_limit:
        yield Reason("too_fast", {"speed": round(trace.speed)}, DESK, policy.too_fast)
    if trace.clock_skew is not None and abs(trace.clock_skew) > policy.skew_limit:
        facts = {"seconds": round(trace.clock_skew)}
        yield Reason("clock_skew", facts, "", policy.clock_skew)
    late = evidence.code.opened_at - evidence.code.shown_at - policy.quick_within
    if late > 0:
        span = max(1.0, policy.code_life - policy.quick_within)
        weight = round(policy.late_scan * min(1.0, late / span))
        facts = {"seconds": round(late + policy.quick_within)}
        yield Reason("late_scan", facts, SCAN_AGAIN, weight)


def _weigh_person(evidence: Evidence, policy: Policy) -> Iterator[Reason]:
    strikes = min(evidence.person.strikes, policy.strikes_counted)
    if strikes:
        yield Reason("strikes", {"times": strikes}, "", policy.strike * strikes)
    if evidence.person.annulled:
        # The organiser said that this person was not there: may have come since, but
        # is looked at again.
        facts = {"times": evidence.person.annulled}
        yield Reason("annulled_before", facts, DESK, policy.flag_from)


def _put_nearest_first(
    reasons: tuple[Reason, ...], score: int, policy: Policy
) -> tuple[Reason, ...]:
    """The reason that is easiest to mend, if mending it alone lets the person in."""
    enough = [
        reason
        for reason in reasons
        if reason.fix in _EASE and score - reason.weight < policy.refuse_from
    ]
    if not enough:
        return (*reasons, Reason("many_hints", {}, DESK))
    nearest = min(enough, key=lambda reason: _EASE.index(reason.fix))
    return (nearest, *(reason for reason in reasons if reason is not nearest))
