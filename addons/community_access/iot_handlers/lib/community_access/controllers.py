"""Controllers of our own line protocol: turnstiles and locker banks.

Source: this file. It is meant for a microcontroller in the turnstile or the locker
bank, and is what the simulators in ``tests/iot`` speak. A line is

    $BODY*HH CR LF

with HH the XOR of the characters of BODY as two upper-case hex digits, as in NMEA 0183.
A line with a wrong HH, or that is longer than 96 characters, was not said. Words of
BODY are parted by commas. The box says (``side`` is IN or OUT):

    OPEN,side,ticket,seconds   let one through; a ticket that was seen opens nothing
    FREE,side                  stay open          NORMAL,side   lock again
    UNLOCK,door,ticket         a locker's door    PING          say how you are

and the controller, by itself or as an answer:

    ACK,ticket                 heard              PONG,fire,tamper   (0 or 1 each)
    PASSED,side,ticket         TIMEOUT,side,ticket                FORCED,side
    UID,side,hex   QR,side,text   PIN,side,digits
    FIRE,0|1       TAMPER,0|1      DOOR,number,OPEN|SHUT

A bank says ``UID,number,hex`` instead: the door whose lock read it, 0 for its terminal.

With FIRE,1 the controller opens by itself, without waiting for the box, and takes no
NORMAL until FIRE,0. Without a PING for 30 seconds it goes on as it was.
"""

from .messages import (
    IN,
    OUT,
    Answer,
    DoorState,
    Fire,
    Forced,
    Hold,
    NotPassed,
    Open,
    Passed,
    Poll,
    Read,
    Tamper,
    Unlock,
)
from .protocol import TextProtocol

SIDES = {"IN": IN, "OUT": OUT}


def checksum(body: str) -> str:
    check = 0
    for one in body.encode("ascii"):
        check ^= one
    return f"{check:02X}"


def frame(body: str) -> bytes:
    return f"${body}*{checksum(body)}\r\n".encode("ascii")


class _Controller(TextProtocol):
    """Framing and checksum; a subclass names the words."""

    baud = 115200
    poll_seconds = 5.0
    words: dict = {}

    def _read_line(self, raw: bytes) -> list:
        # The end of a torn line, or noise, may stand before a good one.
        return super()._read_line(raw[max(raw.rfind(b"$"), 0) :])

    def _on_line(self, line: str) -> list:
        line = line if line.startswith("$") else ""
        body, star, check = line[1:].rpartition("*")
        if not line or not star or checksum(body) != check:
            return []
        word, *facts = body.split(",")
        read = self.words.get(word)
        if not read:
            return []
        try:
            return read(*facts)
        except (KeyError, TypeError, ValueError):
            return []


def _door(number: str, state: str) -> list:
    return [DoorState(int(number), {"OPEN": True, "SHUT": False}[state])]


def _flag(kind):
    return lambda value: [kind({"1": True, "0": False}[value])]


def _read(kind: str):
    form = "hex" if kind == "uid" else ""
    return lambda side, *text: [Read(",".join(text), kind, form, SIDES[side])]


class Turnstile(_Controller):
    """A turnstile that says who went through: see the words above."""

    name = "turnstile"
    feedback = True
    pulses = True
    sided = True
    orders = (Open, Hold, Poll)
    words = {
        "ACK": lambda ticket: [Answer("ack", int(ticket))],
        "PONG": lambda fire, tamper: [*_flag(Fire)(fire), *_flag(Tamper)(tamper)],
        "PASSED": lambda side, ticket="0": [Passed(SIDES[side], int(ticket))],
        "TIMEOUT": lambda side, ticket="0": [NotPassed(SIDES[side], int(ticket))],
        "FORCED": lambda side: [Forced(SIDES[side])],
        "FIRE": _flag(Fire),
        "TAMPER": _flag(Tamper),
        "UID": _read("uid"),
        "QR": _read("qr"),
        "PIN": _read("pin"),
    }

    def _encode(self, order) -> bytes:
        if isinstance(order, Open):
            side = order.side.upper()
            return frame(f"OPEN,{side},{order.ticket},{order.seconds}")
        if isinstance(order, Hold):
            word = "FREE" if order.is_open else "NORMAL"
            return frame(f"{word},{order.side.upper()}")
        return frame("PING")


class LockerBank(_Controller):
    """A bank of lockers with one lock and one contact for each door."""

    name = "lockers"
    pulses = True
    orders = (Unlock, Poll)
    words = {
        "ACK": lambda ticket: [Answer("ack", int(ticket))],
        "PONG": lambda fire, tamper: [*_flag(Fire)(fire), *_flag(Tamper)(tamper)],
        "DOOR": _door,
        "FIRE": _flag(Fire),
        "TAMPER": _flag(Tamper),
        "UID": lambda door, text: [Read(text, door=int(door))],
    }

    def _encode(self, order) -> bytes:
        if isinstance(order, Unlock):
            return frame(f"UNLOCK,{order.door},{order.ticket}")
        return frame("PING")
