"""Which state a member is in on a day, and how the three dates move on renewal.

Pure functions over dates; nothing here knows Odoo. The nightly job evaluates the
same rules as one SQL statement, and a test holds the two against each other.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

STATES = (
    "potential",
    "applicant",
    "new",
    "current",
    "grace",
    "expired",
    "suspended",
    "resigned",
    "deceased",
)
EVENTS = (
    "applied_on",
    "member_since",
    "start",
    "end",
    "suspended_from",
    "suspended_until",
    "resigned_on",
    "deceased_on",
)
UNITS = ("days", "weeks", "months", "years")


@dataclass(frozen=True)
class StateFacts:
    """What is known of one member; every date may be missing."""

    applied_on: date | None = None
    member_since: date | None = None
    start: date | None = None
    end: date | None = None
    suspended_from: date | None = None
    suspended_until: date | None = None
    resigned_on: date | None = None
    deceased_on: date | None = None
    category_id: int | None = None
    override: str | None = None


class Bound(NamedTuple):
    """A day that is `offset` units after the date of `event`."""

    event: str
    offset: int = 0
    unit: str = "days"


@dataclass(frozen=True)
class StateRule:
    """The state holds from `start` to `end`, both included.

    No `start` bound means "from always"; a member without the date that the
    start bound names does not match. No `end` bound, or a member without that
    date, means "without end".
    """

    state: str
    counts_as_member: bool
    start: Bound | None = None
    end: Bound | None = None
    category_ids: frozenset[int] = frozenset()


class Standing(NamedTuple):
    state: str
    counts_as_member: bool


def shift(day: date, bound: Bound) -> date:
    """The day of a bound; the 31st falls back to the last day of a short month."""
    return day + relativedelta(**{bound.unit: bound.offset})


def matches(rule: StateRule, facts: StateFacts, day: date) -> bool:
    if rule.category_ids and facts.category_id not in rule.category_ids:
        return False
    if rule.start:
        started = getattr(facts, rule.start.event)
        if not started or shift(started, rule.start) > day:
            return False
    if rule.end:
        ended = getattr(facts, rule.end.event)
        if ended and shift(ended, rule.end) < day:
            return False
    return True


def standing_on(facts: StateFacts, rules: tuple[StateRule, ...], day: date) -> Standing:
    """The standing by the first rule that matches; rules come in their order.

    An override beats every rule; it counts as member as the first rule of that
    state does. Where no rule matches, the person is a potential member.
    """
    if facts.override:
        counts = next(
            (rule.counts_as_member for rule in rules if rule.state == facts.override),
            False,
        )
        return Standing(facts.override, counts)
    for rule in rules:
        if matches(rule, facts, day):
            return Standing(rule.state, rule.counts_as_member)
    return Standing("potential", False)


assert set(EVENTS) <= {field.name for field in fields(StateFacts)}
