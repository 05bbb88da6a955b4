"""The key pair in a browser: whose public half is sent, and what it signs.

ECDSA on P-256 with SHA-256 as WebCrypto makes it: the public key as SPKI in base64,
the signature as raw r and s (IEEE P1363) in base64url.
"""

import base64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_PART = 32
_LONGEST = 200  # letters of a P-256 key in SPKI: 124


def read_key(text: str) -> ec.EllipticCurvePublicKey | None:
    """The key, None for whatever is no P-256 key."""
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    try:
        key = serialization.load_der_public_key(base64.b64decode(text, validate=True))
    except (ValueError, TypeError):
        return None
    is_fitting = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(
        key.curve, ec.SECP256R1
    )
    return key if is_fitting else None


def get_fingerprint(text: str) -> str:
    """64 letters that name the key, empty when it is none."""
    key = read_key(text)
    if key is None:
        return ""
    raw = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return sha256(raw).hexdigest()


def is_signed(text: str, message: bytes, signature: str) -> bool:
    """Whether the owner of the key signed this message."""
    key = read_key(text)
    if key is None or not isinstance(signature, str) or not signature.isascii():
        return False
    try:
        raw = base64.b64decode(
            signature + "=" * (-len(signature) % 4), altchars=b"-_", validate=True
        )
    except ValueError:
        return False
    if len(raw) != 2 * _PART:
        return False
    der = encode_dss_signature(
        int.from_bytes(raw[:_PART], "big"), int.from_bytes(raw[_PART:], "big")
    )
    try:
        key.verify(der, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
