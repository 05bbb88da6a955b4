"""The code on the venue's screen: made by the server, short-lived, for one event.

A code says which event, which step of time and which screen, and carries an HMAC-SHA256
(RFC 2104) that only the server can make; cut to 80 bits, as RFC 2104 section 5 allows
(half of the hash is its advice for long-lived keys; here a guess has seconds).
Each event has its own key, so that a code of one event says nothing about another.
"""

import base64
import hmac
import struct
from hashlib import sha256
from typing import NamedTuple

STEP = 5  # seconds for which one code is shown
_MAC_BYTES = 10
_HEAD = struct.Struct(">BIIH")  # version, event, step since _EPOCH, screen
_VERSION = 1
_EPOCH = 1_700_000_000
_LENGTH = 28  # letters of a code: (11 + 10) bytes in base64 without padding

GENUINE, FORGED, OTHER_EVENT = "genuine", "forged", "other_event"


class VenueCode(NamedTuple):
    """What a code says; `shown_at` in seconds since 1970 (UTC)."""

    event_id: int
    shown_at: float
    screen: int


def derive_key(secret: bytes, event_id: int) -> bytes:
    """The key of one event's codes."""
    return hmac.new(secret, f"venue-code:{event_id}".encode(), sha256).digest()


def step_of(moment: float) -> int:
    return int((moment - _EPOCH) // STEP)


def make_code(key: bytes, event_id: int, step: int, screen: int = 0) -> str:
    """28 letters, digits, dashes and underscores, ready for a link.

    :raises struct.error: a number that does not fit (event over 32 bits)
    """
    head = _HEAD.pack(_VERSION, event_id, step, screen)
    return base64.urlsafe_b64encode(head + _sign(key, head)).decode().rstrip("=")


def make_codes(
    key: bytes, event_id: int, moment: float, seconds: int, screen: int = 0
) -> list[tuple[float, str]]:
    """The codes of the next `seconds`, each with the time at which it is shown."""
    first = step_of(moment)
    return [
        (float(_EPOCH + step * STEP), make_code(key, event_id, step, screen))
        for step in range(first, first + seconds // STEP + 1)
    ]


def parse_code(text: str) -> VenueCode | None:
    """What the text claims, unproven; None when it is no code at all."""
    raw = _unpack(text)
    if raw is None:
        return None
    _version, event_id, step, screen = _HEAD.unpack(raw[: _HEAD.size])
    return VenueCode(event_id, float(_EPOCH + step * STEP), screen)


def is_genuine(key: bytes, text: str) -> bool:
    raw = _unpack(text)
    if raw is None:
        return False
    head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
    return hmac.compare_digest(mac, _sign(key, head))


def judge_code(key: bytes, event_id: int, text: str) -> str:
    """GENUINE, FORGED or OTHER_EVENT; `key` is the key of the event it claims."""
    claimed = parse_code(text)
    if claimed is None or not is_genuine(key, text):
        return FORGED
    return GENUINE if claimed.event_id == event_id else OTHER_EVENT


def _sign(key: bytes, head: bytes) -> bytes:
    return hmac.new(key, head, sha256).digest()[:_MAC_BYTES]


def _unpack(text: str) -> bytes | None:
    if len(text) != _LENGTH or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        return None
    return raw if raw[:1] == bytes([_VERSION]) else None
