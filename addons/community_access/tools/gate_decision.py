"""May this credential pass here and now? The same answer on the server and on the box.

`decide` looks at what was compiled for the credential, at the gate, at what the gates
remember of the person and at what holds for everybody. It asks nobody and changes
nothing; `gate_memory` says what a passage changes.

Two rules stand above the others. Who is inside gets out: the way out is refused only
while a longer stay is unpaid, and fire, free passage and staff open it even then. And
paying never takes away: a debt that is gone, or time that is added, can only open.
"""

from collections.abc import Iterator

from .gate_inside import remembered
from .gate_rights import choose_right, is_exempt, stand_at
from .gate_types import (
    ALLOW,
    DENY,
    FLAG,
    OUT,
    Decision,
    Door,
    Pass,
    Question,
    Reason,
    Right,
    World,
)
from .opening_hours import is_open, opens_at
from .visit_tariff import surplus

# States of a credential that open nothing, and why.
DEAD_STATES = {
    "stock": "not_issued",
    "lost": "credential_lost",
    "stolen": "credential_stolen",
    "blocked": "credential_blocked",
    "returned": "credential_returned",
}


def decide(ask: Question) -> Decision:
    """The verdict with its reasons, the one that decides first."""
    if ask.world.fire:
        return _allow("fire")
    mode = mode_at(ask.door, ask.now, ask.world)
    if mode == "free":
        return _allow("free_passage")
    if ask.side == OUT:
        return _decide_out(ask)
    return _decide_in(ask, mode)


def mode_at(door: Door, now: int, world: World) -> str:
    """How the gate works now: as it was set, else as its schedules say."""
    if door.mode != "normal":
        return door.mode
    for schedule, mode, *only_inside in door.modes:
        if any(only_inside) and not world.occupancy:
            continue
        known = world.schedules.get(schedule)
        # A schedule that is not known here opens nothing by itself.
        if known is not None and is_open(known, now):
            return mode
    return "normal"


# ---- the way in ----------------------------------------------------------------


def _decide_in(ask: Question, mode: str) -> Decision:
    dead = _refuse_credential(ask)
    if dead:
        return Decision(DENY, (dead,))
    if mode == "lockdown":
        return Decision(DENY, (Reason("lockdown", fix="wait"),))
    if ask.found.is_admin:
        return _allow("admin")
    right, why_no_right = choose_right(ask)
    refusals = [*_refuse_before(ask, mode)]
    if why_no_right:
        refusals.append(why_no_right)
    refusals.extend(_refuse_here(ask))
    if refusals:
        return Decision(DENY, tuple(refusals))
    flags = tuple(_flag_passage(ask))
    notes = tuple(Reason(code) for code in ask.found.notes)
    by = Reason("right", {"right": right.key, "name": right.name})
    late = tuple(_note_grace(right, ask))
    return Decision(FLAG if flags else ALLOW, (*flags, by, *late, *notes))


def _note_grace(right: Right, ask: Question) -> Iterator[Reason]:
    """In the time of grace the gate opens, and the desk may say what is open."""
    stand = stand_at(right, ask.now)
    if stand.facts:
        yield Reason("in_grace", dict(stand.facts), stand.fix)


def _refuse_credential(ask: Question) -> Reason | None:
    """What needs no look at rights: the credential itself."""
    found = ask.found
    if not found:
        return Reason("unknown_credential", fix="ask_desk")
    if dead := _dead(found):
        return Reason(dead, fix="ask_desk")
    if found.expires and ask.now >= found.expires:
        return Reason("credential_expired", {"at": found.expires}, "ask_desk")
    return None


def _dead(found: Pass) -> str:
    """Why a credential opens nothing; a state that is not known here is no better."""
    if found.state == "issued":
        return ""
    return DEAD_STATES.get(found.state, "credential_blocked")


def _refuse_before(ask: Question, mode: str) -> Iterator[Reason]:
    """What stops anybody, or this person, whatever rights there are."""
    if mode == "closed":
        yield Reason("gate_closed", fix="other_gate")
    count, since = ask.presence.refused
    ends = since + ask.door.lockout_seconds
    if ask.door.lockout_after and count >= ask.door.lockout_after and ask.now < ends:
        yield Reason("locked_out", {"until": ends}, "wait")
    for bar in ask.found.bars:
        if bar.since <= ask.now and (not bar.until or ask.now < bar.until):
            yield Reason(bar.code, dict(bar.facts), bar.fix)
    if ask.door.hours:
        # Hours that are not known here are not open.
        hours = ask.world.schedules.get(ask.door.hours) or {}
        if not is_open(hours, ask.now):
            opens = opens_at(hours, ask.now)
            yield Reason("zone_closed", {"opens": opens}, "come_later")


def _refuse_here(ask: Question) -> Iterator[Reason]:
    """What depends on who is inside, the person among them."""
    door, inside = ask.door, remembered(ask)
    passback = "off" if is_exempt(ask) else door.passback
    is_hard = passback == "hard"
    if is_hard and door.zone in inside:
        since = inside[door.zone].since
        yield Reason("already_inside", {"since": since}, "leave_first")
    if is_hard and door.parent and door.parent not in inside:
        yield Reason("not_in_parent", {"zone": door.parent}, "enter_before")
    last = ask.presence.last_in.get(door.zone)
    if passback == "timed" and last is not None:
        until = last + door.passback_seconds
        if ask.now < until:
            yield Reason("came_just_now", {"until": until}, "wait")
    if _is_full(ask) and door.is_capacity_hard:
        yield Reason("zone_full", {"capacity": door.capacity}, "wait")
    needs_escort = door.needs_escort and ask.now < ask.found.escort_until
    if needs_escort and not ask.world.escort_inside:
        yield Reason("escort_needed", fix="bring_escort")


def _flag_passage(ask: Question) -> Iterator[Reason]:
    """What lets pass, and somebody should look at."""
    inside = remembered(ask)
    is_soft = ask.door.passback == "soft" and not is_exempt(ask)
    if is_soft and ask.door.zone in inside:
        since = inside[ask.door.zone].since
        yield Reason("already_inside", {"since": since}, weight=1)
    if _is_full(ask) and not ask.door.is_capacity_hard:
        yield Reason("zone_full", {"capacity": ask.door.capacity}, weight=1)


def _is_full(ask: Question) -> bool:
    """Who is remembered inside takes no further place."""
    if not ask.door.capacity or ask.door.zone in remembered(ask):
        return False
    return ask.world.occupancy >= ask.door.capacity


# ---- the way out ---------------------------------------------------------------


def _decide_out(ask: Question) -> Decision:
    """Out gets everybody, band or no band, unless a longer stay is unpaid."""
    found = ask.found
    if found and found.is_admin and not _dead(found):
        return _allow("admin")
    owed = exit_surplus(ask)
    if owed and _can_pay(found, owed):
        return _allow("surplus_from_wallet", amount=owed)
    if owed:
        paid_until = remembered(ask)[ask.door.zone].paid_until
        facts = {"amount": owed, "paid_until": paid_until}
        return Decision(DENY, (Reason("surplus_due", facts, "pay_surplus"),))
    odd = _odd_leaving(found, ask)
    if odd:
        return Decision(FLAG, (Reason(odd, weight=1),))
    return _allow("leaves")


def _can_pay(found: Pass | None, amount: int) -> bool:
    """A band that was lost or blocked pays nothing."""
    return bool(found) and not _dead(found) and found.balance >= amount


def _odd_leaving(found: Pass | None, ask: Question) -> str:
    if not found:
        return "unknown_credential"
    if dead := _dead(found):
        return dead
    if ask.door.passback != "off" and ask.door.zone not in ask.presence.stays:
        return "not_inside"
    return ""


def exit_surplus(ask: Question) -> int:
    """What a longer stay costs that was not settled; 0 where nobody asks for it.

    Nor is it asked for a stay that the reset of the day ended: who was forgotten
    inside yesterday is not kept inside today.
    """
    stay = remembered(ask).get(ask.door.zone)
    if not ask.door.settle or not stay or not stay.paid_until:
        return 0
    settled = max(stay.paid_until, ask.presence.settled)
    if settled >= ask.now:
        return 0
    tariff = ask.world.tariffs.get(stay.tariff)
    already = surplus(tariff, settled - stay.paid_until)
    return max(0, surplus(tariff, ask.now - stay.paid_until) - already)


def _allow(code: str, **facts) -> Decision:
    return Decision(ALLOW, (Reason(code, facts),))
