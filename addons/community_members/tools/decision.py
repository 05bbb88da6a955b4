"""What a decision of the suite looks like: a verdict that explains itself.

Gate, class booking, event check-in and whatever else asks "may this person?" return
the same shape. Reasons are codes with facts; the model that shows them has the words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ALLOW, FLAG, DENY = "allow", "flag", "deny"
_SEVERITY = {ALLOW: 0, FLAG: 1, DENY: 2}


@dataclass(frozen=True)
class Reason:
    """One thing that spoke for the verdict.

    :param code: machine-readable, for ever the same (``seat_taken``)
    :param facts: what the words need: plain values that JSON can hold
    :param fix: code of what would help (``scan_again``), empty when nothing does
    :param weight: what it added to the score, 0 for a rule that has no weight
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    fix: str = ""
    weight: int = 0


class Decision(NamedTuple):
    """The verdict, why, and how sure: reasons are sorted, the weightiest first."""

    verdict: str
    reasons: tuple[Reason, ...] = ()
    score: int = 0

    @property
    def allowed(self) -> bool:
        return self.verdict != DENY

    @property
    def fix(self) -> str:
        """The nearest way out: what the first reason that has one proposes."""
        return next((reason.fix for reason in self.reasons if reason.fix), "")

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they are kept beside what was decided."""
        return {
            "verdict": self.verdict,
            "score": self.score,
            "reasons": [
                {
                    "code": reason.code,
                    "facts": dict(reason.facts),
                    "fix": reason.fix,
                    "weight": reason.weight,
                }
                for reason in self.reasons
            ],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Decision":
        reasons = tuple(
            Reason(
                row["code"],
                row.get("facts") or {},
                row.get("fix") or "",
                row.get("weight") or 0,
            )
            for row in values.get("reasons") or ()
        )
        return cls(values["verdict"], reasons, values.get("score") or 0)


def allow(*reasons: Reason, score: int = 0) -> Decision:
    return Decision(ALLOW, reasons, score)


def deny(code: str, fix: str = "", **facts: Any) -> Decision:
    return Decision(DENY, (Reason(code, facts, fix),))


def strictest(decisions: Iterable[Decision]) -> Decision:
    """One decision out of several: the gravest verdict, all of its reasons."""
    found = list(decisions)
    if not found:
        return Decision(ALLOW)
    verdict = max((one.verdict for one in found), key=_SEVERITY.__getitem__)
    same = [one for one in found if one.verdict == verdict]
    reasons = tuple(reason for one in same for reason in one.reasons)
    return Decision(verdict, reasons, max(one.score for one in same))
