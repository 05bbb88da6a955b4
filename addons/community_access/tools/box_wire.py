"""How a server and its box know that a message is the other's.

A token is not kept anywhere: it follows from the secret of the database and the salt
of the box. The key of the messages follows from the token, so that the token itself
is only shown to the server, and never signs.
"""

import hashlib
import hmac
import json
from typing import Any

_TOKEN_OF = "community_access.box.token:"
_KEY_OF = b"community access v1"
# A command is for now: no server may ask a box to wait longer with it.
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


def derive_token(secret: str, salt: str) -> str:
    """The token of a box; without a salt there is none."""
    if not secret or not salt:
        return ""
    text = f"{_TOKEN_OF}{salt}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def derive_key(token: str) -> bytes:
    return hmac.new(token.encode(), _KEY_OF, hashlib.sha256).digest()


def mac(key: bytes, message: bytes) -> str:
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def is_good(key: bytes, message: bytes, given: Any) -> bool:
    return is_same(mac(key, message), given)


def is_same(right: str, given: Any) -> bool:
    """Whether two secrets are one, in a time that tells nothing; an empty one never."""
    if not right or not isinstance(given, str) or not given.isascii():
        return False
    return hmac.compare_digest(right, given)


def canonical(command: dict) -> bytes:
    """The one text of a command, which is what gets signed."""
    return json.dumps(command, sort_keys=True, separators=(",", ":")).encode()


def build_command(
    number: str,
    seq: int,
    *,
    device: str,
    do: str,
    side: str | None,
    args: dict,
    issued_at: float,
    seconds: float,
) -> dict:
    """A command as it is signed and sent.

    :param seq: grows with each command to this device
    :param seconds: how long it may be carried out, by the server's clock
    :raises ValueError: what no box would carry out
    """
    if do not in DOS or side not in ("in", "out", None):
        raise ValueError(f"{do} {side}")
    if not 0 < seconds <= LONGEST_VALID:
        raise ValueError(f"{seconds} seconds")
    return {
        "id": number,
        "seq": seq,
        "device": device,
        "do": do,
        "side": side,
        "args": args,
        "issued_at": issued_at,
        "valid_until": issued_at + seconds,
    }


def next_seq(last: int, now: float) -> int:
    """Follows the clock, so that a database from yesterday's backup goes on above what
    its boxes have seen.
    """
    return max(last + 1, int(now * 1000))


def why_refused(command: Any, given: Any, key: bytes, now: float) -> str:
    """Why a command is not to be carried out, whatever it says; empty when it is.

    Whether its sequence was seen before is known where the last one is kept.
    """
    if not isinstance(command, dict):
        return "malformed"
    try:
        message = canonical(command)
    except (TypeError, ValueError, RecursionError):
        return "malformed"
    if not is_good(key, message, given):
        return "unsigned"
    times = command.get("issued_at"), command.get("valid_until")
    is_whole = all(_is_number(one) for one in times)
    if (
        not is_whole
        or type(command.get("seq")) is not int
        or command.get("do") not in DOS
    ):
        return "malformed"
    return _why_not_now(*times, now)


def _why_not_now(issued_at: float, valid_until: float, now: float) -> str:
    if now > valid_until or valid_until - issued_at > LONGEST_VALID:
        return "late"
    # Issued in our future: one of the two clocks is wrong, so "not late" means nothing.
    return "early" if issued_at - now > LONGEST_VALID else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
