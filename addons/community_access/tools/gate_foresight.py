"""What a gate will answer: now, until when, and when the answer changes.

No rule of its own: the very `decide` of the gates is asked at each moment at which
hours begin or end, or a right begins or ends.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from .gate_decision import decide
from .gate_types import Decision, Pass, Question, Stay
from .opening_hours import closes_at, opens_at

HORIZON = 7 * 86_400
MOST_MOMENTS = 60


class Foresight(NamedTuple):
    """:param until: when the answer changes, 0: not in the next seven days"""

    decision: Decision
    until: int = 0

    @property
    def opens(self) -> bool:
        return self.decision.allowed


def foresee(ask: Question) -> Foresight:
    """The answer of now, as if one had come in from where the gate leads from."""
    ask = _stand_before(ask)
    first = decide(ask)
    moment = ask.now
    for _turn in range(MOST_MOMENTS):
        moment = min(_changes(ask, moment), default=0)
        if not moment or moment > ask.now + HORIZON:
            break
        if decide(replace(ask, now=moment)).allowed != first.allowed:
            return Foresight(first, moment)
    return Foresight(first)


def _stand_before(ask: Question) -> Question:
    """Whoever asks at home is not in the zone, and will have passed the gates before.

    The memory of the last passage stays, so that a wait is told.
    """
    stays = dict(ask.presence.stays)
    stays.pop(ask.door.zone, None)
    if ask.door.parent and ask.door.parent not in stays:
        stays[ask.door.parent] = Stay(ask.now)
    return replace(ask, presence=replace(ask.presence, stays=stays))


def _changes(ask: Question, now: int) -> Iterator[int]:
    """Moments after now at which something that is known changes."""
    for schedule in _schedules(ask):
        for moment in (closes_at(schedule, now), opens_at(schedule, now)):
            if moment > now:
                yield moment
    yield from (moment for moment in _ends(ask) if moment > now)


def _schedules(ask: Question) -> Iterator[dict]:
    numbers = {ask.door.hours, *(number for number, _ in ask.door.modes)}
    if ask.found:
        numbers.update(right.hours for right in ask.found.rights)
    for number in numbers:
        if ask.world.schedules.get(number) is not None:
            yield ask.world.schedules[number]


def _ends(ask: Question) -> Iterator[int]:
    """When stretches of rights, bars and waits begin and end."""
    yield ask.presence.refused[1] + ask.door.lockout_seconds
    last = ask.presence.last_in.get(ask.door.zone)
    if last is not None:
        yield last + ask.door.passback_seconds
    if ask.found:
        yield from _ends_of_pass(ask.found, ask.now)


def _ends_of_pass(found: Pass, now: int) -> Iterator[int]:
    yield found.expires
    yield found.escort_until
    for bar in found.bars:
        yield from (bar.since, bar.until)
    for right in found.rights:
        for stand in right.stands:
            yield from (stand.since, stand.until)
        if right.quota:
            yield from _quota_ends(right.quota, now)


def _quota_ends(quota, now: int) -> Iterator[int]:
    """The next stretch of visits begins anew."""
    yield quota.until
    if quota.length:
        yield quota.start(now) + quota.length
