"""What a box says about itself, cut down to what may be kept: anything may be wrong."""

import math
from typing import Any

MOST_DEVICES = 64
LONGEST_NAME = 120
LONGEST_LINE = 1000
MOST_LINES = 60
LINES_AN_HOUR = 600
LEVELS = {10: "debug", 20: "info", 30: "warning", 40: "error", 50: "critical"}
_DEVICE_TEXTS = ("name", "type", "manufacturer", "connection", "subtype")
_EVENT_TEXTS = ("kind", "device", "side", "uid", "verdict", "uuid", "swipe")
_MOST_COUNT = 2**31 - 1


def text(value: Any, longest: int = LONGEST_NAME) -> str:
    """Printable text; everything that is none is empty."""
    if not isinstance(value, str):
        return ""
    return "".join(one for one in value[: longest * 2] if one.isprintable())[:longest]


def count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), _MOST_COUNT)


def seconds(value: Any) -> float | None:
    """A moment or a span; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e12 and math.isfinite(value) else None


def read_devices(devices: Any) -> dict[str, dict[str, str]]:
    """Texts of each device by its identifier."""
    found = {}
    for identifier, values in devices.items() if isinstance(devices, dict) else ():
        name = text(identifier)
        if not name or not isinstance(values, dict) or len(found) >= MOST_DEVICES:
            continue
        found[name] = {key: text(values.get(key)) for key in _DEVICE_TEXTS}
    return found


def read_events(events: list) -> list:
    """Where a text belongs and there is none, nothing stands."""
    found = []
    for event in events:
        if isinstance(event, dict):
            wrong = {
                name: None
                for name in _EVENT_TEXTS
                if name in event and not isinstance(event[name], str)
            }
            event = {**event, **wrong}
        found.append(event)
    return found


def read_log(body: bytes) -> tuple[str, list[tuple[str, str]]]:
    """(identifier, [(level, line)]) of what the stock box posts to ``/iot/log``."""
    identifier, lines = "", []
    for part in body.decode(errors="replace").split("<log/>\n"):
        if not identifier and part.startswith("identifier "):
            identifier = text(part.removeprefix("identifier ").strip())
            continue
        number, comma, line = part.partition(",")
        if comma and number.isascii() and number.isdigit() and len(number) < 4:
            level = LEVELS.get(int(number) // 10 * 10, "info")
            lines.append((level, text(line.replace("\n", " "), LONGEST_LINE)))
    return identifier, lines[:MOST_LINES]


class LogBudget:
    """So many lines an hour each box may write; asks nothing, so that a flood is cheap.

    A process keeps its own: several together take as much more.
    """

    def __init__(self, an_hour: int = LINES_AN_HOUR, most_boxes: int = 1000):
        self._an_hour, self._most_boxes = an_hour, most_boxes
        self._hour, self._used = 0, {}

    def take(self, identifier: str, lines: list, now: float) -> list:
        """:return: those of the lines that may be kept"""
        hour = int(now // 3600)
        if hour != self._hour:
            self._hour, self._used = hour, {}
        if identifier not in self._used and len(self._used) >= self._most_boxes:
            return []
        used = self._used.get(identifier, 0)
        taken = lines[: max(self._an_hour - used, 0)]
        self._used[identifier] = used + len(taken)
        return taken


def clean(value: Any) -> Any:
    """The same, without what a database cannot hold: halves of letters, and no number.

    :raises RecursionError: nested too deep
    """
    if isinstance(value, str):
        return value.replace("\0", "�").encode(errors="replace").decode()
    if isinstance(value, dict):
        return {clean(key): clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
