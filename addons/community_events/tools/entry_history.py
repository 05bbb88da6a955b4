"""All that happened with one ticket, put in order again when a late scan arrives.

Scans of phones without network arrive when others are known already. Which of two
entries counts is then found anew from the whole history: the first by corrected time.
What was judged once is not judged again by today's settings; only how often, how soon
and whether somebody had left depends on the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .hand_out_rules import hand_out
from .ticket_rules import (
    ALLOW,
    DENY,
    IN,
    Presence,
    Verdict,
    evaluate,
    get_presence,
    record,
)

# Reasons that depend on the other scans of the same ticket
TIMED = frozenset({"used", "used_today", "leave_first", "too_soon", "given"})


@dataclass(frozen=True)
class Passed:
    """Somebody passed a gate: that is a fact; whether it was right is the question.

    :param key: what names it for the caller
    :param conflict: why it was wrong, as found before; "" when it was right
    :param is_new: nobody has judged it yet
    :param is_forced: somebody decided by hand; it counts whatever the rules say
    :param thing: id of what was handed out, as text; "" when somebody came or went
    """

    key: Any
    nonce: str
    moment: float
    gate_id: int = 0
    direction: str = IN
    conflict: str = ""
    serial: int | None = None
    is_new: bool = False
    is_forced: bool = False
    thing: str = ""


@dataclass
class Story:
    """`conflicts`: key -> (reason, key of the entry that counts or None)."""

    presence: Presence
    first_in: float | None = None
    conflicts: dict[Any, tuple[str, Any]] = field(default_factory=dict)


def tell(row: dict[str, Any], passages: Iterable[Passed]) -> Story:
    """Presence and conflicts of one ticket, whatever the order in which scans come.

    :param row: the compiled ticket with today's settings
    """
    blank = _get_blank(row)
    settled = {**blank, "deny": "", "windows": []}
    story, counted = Story(get_presence(blank)), {}
    for one in sorted(passages, key=lambda passed: (passed.moment, passed.nonce)):
        moment = int(one.moment)
        found = _judge(blank if one.is_new else settled, story.presence, one, moment)
        if found.verdict == DENY:
            story.conflicts[one.key] = (found.code, counted.get(one.thing))
            continue
        record(blank, story.presence, found, one.direction, moment, thing=one.thing)
        if one.direction == IN:
            counted.setdefault(one.thing, one.key)
        if one.direction == IN and not one.thing and story.first_in is None:
            story.first_in = one.moment
    return story


def _get_blank(row: dict[str, Any]) -> dict[str, Any]:
    """The ticket before anything happened.

    Whether somebody had come in before a thing was handed out, the phone knew best:
    the scan of the entrance may still wait on another one.
    """
    things = {
        key: {**one, "given": 0, "last": 0, "after": False}
        for key, one in row["things"].items()
    }
    none = {"entries": 0, "inside": False, "last": 0, "last_in": 0, "today": 0}
    return {**row, **none, "things": things}


def _judge(
    row: dict[str, Any], presence: Presence, passed: Passed, moment: int
) -> Verdict:
    if passed.is_forced:
        return Verdict(ALLOW, "by_hand", {})
    if passed.conflict and passed.conflict not in TIMED:
        return Verdict(DENY, passed.conflict, {})
    serial = passed.serial if passed.is_new else None
    if passed.thing:
        return _judge_hand_out(row, presence, passed, serial)
    way = passed.direction
    return evaluate(row, presence, passed.gate_id, way, moment, serial=serial)


def _judge_hand_out(
    row: dict[str, Any], presence: Presence, passed: Passed, serial: int | None
) -> Verdict:
    found = hand_out(row, presence, passed.thing, passed.gate_id, serial=serial)
    if not passed.is_new and found.code in ("not_included", "other_gate"):
        return Verdict(ALLOW, "handed_out", {})
    return found
