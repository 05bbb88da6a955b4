"""What became of a check, and the count on the last line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """:param detail: why it failed or was skipped"""

    name: str
    verdict: Verdict
    detail: str = ""


def last_line(outcomes: Iterable[Outcome]) -> str:
    """:return: ``12 passed, 0 failed, 1 skipped``"""
    counts = Counter(outcome.verdict for outcome in outcomes)
    return ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict)
