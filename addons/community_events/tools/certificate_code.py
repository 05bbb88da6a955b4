"""The code of a certificate of attendance: which seat, and a signature.

The signature is an HMAC over the seat, its event and its person, so that nothing can be
guessed, and a seat that was handed over makes the certificate of the first one void.
"""

import base64
import hmac
import re
from hashlib import sha256

_SIGNATURE_BYTES = 10  # 80 bits: 16 letters, far beyond guessing over the network
_CODE = re.compile(r"^([1-9][0-9]{0,8})-([A-Z2-7]{16})$")


def sign(secret: bytes, seat_id: int, event_id: int, person_id: int) -> str:
    """16 letters that belong to this seat of this person at this event."""
    message = f"{seat_id}\n{event_id}\n{person_id}".encode()
    mac = hmac.new(secret, message, sha256).digest()[:_SIGNATURE_BYTES]
    return base64.b32encode(mac).decode()


def make_code(secret: bytes, seat_id: int, event_id: int, person_id: int) -> str:
    return f"{seat_id}-{sign(secret, seat_id, event_id, person_id)}"


def read_code(code: str) -> tuple[int, str] | None:
    """Which seat a code is about, and its signature; None for every other text.

    Whether the signature is right is asked with `is_genuine`, once the seat is known.
    """
    found = _CODE.match(code.strip().upper()) if code.isascii() else None
    return (int(found[1]), found[2]) if found else None


def is_genuine(
    secret: bytes, signature: str, seat_id: int, event_id: int, person_id: int
) -> bool:
    expected = sign(secret, seat_id, event_id, person_id)
    return hmac.compare_digest(signature.encode(), expected.encode())


def get_letters(name: str | None) -> str:
    """The first letter of each part of a name, at most four: A. D. for Ayşe Demir.

    Title case, because Georgian capitals are a different alphabet.
    """
    words = (name or "").split()[:4]
    return " ".join(f"{word[0].title()}." for word in words if word[0].isalpha())
