"""Devices that hang on a box, played over pseudo terminals.

A simulator is plugged in by a link of a name of its choice, and unplugged by taking the
link away and closing the line: to the other end both look as with a USB adapter.
"""

import os
import re
import select
import threading
import time
import tty
from pathlib import Path


class Device(threading.Thread):
    """:param link: where the device appears"""

    def __init__(self, link: Path):
        super().__init__(daemon=True)
        self.link = link
        self.is_slow = 0.0
        self.received = bytearray()
        self._master = self._slave = -1
        self._stopped = False
        self.plug_in()

    def plug_in(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.link.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        self.link.unlink()
        master, slave = self._master, self._slave
        self._master = self._slave = -1
        os.close(slave)
        os.close(master)

    def say(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                time.sleep(0.001)

    def run(self) -> None:
        while not self._stopped:
            master = self._master
            if master < 0:
                time.sleep(0.02)
                continue
            try:
                if not select.select([master], [], [], 0.05)[0]:
                    continue
                data = os.read(master, 4096)
            except (OSError, ValueError):
                time.sleep(0.02)
                continue
            if data:
                self.received += data
                self.on_data(data)

    def stop(self) -> None:
        self._stopped = True
        if self._master >= 0:
            self.unplug()

    def on_data(self, data: bytes) -> None:
        """What the device does with what the box writes."""


class Reader(Device):
    """A reader that writes lines."""

    def swipe(self, uid: str) -> None:
        self.say(f"{uid}\r\n".encode())


class Em4100Reader(Device):
    """An RDM6300: the frame again every 50 ms while the chip lies there."""

    def swipe(self, uid: str, times: int = 3) -> None:
        check = 0
        for one in bytes.fromhex(uid):
            check ^= one
        for _time in range(times):
            self.say(f"\x02{uid}{check:02X}\x03".encode())
            time.sleep(0.05)


class RelayBoard(Device):
    """LCUS: counts how often each contact was closed."""

    def __init__(self, link: Path):
        self.contacts: dict[int, bool] = {}
        self.history: list[tuple[float, int, bool]] = []
        self._rest = bytearray()
        super().__init__(link)

    def on_data(self, data: bytes) -> None:
        self._rest += data
        while len(self._rest) >= 4:
            start, channel, is_on, check = self._rest[:4]
            if start != 0xA0 or (start + channel + is_on) & 0xFF != check:
                del self._rest[0]
                continue
            del self._rest[:4]
            self.contacts[channel] = bool(is_on)
            self.history.append((time.monotonic(), channel, bool(is_on)))

    def times_closed(self, channel: int = 1) -> int:
        return sum(1 for _when, one, is_on in self.history if one == channel and is_on)


def line(body: str) -> bytes:
    check = 0
    for one in body.encode():
        check ^= one
    return f"${body}*{check:02X}\r\n".encode()


class _Controller(Device):
    """Framing of the line protocol, written independently of the box's."""

    def __init__(self, link: Path):
        self._rest = b""
        self.heard: list[str] = []
        self.is_fire = False
        super().__init__(link)

    def on_data(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for one in lines:
            found = re.fullmatch(r"\$(.*)\*([0-9A-F]{2})", one.decode())
            if found and line(found[1]) == one + b"\r\n":
                self.heard.append(found[1])
                self.on_body(*found[1].split(","))

    def on_body(self, word: str, *facts: str) -> None:
        raise NotImplementedError

    def fire(self, is_active: bool) -> None:
        self.is_fire = is_active
        self.say(line(f"FIRE,{int(is_active)}"))


class TurnstileController(_Controller):
    """A turnstile with rotation feedback.

    :ivar passes: people go through at once when it opens; else nobody does, and nothing
        is said until `outcome` is called
    """

    def __init__(self, link: Path):
        self.passes = True
        self.opened: list[tuple[float, str, int]] = []
        self.free = {"IN": False, "OUT": False}
        self._tickets: set[int] = set()
        super().__init__(link)

    def on_body(self, word: str, *facts: str) -> None:
        if word == "OPEN":
            side, ticket = facts[0], int(facts[1])
            self.say(line(f"ACK,{ticket}"))
            if ticket in self._tickets:
                return
            self._tickets.add(ticket)
            self.opened.append((time.monotonic(), side, ticket))
            if self.passes:
                self.say(line(f"PASSED,{side},{ticket}"))
        elif word in ("FREE", "NORMAL"):
            if word == "FREE" or not self.is_fire:
                self.free[facts[0]] = word == "FREE"
        elif word == "PING":
            self.say(line(f"PONG,{int(self.is_fire)},0"))

    def swipe(self, uid: str, side: str = "IN") -> None:
        self.say(line(f"UID,{side},{uid}"))

    def outcome(self, word: str) -> None:
        """PASSED or TIMEOUT for what was opened last."""
        _when, side, ticket = self.opened[-1]
        self.say(line(f"{word},{side},{ticket}"))

    def fire(self, is_active: bool) -> None:
        """By itself, as it is wired: not because the box said so."""
        if is_active:
            self.free = {"IN": self.free["IN"], "OUT": True}
        return super().fire(is_active)


class LockerBank(_Controller):
    """Doors that spring open, and are shut by hand."""

    def __init__(self, link: Path):
        self.open_doors: set[int] = set()
        super().__init__(link)

    def on_body(self, word: str, *facts: str) -> None:
        if word == "UNLOCK":
            door = int(facts[0])
            self.say(line(f"ACK,{facts[1]}"))
            self.open_doors.add(door)
            self.say(line(f"DOOR,{door},OPEN"))
        elif word == "PING":
            self.say(line(f"PONG,{int(self.is_fire)},0"))

    def read_band(self, door: int, uid: str) -> None:
        """A band is held to the lock of a door, 0: to the terminal."""
        self.say(line(f"UID,{door},{uid}"))

    def shut(self, door: int) -> None:
        self.open_doors.discard(door)
        self.say(line(f"DOOR,{door},SHUT"))
