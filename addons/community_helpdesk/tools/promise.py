"""What was promised to a customer: until when, through working hours and pauses.

Stretches are working time as sorted pairs of datetimes in UTC that do not overlap; None
means around the clock. Nothing here knows Odoo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Stretches = Sequence[tuple[datetime, datetime]] | None

FIRST_ANSWER, UPDATE, SOLUTION = "first_answer", "update", "solution"
KINDS = (FIRST_ANSWER, UPDATE, SOLUTION)


def get_worked(start: datetime, stop: datetime, stretches: Stretches) -> float:
    """Minutes of working time from `start` to `stop`, 0 when stop is not later."""
    if stop <= start:
        return 0.0
    if stretches is None:
        return (stop - start).total_seconds() / 60
    return (
        sum(
            max(0.0, (min(stop, end) - max(start, begin)).total_seconds())
            for begin, end in stretches
        )
        / 60
    )


def add_work(start: datetime, minutes: float, stretches: Stretches) -> datetime | None:
    """When so many minutes of working time are over.

    :return: None when the stretches end before
    """
    if stretches is None:
        return start + timedelta(minutes=minutes)
    left = timedelta(minutes=minutes)
    for begin, end in stretches:
        if end <= start:
            continue
        begin = max(begin, start)
        if left <= end - begin:
            return begin + left
        left -= end - begin
    return None


@dataclass(frozen=True)
class PolicyFacts:
    """Conditions, all of which have to fit, and hours for each kind (0: none)."""

    policy_id: int
    type_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    plan_ids: frozenset[int] = frozenset()
    only_vip: bool = False
    priority_from: int = 0
    coverages: frozenset[str] = frozenset()
    hours: tuple[float, float, float] = (0.0, 0.0, 0.0)
    update_mode: str = "between"
    calendar_id: int = 0
    warn_minutes: int = 0

    def get_minutes(self, kind: str) -> float:
        return 60 * self.hours[KINDS.index(kind)]


@dataclass(frozen=True)
class PromiseTicket:
    """What policies look at."""

    type_id: int = 0
    group_id: int = 0
    organisation_id: int = 0
    plan_id: int = 0
    is_vip: bool = False
    priority: int = 1
    coverage: str = "none"


def find_policy(
    ticket: PromiseTicket, policies: Iterable[PolicyFacts]
) -> PolicyFacts | None:
    """The first policy that fits, in their order."""
    return next((policy for policy in policies if _fits(policy, ticket)), None)


def _fits(policy: PolicyFacts, ticket: PromiseTicket) -> bool:
    return (
        (not policy.type_ids or ticket.type_id in policy.type_ids)
        and (not policy.group_ids or ticket.group_id in policy.group_ids)
        and (
            not policy.organisation_ids
            or ticket.organisation_id in policy.organisation_ids
        )
        and (not policy.plan_ids or ticket.plan_id in policy.plan_ids)
        and (not policy.only_vip or ticket.is_vip)
        and ticket.priority >= policy.priority_from
        and (not policy.coverages or ticket.coverage in policy.coverages)
    )


@dataclass(frozen=True)
class Clock:
    """The time of one promise: promised, used so far, and since when it counts.

    :param minutes: of working time that were promised
    :param used: minutes of working time before `since`
    :param since: None while it rests
    """

    minutes: float
    used: float = 0.0
    since: datetime | None = None


def pause(clock: Clock, now: datetime, stretches: Stretches) -> Clock:
    """The clock at rest; resting twice changes nothing."""
    if clock.since is None:
        return clock
    worked = get_worked(clock.since, now, stretches)
    return Clock(clock.minutes, clock.used + worked, None)


def resume(clock: Clock, now: datetime) -> Clock:
    """The clock counting again; a clock that counts is left alone."""
    if clock.since is not None:
        return clock
    return Clock(clock.minutes, clock.used, now)


def change(clock: Clock, minutes: float, now: datetime, old: Stretches) -> Clock:
    """Another time was promised: what was used in the old hours stays used."""
    rested = pause(clock, now, old)
    changed = Clock(minutes, rested.used, None)
    return resume(changed, now) if clock.since is not None else changed


def get_deadline(clock: Clock, stretches: Stretches) -> datetime | None:
    """Until when, None while it rests or beyond what the stretches reach.

    A promise whose time was used up before is due at once.
    """
    if clock.since is None:
        return None
    return add_work(clock.since, max(0.0, clock.minutes - clock.used), stretches)
