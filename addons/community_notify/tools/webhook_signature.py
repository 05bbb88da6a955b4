"""Whether a call really comes from the provider, and is not an old one played again."""

import hmac
from hashlib import sha256

# Cloud API repeats an undelivered call for up to seven days.
OLDEST = 7 * 24 * 3600
# Clocks differ; a call from further ahead is made up.
AHEAD = 300


def sign(secret: bytes, body: bytes) -> str:
    """The value of X-Hub-Signature-256 for this body."""
    return "sha256=" + hmac.new(secret, body, sha256).hexdigest()


def is_genuine(secret: bytes, body: bytes, signature: str | None) -> bool:
    """Compare in constant time; an empty secret signs nothing."""
    if not secret:
        return False
    given = (signature or "").strip().encode("utf-8", "replace")
    return hmac.compare_digest(sign(secret, body).encode(), given)


def is_timely(timestamp: int | None, now: int) -> bool:
    """Neither older than the provider repeats, nor from the future.

    An event without a time is taken: its effect cannot be repeated anyway.
    """
    return timestamp is None or now - OLDEST <= timestamp <= now + AHEAD


def digest(token: str) -> str:
    """What is kept of a callback's token: enough to recognise it, not to use it."""
    return sha256(token.encode()).hexdigest()
