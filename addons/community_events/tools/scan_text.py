"""What a scanner read: a signed ticket, a member card, or some other code.

A phone that works without network finds tickets by a hash of what it reads: its list
lets nobody make a ticket or a card.
"""

from hashlib import sha256
from typing import NamedTuple

TICKET, CARD, CODE = "ticket", "card", "code"

_LONGEST = 500  # letters; the longest that we print has 113
_CARD_ADDRESS = "/member/verify/"
_HASH_LETTERS = 24  # 96 bits


class ScanText(NamedTuple):
    kind: str
    text: str


def read_scan(raw: object) -> ScanText | None:
    """The kind of a scanned text, and the part of it that matters.

    Keep in step with ``static/src/steward/scan_text.js``.
    """
    text = raw.strip() if isinstance(raw, str) else ""
    if not text or len(text) > _LONGEST:
        return None
    if text.startswith("T1."):
        return ScanText(TICKET, text)
    if _CARD_ADDRESS in text:
        code = text.split(_CARD_ADDRESS)[-1].split("?")[0].split("#")[0].strip("/")
        return ScanText(CARD, code.upper()) if code else None
    if text.count(".") >= 2:
        return ScanText(CARD, text.upper())
    return ScanText(CODE, text)


def get_key(text: str) -> str:
    """By which a phone finds the ticket of a code that it read."""
    return sha256(text.encode()).hexdigest()[:_HASH_LETTERS]
