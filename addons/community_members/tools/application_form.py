"""What a stranger typed, read by the definitions of the fields; nothing is guessed."""

import math
from datetime import date
from typing import Any

# The kinds of extra fields that a form on the website can ask for.
ASKED_KINDS = (
    "char",
    "text",
    "boolean",
    "integer",
    "float",
    "date",
    "selection",
    "tags",
)
SHORT, LONG = 200, 2000


def asked_extras(definition: list[dict] | None) -> list[dict]:
    """The extra fields of a category that the form shows, in their order."""
    return [extra for extra in definition or () if extra.get("type") in ASKED_KINDS]


def extra_name(category_id: int, name: str) -> str:
    """Name of the input, so that two categories may use the same field name."""
    return f"extra_{category_id}_{name}"


def read_extra(extra: dict, typed: list[str]) -> tuple[Any, str | None]:
    """
    :param extra: one entry of a properties definition
    :param typed: what the form sent under the name of this field
    :return: (value, None), or (None, code of what is wrong)
    """
    kind = extra["type"]
    text = typed[0].strip() if typed else ""
    if kind == "boolean":
        return text in ("1", "on", "true"), None
    if kind == "tags":
        known = {tag[0] for tag in extra.get("tags") or ()}
        chosen = [tag for tag in dict.fromkeys(typed) if tag]
        return (chosen, None) if known >= set(chosen) else (None, "choice")
    if not text:
        return False, None
    return _READERS[kind](extra, text)


def _read_text(extra: dict, text: str) -> tuple[Any, str | None]:
    limit = LONG if extra["type"] == "text" else SHORT
    return text[:limit].replace("\x00", ""), None


def _read_integer(_extra: dict, text: str) -> tuple[Any, str | None]:
    try:
        number = int(text)
    except ValueError:
        return None, "number"
    return (number, None) if abs(number) < 2**31 else (None, "number")


def _read_float(_extra: dict, text: str) -> tuple[Any, str | None]:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None, "number"
    return (number, None) if math.isfinite(number) else (None, "number")


def _read_date(_extra: dict, text: str) -> tuple[Any, str | None]:
    try:
        return date.fromisoformat(text).isoformat(), None
    except ValueError:
        return None, "date"


def _read_selection(extra: dict, text: str) -> tuple[Any, str | None]:
    known = {option[0] for option in extra.get("selection") or ()}
    return (text, None) if text in known else (None, "choice")


_READERS = {
    "char": _read_text,
    "text": _read_text,
    "integer": _read_integer,
    "float": _read_float,
    "date": _read_date,
    "selection": _read_selection,
}
