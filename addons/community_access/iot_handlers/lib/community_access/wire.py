"""How server and box know that a message is the other's (the box's end)."""

import hashlib
import hmac
import json
from typing import Any

_KEY_OF = b"community access v1"
# A command is for now. The server may ask for less, never for more.
LONGEST_VALID = 60
DOS = (
    "open",
    "free",
    "closed",
    "normal",
    "fire_reset",
    "locker_open",
    "locker_release_all",
)


def derive_key(token: str) -> bytes:
    return hmac.new(token.encode(), _KEY_OF, hashlib.sha256).digest()


def mac(key: bytes, message: bytes) -> str:
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def is_good(key: bytes, message: bytes, given: Any) -> bool:
    if not isinstance(given, str) or not given.isascii():
        return False
    return hmac.compare_digest(mac(key, message), given)


def canonical(command: dict) -> bytes:
    return json.dumps(command, sort_keys=True, separators=(",", ":")).encode()


def why_refused(command: Any, given: Any, key: bytes, now: float) -> str:
    """Why a command is not to be carried out, whatever it says; empty when it is.

    Its sequence is looked at where the last one is kept.
    """
    if not isinstance(command, dict):
        return "malformed"
    if not is_good(key, canonical(command), given):
        return "unsigned"
    times = command.get("issued_at"), command.get("valid_until")
    if not all(_is_number(one) for one in times):
        return "malformed"
    if type(command.get("seq")) is not int or command.get("do") not in DOS:
        return "malformed"
    issued_at, valid_until = times
    if now > valid_until or valid_until - issued_at > LONGEST_VALID:
        return "late"
    # Issued in our future: one of the two clocks is wrong, so "not late" means nothing.
    return "early" if issued_at - now > LONGEST_VALID else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
