"""Which reminder is due: the ladder that a payer climbs while something is overdue.

All overdue instalments of a payer count together. A payer climbs one level at a time,
never two on one day, and is back on the ground when all is paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Action = Literal["none", "raise", "wait", "paused", "last", "settle"]
FIRST = 1


@dataclass(frozen=True)
class Step:
    """A level of a policy; levels are numbered from 1 without a gap."""

    days: int  # after the due date of the oldest overdue item
    wait: int = 0  # since the level before
    minimum: float = 0.0


@dataclass(frozen=True)
class OverdueItem:
    due: date
    residual: float
    is_charge: bool = False  # a fee or interest of an earlier reminder


@dataclass(frozen=True)
class Standing:
    """What is known of a payer in a company on a day."""

    items: tuple[OverdueItem, ...] = ()
    level: int = 0
    level_date: date | None = None
    stop_until: date | None = None  # inclusive
    promise_until: date | None = None  # inclusive


@dataclass(frozen=True)
class Verdict:
    action: Action
    level: int = 0  # the level that the payer has after the action
    next_level: int = 0  # 0: no further
    next_date: date | None = None
    reasons: tuple[str, ...] = ()


def decide(steps: Sequence[Step], standing: Standing, today: date) -> Verdict:
    """What is to be done about a payer today, and what comes next.

    Charges alone (the fee of a reminder, late interest) are reminded of at the first
    level and never climb further: a fee does not breed a fee.
    """
    overdue = [item for item in standing.items if item.due < today]
    level = standing.level
    if not overdue:
        first = min((item.due for item in standing.items), default=None)
        return Verdict(
            "settle" if level else "none",
            next_level=FIRST if first and steps else 0,
            next_date=_date_of(steps, 0, first, None) if first and steps else None,
        )
    debts = [item for item in overdue if not item.is_charge]
    top = len(steps) if debts else min(len(steps), FIRST)
    if level >= top:
        return Verdict("last", level)
    oldest = min(item.due for item in debts or overdue)
    on = _date_of(steps, level, oldest, standing.level_date)
    return _judge(steps[level], standing, overdue, today, on)


def _judge(step, standing, overdue, today, on):
    level = standing.level
    reasons = []
    pauses = {"stop": standing.stop_until, "promise": standing.promise_until}
    for reason, until in pauses.items():
        if until and until >= today:
            reasons.append(reason)
            on = max(on, until + timedelta(days=1))
    if reasons:
        return Verdict("paused", level, level + 1, on, tuple(reasons))
    if on > today:
        return Verdict("wait", level, level + 1, on)
    if sum(item.residual for item in overdue) < step.minimum:
        return Verdict("wait", level, level + 1, None, ("minimum",))
    return Verdict("raise", level + 1, level + 1, today)


def _date_of(steps, level, oldest, level_date):
    """When the step after `level` is due."""
    step = steps[level]
    on = oldest + timedelta(days=max(step.days, 1))
    if level_date:
        on = max(on, level_date + timedelta(days=max(step.wait, 1)))
    return on


def uncovered(residuals: Sequence[float], credit: float) -> list[int]:
    """Positions of debts that a credit of the payer does not cover, oldest first.

    A debt covered in part stays: what is left of it is overdue.
    """
    kept = []
    for position, residual in enumerate(residuals):
        credit = round(credit - residual, 6)
        if credit < 0:
            kept.extend(range(position, len(residuals)))
            break
    return kept
