"""In which state a contract is, why, and whether it opens doors.

States follow what subscription systems have in common; grace is a state of its own
before past due, and keeps access: who is cut off at the first failed payment leaves.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
# States in which a member has what he pays for.
OPEN_STATES = ("active", "grace", "closing")


class Rest(NamedTuple):
    """A hold that was not cancelled: its kind and its days, both inclusive."""

    kind: str
    date_from: date
    date_to: date | None


@dataclass(frozen=True)
class Facts:
    """What is known of a contract.

    :param last_day: last day of the term, if nobody prolongs it; None: open, or it
        goes on by itself
    :param close_date: last day after notice was given, with `closed_by` and whether
        another contract followed
    :param overdue_since: due date of the oldest unpaid invoice
    :param grace_days: days after the due date in which rights go on
    :param offer_days: so many days before its last day an ending term is closing
    """

    accepted: bool
    date_start: date
    trial_end: date | None = None
    last_day: date | None = None
    close_date: date | None = None
    closed_by: str | None = None
    is_followed: bool = False
    rests: tuple[Rest, ...] = ()
    overdue_since: date | None = None
    grace_days: int = 0
    offer_days: int = 0


class Standing(NamedTuple):
    state: str
    reason: str


HOLD_REASONS = {
    "manual": "hold_manual",
    "self": "hold_self",
    "debt": "hold_debt",
    "mass": "hold_mass",
}
CLOSED_REASONS = {
    "member": "closed_member",
    "club": "closed_club",
    "unpaid": "closed_unpaid",
}


def standing_on(facts: Facts, day: date) -> Standing:
    """The state on a day: the first rule that applies, from the gravest."""
    if not facts.accepted:
        return Standing("draft", "not_accepted")
    return (
        _ended(facts, day)
        or _held(facts, day)
        or _unpaid(facts, day)
        or _closing(facts, day)
        or _active(facts, day)
    )


def _ended(facts: Facts, day: date) -> Standing | None:
    if facts.close_date and day > facts.close_date:
        if facts.is_followed:
            return Standing("ended", "changed")
        return Standing("ended", CLOSED_REASONS.get(facts.closed_by, "closed_club"))
    if facts.last_day and day > facts.last_day:
        return Standing("ended", "term_over")
    return None


def _held(facts: Facts, day: date) -> Standing | None:
    running = [
        rest
        for rest in facts.rests
        if rest.date_from <= day and (not rest.date_to or day <= rest.date_to)
        # Gift time is free, not a rest: the doors stay open.
        if rest.kind in HOLD_REASONS
    ]
    if not running:
        return None
    # A debt outweighs a holiday: the member must hear of it first.
    debts = [rest for rest in running if rest.kind == "debt"]
    return Standing("hold", HOLD_REASONS[(debts or running)[0].kind])


def _unpaid(facts: Facts, day: date) -> Standing | None:
    since = facts.overdue_since
    if not since or since >= day:
        return None
    if day <= since + facts.grace_days * DAY:
        return Standing("grace", "unpaid")
    return Standing("past_due", "unpaid")


def _closing(facts: Facts, day: date) -> Standing | None:
    if facts.close_date:
        return Standing("closing", "notice")
    if facts.last_day and day >= facts.last_day - facts.offer_days * DAY:
        return Standing("closing", "term_ends")
    return None


def _active(facts: Facts, day: date) -> Standing:
    if day < facts.date_start:
        return Standing("active", "not_started")
    if facts.trial_end and day <= facts.trial_end:
        return Standing("active", "trial")
    return Standing("active", "running")


def next_change(facts: Facts, day: date) -> date | None:
    """The next day after `day` on which the state may change by the calendar alone."""
    found = [facts.date_start]
    if facts.trial_end:
        found.append(facts.trial_end + DAY)
    if facts.close_date:
        found.append(facts.close_date + DAY)
    if facts.last_day:
        found.extend([facts.last_day + DAY, facts.last_day - facts.offer_days * DAY])
    if facts.overdue_since:
        found.append(facts.overdue_since + DAY)
        found.append(facts.overdue_since + (facts.grace_days + 1) * DAY)
    for rest in facts.rests:
        found.append(rest.date_from)
        if rest.date_to:
            found.append(rest.date_to + DAY)
    return min((each for each in found if each > day), default=None)


def gives_access(standing: Standing) -> bool:
    """Whether the contract opens doors in this state: one that begins later does not.

    Grace and the time after notice keep access; a hold and past due take it.
    """
    return standing.state in OPEN_STATES and standing.reason != "not_started"
