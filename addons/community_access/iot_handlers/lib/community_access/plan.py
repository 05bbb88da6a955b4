"""The server's settings for this box: which device is what, and which gates there are.

``world`` as the server sends it on the first page of a sync::

    {"doors": {device: {"in": row, "out": row}},   # rows of Door, by the reading device
     "schedules": {id: row}, "tariffs": {id: row},
     "presence": {person: row},                     # rows of Presence
     "settings": {
         "swipe_ms": 300,                           # how long the server is waited for
         "pin_key": hex, "qr_key": hex,             # keys of PINs and of QR codes
         "devices": {device: {
             "protocol": "turnstile",               # see catalogue.py
             "baud": 9600, "options": {…},          # of the protocol
             "side": "in",                          # where a reader stands
             "opens": {"in": {"device": …, "channel": 1}},  # default: itself
             "seconds": 5,                          # how long it stays open
             "feedback": True,                      # false: it is not waited for
             "uid_form": "hex", "uid_reversed": False,  # see normalise_uid
             "bank": id}}}}                         # of lockers

A person is ``p`` and the partner's id, or ``c`` and the credential's where a band has
no holder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .messages import IN, OUT
from .rules import Door, Pass

SIDES = (IN, OUT)
# EN 60839-11-1 asks for three seconds at least.
SHORTEST_OPEN, USUAL_OPEN, LONGEST_OPEN = 3, 5, 60
SWIPE_MS = 300


@dataclass(frozen=True)
class Actor:
    """What opens: a device, and which contact of it."""

    device: str
    channel: int = 1


@dataclass(frozen=True)
class DeviceSpec:
    protocol: str = ""
    baud: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    side: str = IN
    opens: Mapping[str, Actor] = field(default_factory=dict)
    seconds: int = USUAL_OPEN
    feedback: bool = True
    is_reversed: bool = False

    @classmethod
    def from_row(cls, device: str, row: Mapping[str, Any]) -> "DeviceSpec":
        opens = {side: Actor(device) for side in SIDES}
        for side, one in (row.get("opens") or {}).items():
            named = one.get("device") or device
            opens[side] = Actor(named, int(one.get("channel") or 1))
        seconds = int(row.get("seconds") or USUAL_OPEN)
        options = {"form": row.get("uid_form") or "hex", **(row.get("options") or {})}
        return cls(
            protocol=row.get("protocol") or "",
            baud=int(row.get("baud") or 0),
            options=options,
            side=row.get("side") or IN,
            opens=opens,
            seconds=min(max(seconds, SHORTEST_OPEN), LONGEST_OPEN),
            feedback=row.get("feedback") is not False,
            is_reversed=bool(row.get("uid_reversed")),
        )


class Plan:
    """:param world: as above; what is missing is empty"""

    def __init__(self, world: Mapping[str, Any]):
        settings = world.get("settings") or {}
        self.swipe_seconds = int(settings.get("swipe_ms") or SWIPE_MS) / 1000
        self.pin_key = bytes.fromhex(settings.get("pin_key") or "")
        self.qr_key = bytes.fromhex(settings.get("qr_key") or "")
        self.schedules = _by_id(world.get("schedules"))
        self.tariffs = _by_id(world.get("tariffs"))
        self.devices = {
            name: DeviceSpec.from_row(name, row)
            for name, row in (settings.get("devices") or {}).items()
        }
        self.doors = {
            device: {side: Door.from_row(row) for side, row in sides.items()}
            for device, sides in (world.get("doors") or {}).items()
        }

    def door(self, device: str, side: str) -> Door | None:
        return self.doors.get(device, {}).get(side)

    def actor(self, device: str, side: str) -> Actor:
        spec = self.devices.get(device)
        return spec.opens.get(side, Actor(device)) if spec else Actor(device)

    def seconds(self, device: str) -> int:
        spec = self.devices.get(device)
        return spec.seconds if spec else USUAL_OPEN

    def passages(self) -> dict[tuple[Actor, str], Door]:
        """Each thing that opens, at which side, and the gate that it belongs to."""
        return {
            (self.actor(device, side), side): door
            for device, sides in self.doors.items()
            for side, door in sides.items()
        }


def _by_id(rows: Mapping[str, Any] | None) -> dict[int, Any]:
    return {int(key): row for key, row in (rows or {}).items()}


def person_of(found: Pass | None) -> str:
    if not found:
        return ""
    return f"p{found.partner}" if found.partner else f"c{found.credential}"
