"""What a member is told first on the portal: how things stand, what to do next.

Pure functions over plain facts; the words belong to the model that shows them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

ENDING_SOON = timedelta(days=30)


@dataclass(frozen=True)
class PortalFacts:
    """What is known of one membership; money the viewer may not see is zero."""

    state: str
    counts_as_member: bool
    today: date
    end: date | None = None
    due: float = 0.0
    overdue: float = 0.0
    has_card: bool = False


class Advice(NamedTuple):
    """How it stands (good, soon, act, ended), which words, and the way out."""

    level: str
    topic: str
    action: str


def advise(facts: PortalFacts) -> Advice:
    """The one thing that matters most; what loses rights comes before what costs."""
    state, money = facts.state, "pay" if facts.due > 0 else "renew"
    ending = facts.end is not None and facts.end - facts.today <= ENDING_SOON
    cases = (
        (state in ("suspended", "deceased"), Advice("act", "suspended", "contact")),
        (facts.overdue > 0, Advice("act", "overdue", "pay")),
        (state == "applicant", Advice("soon", "applicant", "edit")),
        (state in ("expired", "resigned"), Advice("ended", "ended", "renew")),
        (not facts.counts_as_member, Advice("ended", "potential", "renew")),
        (state == "grace", Advice("act", "grace", money)),
        (facts.due > 0, Advice("soon", "due", "pay")),
        (ending, Advice("soon", "ending", "renew")),
    )
    good = Advice("good", "good", "card" if facts.has_card else "membership")
    return next((advice for applies, advice in cases if applies), good)
