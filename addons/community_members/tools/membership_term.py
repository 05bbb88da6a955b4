"""How long a membership runs: rolling and fixed periods, renewal, continuity.

The three dates follow CiviCRM's membership model: *member since* never changes,
*start* begins again only when the renewal happens after membership was lost, and
*end* is extended.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Term:
    """What a category grants.

    `kind` is "rolling" (counted from the day of joining) or "fixed" (all end on
    the same day of the year). For fixed terms the period begins on
    `start_month`/`start_day`; who joins on or after `rollover_month`/`rollover_day`
    has the rest of the running period as a gift and is valid to the end of the next.
    `rollover_month` 0 switches that off. `length` counts `unit` ("days", "months",
    "years"); a fixed term counts in whole years.
    """

    kind: str = "rolling"
    length: int = 1
    unit: str = "years"
    start_month: int = 1
    start_day: int = 1
    rollover_month: int = 0
    rollover_day: int = 1


class MembershipDates(NamedTuple):
    since: date | None
    start: date | None
    end: date | None


def safe_date(year: int, month: int, day: int) -> date:
    """29 February and the 31st fall back to the last day of the month."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _fixed_end(term: Term, first: date, joining: bool) -> date:
    start = safe_date(first.year, term.start_month, term.start_day)
    if start > first:
        start = safe_date(first.year - 1, term.start_month, term.start_day)
    years = term.length
    if joining and term.rollover_month:
        rollover = safe_date(start.year, term.rollover_month, term.rollover_day)
        if rollover < start:
            rollover = safe_date(start.year + 1, term.rollover_month, term.rollover_day)
        years += first >= rollover
    following = safe_date(start.year + years, term.start_month, term.start_day)
    return following - timedelta(days=1)


def term_end(term: Term, first: date, joining: bool = True) -> date:
    """Last day of a term whose first day is `first`."""
    if term.kind == "fixed":
        return _fixed_end(term, first, joining)
    return first + relativedelta(**{term.unit: term.length}) - timedelta(days=1)


def renew(
    dates: MembershipDates, term: Term, day: date, counts_as_member: bool
) -> MembershipDates:
    """The dates after joining or renewing on `day`.

    Who still counts as a member (also in grace) continues without a gap: the new
    term begins the day after the old end. Who had lost membership starts again on
    `day`; only `since` is kept.
    """
    if counts_as_member and dates.end:
        first = dates.end + timedelta(days=1)
        end = term_end(term, first, joining=False)
        return MembershipDates(dates.since or dates.start or day, dates.start, end)
    return MembershipDates(dates.since or day, day, term_end(term, day))
