"""The code that a member shows at a gate: it changes every half minute.

`CQ1.<credential>.<step>.<mac>`: the credential's number and the step of time in base
36, and an HMAC-SHA256 (RFC 2104) cut to 80 bits, made with a key that only the server
and its boxes have. A photograph of it is good for a minute and a half. All letters
are capitals: such a text makes a smaller picture. Nothing here asks Odoo: a box reads
codes by the same file.
"""

import base64
import hmac
import re
from hashlib import sha256

PREFIX = "CQ1."
STEP = 30  # seconds for which one code is shown
SLACK = 2  # steps that the clocks of phone, server and box may lie apart
MALFORMED, FORGED, STALE = "malformed", "forged", "stale"

_MAC_BYTES = 10
_MOST = 2**31
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FORM = re.compile(r"CQ1\.([0-9A-Z]{1,7})\.([0-9A-Z]{1,8})\.([A-Z2-7]{16})", re.ASCII)


def derive_key(secret: bytes, company: int, salt: str = "") -> bytes:
    """The key of one company's codes; another salt makes all former codes void."""
    message = f"community_access.qr:{company}:{salt}".encode()
    return hmac.new(secret, message, sha256).digest()


def step_of(moment: float) -> int:
    return int(moment // STEP)


def make_text(credential: int, key: bytes, step: int) -> str:
    """:raises ValueError: a number that no credential has"""
    if not 0 < credential < _MOST or step < 0:
        raise ValueError(f"no code for credential {credential} and step {step}")
    head = f"{PREFIX}{_to_36(credential)}.{_to_36(step)}"
    return f"{head}.{_sign(key, head)}"


def make_texts(
    credential: int, key: bytes, now: float, seconds: int
) -> list[tuple[int, str]]:
    """The codes of the next seconds, each with the time at which it is shown first."""
    first = step_of(now)
    return [
        (step * STEP, make_text(credential, key, step))
        for step in range(first, first + seconds // STEP + 1)
    ]


def is_code(text: str) -> bool:
    """Whether a reader saw such a code, good or bad."""
    return text.strip().upper().startswith(PREFIX)


def read_qr(text: str, key: bytes, now: float) -> int | str:
    """The credential's number, or why the code is none: one of the words above."""
    found = _FORM.fullmatch(text.strip().upper())
    if not found or not text.isascii():
        return MALFORMED
    credential, step = int(found[1], 36), int(found[2], 36)
    if not 0 < credential < _MOST:
        return MALFORMED
    head = found[0].rpartition(".")[0]
    if not hmac.compare_digest(found[3], _sign(key, head)):
        return FORGED
    return credential if abs(step_of(now) - step) <= SLACK else STALE


def _sign(key: bytes, head: str) -> str:
    mac = hmac.new(key, head.encode(), sha256).digest()[:_MAC_BYTES]
    return base64.b32encode(mac).decode()


def _to_36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
