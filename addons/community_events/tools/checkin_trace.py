"""What the phone and the request told: read from a form that anybody may have sent."""

import math
from collections.abc import Mapping
from typing import Any, TypedDict

from . import browser_key
from .place import Position, is_possible


class Trace(TypedDict):
    """`clock` in seconds since 1970 by the phone; `country` in two letters."""

    position: Position | None
    is_position_refused: bool
    fingerprint: str
    is_signed: bool
    public_key: str
    address: str
    country: str
    clock: float | None


def read_trace(
    form: Mapping[str, Any], challenge: str, address: str = "", country: str = ""
) -> Trace:
    """Nonsense counts as not told, whoever sent it."""
    public_key = str(form.get("public_key") or "")
    signature = str(form.get("signature") or "")
    fingerprint = browser_key.get_fingerprint(public_key)
    return {
        "position": _read_position(form),
        "is_position_refused": form.get("place") == "refused",
        "fingerprint": fingerprint,
        "is_signed": bool(fingerprint)
        and browser_key.is_signed(public_key, challenge.encode(), signature),
        "public_key": public_key if fingerprint else "",
        "address": address,
        "country": country,
        "clock": _read_number(form.get("clock")),
    }


def _read_position(form: Mapping[str, Any]) -> Position | None:
    figures = [
        _read_number(form.get(name)) for name in ("latitude", "longitude", "accuracy")
    ]
    if None in figures:
        return None
    # Of a position without a time nobody knows how old it is: as old as can be.
    age = _read_number(form.get("age"))
    position = Position(*figures, 86_400.0 if age is None else max(0.0, age))
    return position if is_possible(position) else None


def _read_number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
