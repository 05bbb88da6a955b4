"""What a member earns for what happened: rules applied to facts, with their limits.

Pure functions; nothing here knows Odoo. Facts are judged in the order of their days,
so that the same facts always earn the same, in one batch or one by one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import floor
from typing import NamedTuple

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class PointsRule:
    """How much one kind of event is worth; a limit of 0 means "no limit"."""

    rule_id: int
    amount: int
    version: int = 1
    per_unit: bool = False
    cap_per_day: int = 0
    cap_per_source: int = 0
    cap_per_period: int = 0
    period_days: int = 30
    full_count: int = 0
    reduced_percent: int = 50
    expiry_months: int = 0
    date_from: date | None = None
    date_to: date | None = None
    category_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PointsFact:
    """One thing that a member did. `key` says which one, once and for all."""

    key: str
    partner_id: int
    day: date
    quantity: float = 1.0
    source: str = ""
    category_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Earned:
    """What a rule has given a member before."""

    day: date
    amount: int
    source: str = ""


class Posting(NamedTuple):
    """One line for the ledger; `cut` names the limit that made it smaller."""

    key: str
    partner_id: int
    rule_id: int
    version: int
    day: date
    amount: int
    expires_on: date | None
    cut: str = ""


@dataclass
class _Past:
    """Sums that the limits are held against; kept while facts are judged."""

    rows: list[Earned] = field(default_factory=list)

    def on_day(self, day: date) -> int:
        return sum(row.amount for row in self.rows if row.day == day)

    def from_source(self, source: str) -> int:
        return sum(row.amount for row in self.rows if row.source == source)

    def in_period(self, day: date, days: int) -> list[Earned]:
        first = day - relativedelta(days=days - 1)
        return [row for row in self.rows if first <= row.day <= day]


def applies(rule: PointsRule, fact: PointsFact) -> bool:
    """Whether the rule was in force for this member on the day of the fact."""
    if rule.date_from and fact.day < rule.date_from:
        return False
    if rule.date_to and fact.day > rule.date_to:
        return False
    return not rule.category_ids or bool(rule.category_ids & fact.category_ids)


def expires_on(rule: PointsRule, day: date) -> date | None:
    """First day on which the points are no longer there."""
    if not rule.expiry_months or rule.amount <= 0:
        return None
    return day + relativedelta(months=rule.expiry_months)


def worth(rule: PointsRule, quantity: float) -> int:
    """Before any limit; parts of a point are not given."""
    if not rule.per_unit:
        return rule.amount
    exact = round(rule.amount * quantity, 6)
    return floor(exact) if exact >= 0 else -floor(-exact)


def _limit(rule: PointsRule, fact: PointsFact, past: _Past) -> tuple[int, str]:
    """Amount after the limits, and which one bit hardest."""
    amount, cut = worth(rule, fact.quantity), ""
    if amount <= 0:
        return amount, cut  # what takes points away knows no mercy, and no limit
    period = past.in_period(fact.day, rule.period_days)
    if rule.full_count:
        extra = sum(1 for row in period) - rule.full_count + 1
        for _again in range(min(max(extra, 0), 40)):
            amount = amount * rule.reduced_percent // 100
        cut = "diminishing" if extra > 0 else ""
    rooms = (
        ("cap_day", rule.cap_per_day, past.on_day(fact.day)),
        ("cap_source", rule.cap_per_source, past.from_source(fact.source)),
        ("cap_period", rule.cap_per_period, sum(row.amount for row in period)),
    )
    for code, cap, used in rooms:
        if cap and amount > max(cap - used, 0):
            amount, cut = max(cap - used, 0), code
    return amount, cut


def decide(
    rule: PointsRule,
    facts: Iterable[PointsFact],
    history: dict[int, list[Earned]] | None = None,
) -> list[Posting]:
    """What `rule` gives for `facts`.

    :param history: by partner, what this rule has given already
    :return: one posting per fact to which the rule applies, in order of days; also
        those of zero points, so that the ledger can say why there were none
    """
    pasts = {key: _Past(list(rows)) for key, rows in (history or {}).items()}
    postings = []
    for fact in sorted(facts, key=lambda one: (one.day, one.key)):
        if not applies(rule, fact):
            continue
        past = pasts.setdefault(fact.partner_id, _Past())
        amount, cut = _limit(rule, fact, past)
        past.rows.append(Earned(fact.day, amount, fact.source))
        postings.append(
            Posting(
                key=fact.key,
                partner_id=fact.partner_id,
                rule_id=rule.rule_id,
                version=rule.version,
                day=fact.day,
                amount=amount,
                expires_on=expires_on(rule, fact.day) if amount > 0 else None,
                cut=cut,
            )
        )
    return postings
