"""What a member is told first on the portal: how things stand, what to do next.

Pure functions over plain facts; the words belong to the model that shows them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

ENDING_SOON = timedelta(days=30)


@dataclass(frozen=True)
class PortalFacts:
    """What is known of one membership; money is zero where the viewer may not see it."""

    state: str
    counts_as_member: bool
    today: date
    end: date | None = None
    due: float = 0.0
    overdue: float = 0.0
    has_card: bool = False


class Advice(NamedTuple):
    """`level` is good, soon, act or ended; `topic` names the words; `action` the way out."""

    level: str
    topic: str
    action: str


def advise(facts: PortalFacts) -> Advice:
    """The one thing that matters most; what loses rights comes before what costs."""
    if facts.state in ("suspended", "deceased"):
        return Advice("act", "suspended", "contact")
    if facts.overdue > 0:
        return Advice("act", "overdue", "pay")
    if facts.state == "applicant":
        return Advice("soon", "applicant", "edit")
    if not facts.counts_as_member:
        ended = facts.state in ("expired", "resigned")
        return Advice("ended", "ended" if ended else "potential", "renew")
    if facts.state == "grace":
        return Advice("act", "grace", "pay" if facts.due > 0 else "renew")
    if facts.due > 0:
        return Advice("soon", "due", "pay")
    if facts.end and facts.end - facts.today <= ENDING_SOON:
        return Advice("soon", "ending", "renew")
    return Advice("good", "good", "card" if facts.has_card else "membership")
