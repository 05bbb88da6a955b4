"""What a member is told first about a contract, and the one step that matters.

Pure functions over plain facts; the words belong to the model that shows them.
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class ContractFacts:
    """What is known of a contract; what the viewer may not do or see is False or 0."""

    state: str
    reason: str = ""
    due: float = 0.0
    overdue: float = 0.0
    is_offer: bool = False
    may_agree: bool = False
    may_reopen: bool = False
    has_renewal: bool = False


class Advice(NamedTuple):
    """How it stands (good, soon, act, ended), which words, and the way out."""

    level: str
    topic: str
    action: str = ""


def advise(facts: ContractFacts) -> Advice:
    """What ends rights comes before what costs, and that before what is in order."""
    state = facts.state
    pay = "pay" if facts.due > 0 else ""
    cases = (
        (
            state == "draft",
            Advice("soon", "offer", "accept" if facts.may_agree else ""),
        ),
        (state == "ended", Advice("ended", "ended", pay or "again")),
        (facts.reason == "hold_debt", Advice("act", "hold_debt", pay)),
        (state == "past_due", Advice("act", "past_due", pay)),
        (state == "grace", Advice("act", "grace", pay)),
        (facts.overdue > 0, Advice("act", "overdue", pay)),
        (
            state == "closing" and facts.has_renewal,
            Advice("soon", "renewal", "renew"),
        ),
        (
            state == "closing",
            Advice("soon", "closing", pay or ("reopen" if facts.may_reopen else "")),
        ),
        (state == "hold", Advice("soon", "hold", pay)),
        (facts.has_renewal, Advice("soon", "renewal", "renew")),
        (facts.due > 0, Advice("soon", "due", pay)),
        (facts.reason == "not_started", Advice("good", "not_started")),
        (facts.reason == "trial", Advice("good", "trial")),
    )
    good = Advice("good", "good")
    return next((advice for applies, advice in cases if applies), good)
