"""The text in a member card's QR code: card number and signature.

The signature is an HMAC that only the server can make, so a made-up or altered
number is recognised without looking it up. The code says nothing about the person.
"""

import base64
import hmac
from hashlib import sha256

_SIGNATURE_BYTES = 10  # 80 bits: 16 letters, far beyond guessing over the network


def sign(secret: bytes, number: str, serial: int) -> str:
    """16 letters that belong to this card number and this issue of the card."""
    message = f"{number}\n{serial}".encode()
    mac = hmac.new(secret, message, sha256).digest()[:_SIGNATURE_BYTES]
    return base64.b32encode(mac).decode()


def make_code(secret: bytes, number: str, serial: int) -> str:
    return f"{number}.{serial}.{sign(secret, number, serial)}"


def read_code(secret: bytes, code: str) -> tuple[str, int] | None:
    """Card number and serial of a genuine code, None for every other text."""
    parts = code.strip().upper().rsplit(".", 2)
    if len(parts) != 3:
        return None
    number, serial, signature = parts
    if not serial.isascii() or not serial.isdigit() or len(serial) > 9:
        return None
    expected = sign(secret, number, int(serial))
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return None
    return number, int(serial)
