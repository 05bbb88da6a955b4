"""How long and when a contract may rest. Pure functions; nothing here knows Odoo."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """From the first to the last day; `end` None: until somebody ends it."""

    start: date
    end: date | None


@dataclass(frozen=True)
class HoldRules:
    allowed: bool = True
    by_member: bool = False
    days_max: int = 0
    days_min: int = 0


def days_of(stretch: Stretch, today: date) -> int:
    """Return its days; an open stretch counts up to and with today."""
    end = stretch.end or max(today, stretch.start - ONE_DAY)
    return max((end - stretch.start).days + 1, 0)


def days_in_year(stretch: Stretch, year: int) -> int:
    """Return its days in the year; an open stretch runs to the end of the year."""
    start = max(stretch.start, date(year, 1, 1))
    end = min(stretch.end or date(year, 12, 31), date(year, 12, 31))
    return max((end - start).days + 1, 0)


def overlap(one: Stretch, other: Stretch) -> bool:
    return (one.end is None or other.start <= one.end) and (
        other.end is None or one.start <= other.end
    )


def gaps(wanted: Stretch, taken: list[Stretch]) -> list[Stretch]:
    """Return the parts of a stretch that no other one covers, first to last."""
    parts, start = [], wanted.start
    for other in sorted(taken, key=lambda each: each.start):
        if not overlap(Stretch(start, wanted.end), other):
            continue
        if other.start > start:
            parts.append(Stretch(start, other.start - ONE_DAY))
        if other.end is None:
            return parts
        start = max(start, other.end + ONE_DAY)
        if wanted.end and start > wanted.end:
            return parts
    return [*parts, Stretch(start, wanted.end)]


def hold_refusals(
    rules: HoldRules,
    wanted: Stretch,
    taken: list[Stretch],
    today: date,
    by_member: bool,
) -> list[str]:
    """Return the codes of why a contract may not rest then; empty: it may."""
    refusals = []
    if any(overlap(wanted, other) for other in taken):
        refusals.append("overlap")
    if not rules.allowed:
        return [*refusals, "not_allowed"]
    if by_member and not rules.by_member:
        refusals.append("not_by_member")
    if by_member and wanted.start < today:
        refusals.append("past")
    if by_member and wanted.end is None and rules.days_max:
        refusals.append("open_ended")
    if wanted.end and (wanted.end - wanted.start).days + 1 < rules.days_min:
        refusals.append("too_short")
    if rules.days_max and wanted.end and _is_too_long(rules, wanted, taken):
        refusals.append("too_long")
    return refusals


def _is_too_long(rules: HoldRules, wanted: Stretch, taken: list[Stretch]) -> bool:
    """Say whether the days on hold of any calendar year would be too many."""
    years = range(wanted.start.year, wanted.end.year + 1)
    return any(
        sum(days_in_year(stretch, year) for stretch in [wanted, *taken])
        > rules.days_max
        for year in years
    )
