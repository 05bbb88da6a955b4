"""Secrets of offers, and how long an offer stands."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def make_token() -> str:
    return secrets.token_urlsafe(32)


def fingerprint(token: object) -> str | None:
    """What the database knows of a token; None for what cannot be one."""
    if not isinstance(token, str) or not SHAPE.fullmatch(token):
        return None
    return hashlib.sha256(token.encode()).hexdigest()


def get_offer_end(now: datetime, hours: int, begin: datetime) -> datetime | None:
    """Until when an offer made now stands: never past the beginning of the event.

    :return: None when the event has begun, so that nothing is offered
    """
    if now >= begin:
        return None
    return min(now + timedelta(hours=hours), begin)
