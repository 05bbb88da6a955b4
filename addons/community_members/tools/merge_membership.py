"""The dates of one person whose membership was kept on two records."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Membership:
    applied_on: date | None = None
    since: date | None = None
    start: date | None = None
    end: date | None = None
    suspended_from: date | None = None
    suspended_until: date | None = None
    resigned_on: date | None = None
    deceased_on: date | None = None

    @property
    def began(self) -> bool:
        return bool(self.since or self.start)


def merge_memberships(kept: Membership, others: list[Membership]) -> Membership:
    """Earliest beginning, latest end, no exit while one of the records is in force.

    An unbroken stretch keeps its first day: periods that touch or overlap count as
    one. A period without end beats every end. Suspensions are not joined: the one of
    the record that is kept, else that of the first other one.
    """
    everyone = [kept, *others]
    start, end = _join_periods(everyone)
    suspended = next((m for m in everyone if m.suspended_from), kept)
    return Membership(
        applied_on=_earliest(m.applied_on for m in everyone),
        since=_earliest(m.since for m in everyone),
        start=start,
        end=end,
        suspended_from=suspended.suspended_from,
        suspended_until=suspended.suspended_until,
        resigned_on=_exit_of(everyone),
        deceased_on=_earliest(m.deceased_on for m in everyone),
    )


def _earliest(days) -> date | None:
    return min(filter(None, days), default=None)


def _exit_of(everyone: list[Membership]) -> date | None:
    if any(m.began and not m.resigned_on for m in everyone):
        return None
    return max(filter(None, (m.resigned_on for m in everyone)), default=None)


def _join_periods(everyone: list[Membership]) -> tuple[date | None, date | None]:
    periods = [(m.start, m.end) for m in everyone if m.start or m.end]
    if not periods:
        return None, None
    last = max(periods, key=lambda period: period[1] or date.max)
    start, end = last
    for other_start, other_end in sorted(
        periods, key=lambda period: period[1] or date.max, reverse=True
    ):
        touches = (
            start
            and other_start
            and ((other_end or date.max) >= start - timedelta(days=1))
        )
        if touches:
            start = min(start, other_start)
    return start or _earliest(period[0] for period in periods), end
