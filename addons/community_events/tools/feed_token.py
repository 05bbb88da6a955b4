"""The secret in the address of a calendar feed.

It is derived from a salt that belongs to the reader, so it can be shown again, and is
void as soon as the salt is drawn anew.
"""

import base64
import hmac
import re
from hashlib import sha256

_SIGNATURE_BYTES = 20  # 160 bits; the address lives for years in other people's logs
_TOKEN = re.compile(r"^([1-9][0-9]{0,8})-([A-Z2-7]{32})$")


def make_token(secret: bytes, feed_id: int, salt: str) -> str:
    message = f"{feed_id}\n{salt}".encode()
    mac = hmac.new(secret, message, sha256).digest()[:_SIGNATURE_BYTES]
    return f"{feed_id}-{base64.b32encode(mac).decode()}"


def read_id(token: str) -> int | None:
    """Which feed a token is about, whether it is genuine or not."""
    found = _TOKEN.match(token) if token.isascii() else None
    return int(found[1]) if found else None


def is_genuine(secret: bytes, token: str, feed_id: int, salt: str) -> bool:
    expected = make_token(secret, feed_id, salt)
    return hmac.compare_digest(token.encode(), expected.encode())
