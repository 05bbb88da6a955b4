"""Secrets of payment links: made here, kept only as fingerprints."""

import hashlib
import re
import secrets

BYTES = 32
SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def make_token() -> str:
    return secrets.token_urlsafe(BYTES)


def fingerprint(token: object) -> str | None:
    """What the database knows of a token; None for what cannot be one."""
    if not isinstance(token, str) or not SHAPE.fullmatch(token):
        return None
    return hashlib.sha256(token.encode()).hexdigest()
