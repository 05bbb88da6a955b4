"""A ticket that can be checked without a list: who, for what, until when, signed.

The text is ``T1.<payload>.<signature>``, both base64url without padding. The payload is
17 bytes: event, registration and issue as unsigned integers, valid from and until
in minutes since 1970. The signature is ECDSA on P-256 with SHA-256 (FIPS 186-5), raw
r and s of 32 bytes each, which is the form that WebCrypto checks (IEEE P1363).
"""

import base64
import struct
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

_PAYLOAD = struct.Struct(">IIBII")
_PREFIX = "T1"
_PART = 32  # bytes of r and of s
_MINUTE = 60


class Ticket(NamedTuple):
    """`serial` grows when a ticket is issued anew: the older one is void."""

    event_id: int
    registration_id: int
    serial: int
    valid_from: int
    valid_until: int


def make_private_key() -> str:
    """A new key as PEM (PKCS 8, unencrypted)."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def get_public_key(private_key: str) -> str:
    """The public half as base64 of SPKI, as WebCrypto imports it."""
    raw = (
        _load(private_key)
        .public_key()
        .public_bytes(
            serialization.Encoding.DER,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        )
    )
    return base64.b64encode(raw).decode()


def sign_ticket(private_key: str, ticket: Ticket) -> str:
    """The text of a ticket's QR code.

    :raises struct.error: a number that does not fit (issue over 255)
    """
    payload = _PAYLOAD.pack(
        ticket.event_id,
        ticket.registration_id,
        ticket.serial,
        ticket.valid_from // _MINUTE,
        -(-ticket.valid_until // _MINUTE),
    )
    der = _load(private_key).sign(payload, ec.ECDSA(hashes.SHA256()))
    raw = b"".join(part.to_bytes(_PART, "big") for part in decode_dss_signature(der))
    return f"{_PREFIX}.{_encode(payload)}.{_encode(raw)}"


def read_ticket(public_key: str, text: str) -> Ticket | None:
    """The ticket of a genuine text, None for every other text."""
    parts = text.strip().split(".")
    if len(parts) != 3 or parts[0] != _PREFIX:
        return None
    payload, raw = _decode(parts[1]), _decode(parts[2])
    if len(payload) != _PAYLOAD.size or len(raw) != 2 * _PART:
        return None
    der = encode_dss_signature(
        int.from_bytes(raw[:_PART], "big"), int.from_bytes(raw[_PART:], "big")
    )
    key = serialization.load_der_public_key(base64.b64decode(public_key))
    try:
        key.verify(der, payload, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return None
    event_id, registration_id, serial, first, last = _PAYLOAD.unpack(payload)
    return Ticket(event_id, registration_id, serial, first * _MINUTE, last * _MINUTE)


def get_claimed_id(text: str) -> int:
    """The registration that a ticket names, before anybody checked it; 0 for none."""
    parts = text.strip().split(".")
    payload = _decode(parts[1]) if len(parts) == 3 else b""
    return _PAYLOAD.unpack(payload)[1] if len(payload) == _PAYLOAD.size else 0


def _load(private_key: str) -> ec.EllipticCurvePrivateKey:
    return serialization.load_pem_private_key(private_key.encode(), password=None)


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """The bytes, or none at all when the text is not base64url."""
    if not text.isascii():
        return b""
    try:
        return base64.b64decode(
            text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except ValueError:
        return b""
