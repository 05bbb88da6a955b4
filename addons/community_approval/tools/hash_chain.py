"""A chain of digests: whoever alters, removes or inserts a row breaks it.

Each row's digest covers its own content and the digest of the row before (the idea of
RFC 6962's history trees in its simplest form, a list).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from .values import letters

GENESIS = "g" * 64


def digest(previous: str, content: Mapping[str, Any]) -> str:
    """SHA-256, in letters, over the previous digest and the content as JSON."""
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    )
    return letters(hashlib.sha256(f"{previous}\n{text}".encode()))


def first_break(rows: Iterable[tuple[int, str, str, Mapping[str, Any]]]) -> int | None:
    """Where a chain is broken.

    :param rows: (id, stored previous digest, stored digest, content), oldest first
    :return: id of the first row that does not fit, None when all fit
    """
    expected = GENESIS
    for row_id, previous, stored, content in rows:
        if previous != expected or digest(previous, content) != stored:
            return row_id
        expected = stored
    return None
