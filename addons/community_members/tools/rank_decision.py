"""Which rank a member holds: thresholds, what stands against it, time to recover.

Pure functions over plain facts. Up goes at once; down only after the days of grace,
so that nobody swings between two ranks.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

KEPT, RAISED, LOWERED, LOCKED, GRACE = "kept", "raised", "lowered", "locked", "grace"


@dataclass(frozen=True)
class RankRule:
    """One rank; ranks are given in order, the lowest first.

    :param window_days: 0 counts all points ever earned, 365 those of one year
    :param negatives: codes of facts that forbid this rank
    """

    rank_id: int
    threshold: int
    window_days: int = 0
    min_months: int = 0
    negatives: frozenset[str] = frozenset()
    grace_days: int = 0


@dataclass(frozen=True)
class RankFacts:
    """What is known of one member on one day.

    :param points: points by window in days; 0 is the window without an end
    :param below_since: day since which the present rank is not reached any more
    """

    today: date
    points: dict[int, int] = field(default_factory=dict)
    months: int = 0
    negatives: frozenset[str] = frozenset()
    rank_id: int | None = None
    rank_since: date | None = None
    below_since: date | None = None
    is_locked: bool = False


class Missing(NamedTuple):
    """One thing between a member and a rank: points, months, or a fact against it."""

    code: str
    amount: int = 0


class RankDecision(NamedTuple):
    rank_id: int | None
    verdict: str
    below_since: date | None = None
    falls_on: date | None = None


def missing_for(rank: RankRule, facts: RankFacts) -> tuple[Missing, ...]:
    """All that is missing for `rank`; nothing when it is reached."""
    missing = []
    points = rank.threshold - facts.points.get(rank.window_days, 0)
    if rank.threshold > 0 and points > 0:
        missing.append(Missing("points", points))
    if rank.min_months > facts.months:
        missing.append(Missing("months", rank.min_months - facts.months))
    missing += (Missing(code) for code in sorted(rank.negatives & facts.negatives))
    return tuple(missing)


def reached(ranks: tuple[RankRule, ...], facts: RankFacts) -> RankRule | None:
    """The highest rank for which nothing is missing."""
    return next((r for r in reversed(ranks) if not missing_for(r, facts)), None)


def position(ranks: tuple[RankRule, ...], rank_id: int | None) -> int:
    """Place in the order; no rank, and one that is not there any more, is below all."""
    return next((n for n, rank in enumerate(ranks) if rank.rank_id == rank_id), -1)


def decide(ranks: tuple[RankRule, ...], facts: RankFacts) -> RankDecision:
    """Rank of today, why, and the day on which it would be lost."""
    if facts.is_locked:
        return RankDecision(facts.rank_id, LOCKED)
    target = reached(ranks, facts)
    target_id = target.rank_id if target else None
    held, earned = position(ranks, facts.rank_id), position(ranks, target_id)
    if earned > held:
        return RankDecision(target_id, RAISED)
    if earned == held:
        return RankDecision(target_id, KEPT)
    below = facts.below_since or facts.today
    start = max(below, facts.rank_since or below)
    falls_on = start + timedelta(days=ranks[held].grace_days)
    if facts.today >= falls_on:
        return RankDecision(target_id, LOWERED)
    return RankDecision(facts.rank_id, GRACE, below, falls_on)


def next_rank(
    ranks: tuple[RankRule, ...], facts: RankFacts
) -> tuple[RankRule | None, tuple[Missing, ...]]:
    """The rank above the present one, and all that is missing for it."""
    above = position(ranks, facts.rank_id) + 1
    if above >= len(ranks):
        return None, ()
    return ranks[above], missing_for(ranks[above], facts)
