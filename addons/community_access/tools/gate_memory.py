"""What a passage changes in what the gates remember of a person.

The server and the box keep the same memory by the same functions, from the same events:
whoever sees them all in the order of their times remembers the same.
"""

from dataclasses import replace

from .gate_inside import remembered
from .gate_rights import choose_right, stay_until, visits_in
from .gate_types import IN, Door, Presence, Question, Right, Stay


def record_passage(ask: Question) -> Presence:
    """Somebody went through, by the gate's word or because it was opened for him."""
    if ask.side == IN:
        return _enter(ask)
    return _leave(ask)


def record_refusal(presence: Presence, door: Door, now: int) -> Presence:
    """One more refusal in a row; the row begins anew once its time is over.

    The refusal that locks begins the time anew, so that a lockout has its full length.
    """
    count, since = presence.refused
    if not count or now >= since + max(door.lockout_seconds, 1):
        return replace(presence, refused=(1, now))
    locks = count + 1 == door.lockout_after
    return replace(presence, refused=(count + 1, now if locks else since))


def record_settled(presence: Presence, until: int) -> Presence:
    """A longer stay was paid: it counts as paid up to here."""
    return replace(presence, settled=max(presence.settled, until))


def forget(presence: Presence, zone: int | None = None) -> Presence:
    """A reset by staff: of one zone, or of all; the next passage is good either way."""
    stays = {} if zone is None else _without(presence.stays, zone)
    last_in = {} if zone is None else _without(presence.last_in, zone)
    return replace(presence, stays=stays, last_in=last_in, refused=(0, 0))


def _enter(ask: Question) -> Presence:
    """Who was inside already stays by the same right, and is counted once."""
    presence, zone = ask.presence, ask.door.zone
    last_in = {**presence.last_in, zone: ask.now}
    if zone in remembered(ask):
        return replace(presence, last_in=last_in, refused=(0, 0))
    outside = replace(ask, presence=_forgotten(ask))
    right = choose_right(outside)[0] if ask.found else None
    return replace(
        presence,
        stays={**outside.presence.stays, zone: _stay(right, outside)},
        last_in=last_in,
        counts=_count(right, outside),
        refused=(0, 0),
        settled=outside.presence.settled,
    )


def _forgotten(ask: Question) -> Presence:
    """A stay before the reset of the day is over: coming in again is a new visit."""
    return _without_stay(ask.presence, ask.door.zone)


def _stay(right: Right | None, ask: Question) -> Stay:
    if not right:
        return Stay(ask.now)
    return Stay(ask.now, stay_until(right, ask.now, ask.world), right.tariff)


def _count(right: Right | None, ask: Question) -> dict[str, tuple[int, int]]:
    counts = dict(ask.presence.counts)
    if right and right.quota and ask.door.counts:
        used = visits_in(right.quota, right, ask)
        counts[right.key] = (right.quota.start(ask.now), used + 1)
    return counts


def _leave(ask: Question) -> Presence:
    return replace(_without_stay(ask.presence, ask.door.zone), refused=(0, 0))


def _without_stay(presence: Presence, zone: int) -> Presence:
    """What was paid for a longer stay counts as long as he is in any zone."""
    stays = _without(presence.stays, zone)
    return replace(presence, stays=stays, settled=presence.settled if stays else 0)


def _without(mapping, key) -> dict:
    return {one: value for one, value in mapping.items() if one != key}
