"""The text that somebody signs, as one fixed string, and its fingerprint.

The same facts give the same string in every language and on every day, so that a
fingerprint kept with a signature can be checked years later.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable


def write_text(facts: Iterable[tuple[str, object]]) -> str:
    """One line for each fact, in the order given: ``name: value``.

    Spaces, line ends and the ways to compose a letter do not matter; an empty value
    is written, since leaving a fact out is something else than its being empty.
    """
    return "\n".join(f"{_flat(name)}: {_flat(value)}" for name, value in facts)


def _flat(value: object) -> str:
    text = "" if value is None or value is False else str(value)
    return " ".join(unicodedata.normalize("NFC", text).split())


def fingerprint(text: str) -> str:
    """SHA-256 of the text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_same_text(text: str, known: str | None) -> bool:
    """Whether `text` is what the fingerprint `known` was taken of."""
    return hmac.compare_digest(fingerprint(text).encode(), str(known or "").encode())
