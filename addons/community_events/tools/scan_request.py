"""What a steward's phone sends, read strictly: a phone is a browser, too.

Whatever does not fit raises ValueError; nothing else reaches the models.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .ticket_rules import ALLOW, DENY, FLAG, IN, OUT

MOST_AT_ONCE = 500  # scans of one upload
_NONCE = re.compile(r"[A-Za-z0-9_-]{8,40}\Z")
_CODE = re.compile(r"[a-z_]{1,30}\Z")
_LONGEST_ANSWER = 500


@dataclass(frozen=True)
class ScanRequest:
    """One scan, or a row that was chosen by hand.

    :param nonce: drawn by the phone, says which scan it is for ever
    :param at: seconds since 1970 by the phone's clock
    :param word: the steward's: "" not asked yet, "yes", "no", "anyway" (supervisors)
    :param answers: question -> answer's id or text
    :param verdict: what the phone said without network
    :param undoes: nonce of the scan that this takes back
    :param thing: id of what was handed out, 0 for coming in or going out; None from a
        page that does not say it
    """

    nonce: str
    at: float
    direction: str = IN
    text: str = ""
    registration_id: int = 0
    gate_id: int = 0
    word: str = ""
    answers: Mapping[int, int | str] = field(default_factory=dict)
    verdict: str = ALLOW
    code: str = "welcome"
    undoes: str = ""
    thing: int | None = None


def read_request(values: Any) -> ScanRequest:
    """:raises ValueError: something that no page of ours sends"""
    if not isinstance(values, dict):
        raise ValueError("no scan")
    return ScanRequest(
        nonce=_match(_NONCE, values.get("nonce")),
        at=_read_number(values.get("at")),
        direction=_choose(values.get("direction", IN), (IN, OUT)),
        text=_read_text(values.get("text", ""), 500),
        registration_id=_read_id(values.get("id", 0)),
        gate_id=_read_id(values.get("gate", 0)),
        word=_choose(values.get("word", ""), ("", "yes", "no", "anyway")),
        answers=_read_answers(values.get("answers", {})),
        verdict=_choose(values.get("verdict", ALLOW), (ALLOW, FLAG, DENY)),
        code=_match(_CODE, values.get("code", "welcome")),
        undoes=_match(_NONCE, values["undoes"]) if values.get("undoes") else "",
        thing=_read_id(values["thing"]) if "thing" in values else None,
    )


def read_upload(values: Any) -> tuple[float, list[ScanRequest], list[str]]:
    """When it was sent, the scans, and the nonces of what cannot be read.

    :raises ValueError: no upload, or too much at once
    """
    scans = values.get("scans") if isinstance(values, dict) else None
    if not isinstance(scans, list) or len(scans) > MOST_AT_ONCE:
        raise ValueError("no scans, or too many")
    good, bad = [], []
    for each in scans:
        try:
            good.append(read_request(each))
        except ValueError:
            nonce = each.get("nonce") if isinstance(each, dict) else None
            bad.append(nonce if isinstance(nonce, str) else "")
    return _read_number(values.get("sent_at")), good, bad


def _match(pattern: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not pattern.match(value):
        raise ValueError("text of another form")
    return value


def _choose(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError("not among the choices")
    return value


def _read_text(value: Any, longest: int) -> str:
    if not is_text(value, longest):
        raise ValueError("no text, or a long one")
    return str(value)


def is_text(value: Any, longest: int) -> bool:
    """Text that the database can hold: no NUL, no half of a pair of code units."""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _read_number(value: Any) -> float:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    if not good or not 0 <= value < 1e11:  # NaN is refused, too
        raise ValueError("no time")
    return float(value)


def _read_id(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise ValueError("no id")
    return value


def _read_answers(value: Any) -> dict[int, int | str]:
    if not isinstance(value, dict) or len(value) > 50:
        raise ValueError("no answers")
    found: dict[int, int | str] = {}
    for key, answer in value.items():
        if not isinstance(key, str) or not key.isascii() or not key.isdigit():
            raise ValueError("no question")
        is_choice = isinstance(answer, int)
        found[_read_id(int(key))] = (
            _read_id(answer) if is_choice else _read_text(answer, _LONGEST_ANSWER)
        )
    return found
