"""How active a member is: what he did, weighed, and worth less as time passes.

After each `HALF_LIFE_DAYS` an event counts half. The nightly job computes the same sum
in the database; a test holds the two against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

HALF_LIFE_DAYS = 90
# Beyond eight half-lives an event is worth less than half a percent.
MEMORY_DAYS = 8 * HALF_LIFE_DAYS
SILENT_DAYS = 60
ENDS_SOON_DAYS = 30


class Activity(NamedTuple):
    """`quantity` events of one kind on one day."""

    code: str
    day: date
    quantity: float = 1.0


class Score(NamedTuple):
    total: int
    parts: dict[str, float]
    last_day: date | None


def score(
    activities: Iterable[Activity], weights: dict[str, float], today: date
) -> Score:
    """:return: the sum, how much of it each kind brought, and the last day"""
    parts: dict[str, float] = {}
    last_day = None
    for activity in activities:
        age = (today - activity.day).days
        weight = weights.get(activity.code, 0.0)
        if not 0 <= age <= MEMORY_DAYS or not weight:
            continue
        value = weight * activity.quantity * 0.5 ** (age / HALF_LIFE_DAYS)
        parts[activity.code] = parts.get(activity.code, 0.0) + value
        last_day = max(last_day or activity.day, activity.day)
    return Score(round(sum(parts.values())), parts, last_day)


@dataclass(frozen=True)
class LeavingFacts:
    """What may announce that a member leaves."""

    today: date
    last_active_on: date | None = None
    score: int = 0
    score_before: int = 0
    membership_end: date | None = None
    is_overdue: bool = False


class LeavingRisk(NamedTuple):
    level: str
    reasons: tuple[str, ...]


WEIGHTS = {"silent": 3, "falling": 2, "overdue": 2, "ends_soon": 1, "in_grace": 3}


def leaving_risk(facts: LeavingFacts) -> LeavingRisk:
    """Low, medium or high, with the reasons that made it so."""
    reasons = []
    last = facts.last_active_on
    if last and (facts.today - last).days >= SILENT_DAYS:
        reasons.append("silent")
    if facts.score_before >= 10 and facts.score * 2 <= facts.score_before:
        reasons.append("falling")
    if facts.is_overdue:
        reasons.append("overdue")
    if facts.membership_end:
        left = (facts.membership_end - facts.today).days
        if left < 0:
            reasons.append("in_grace")
        elif left <= ENDS_SOON_DAYS:
            reasons.append("ends_soon")
    weight = sum(WEIGHTS[reason] for reason in reasons)
    level = "high" if weight >= 5 else "medium" if weight >= 3 else "low"
    return LeavingRisk(level, tuple(reasons))
