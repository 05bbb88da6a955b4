"""The box decides: it asks the server, and does not depend on the answer."""

import logging
import sqlite3
import threading
import uuid
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError

from . import rules
from .clock import ServerClock, steady
from .commands import Commands
from .holds import Holds
from .journal import Journal
from .lanes import Lane
from .link import Link, LinkError
from .lockers import LockerLane
from .memory import Memory
from .messages import (
    OUT,
    DoorState,
    Fire,
    Forced,
    NotPassed,
    Passed,
    Read,
    Tamper,
)
from .openings import Openings

_logger = logging.getLogger(__name__)

TICK_SECONDS = 0.1
KEEP_CLOCK_SECONDS = 30
# After so many silent answers the server is not waited for until it is heard again.
FAILURES = 2
# Who serves somebody at a stop is waited for, so long at most.
STOP_SECONDS = 10
ASKERS = 4


class Brain:
    """:param link: None until the box is paired
    :param bench: the devices: ``send(device, order)``, ``protocol(device)``
    """

    def __init__(self, journal: Journal, clock: ServerClock, link: Link | None, bench):
        self.journal, self.clock, self.link = journal, clock, link
        self.key = link.key if link else b""
        self._bench = bench
        self.memory = Memory(journal, clock.now)
        self.holds = Holds(self.memory, bench.send, bench.protocol, clock.now)
        self.commands = Commands(self)
        self.is_stopped = False
        self.on_written = lambda: None
        # What the server may know of the programs that run here.
        self.version = ""
        self._ticker = threading.Thread(
            target=self._tick_forever, name="holds", daemon=True
        )
        self._stop = threading.Event()
        self._lanes: dict[tuple, Lane] = {}
        self._lock = threading.RLock()
        self._failures = 0
        self._askers = ThreadPoolExecutor(ASKERS, "ask")
        self._asking = threading.Semaphore(ASKERS)
        self.openings = Openings(self)
        self._fires: dict[str, bool] = {}
        self._tampers: dict[str, bool] = {}
        self._locker_doors: dict[tuple[str, int], bool] = {}

    # ---- running ------------------------------------------

    def start(self) -> None:
        facts = {
            "passes": self.journal.count_passes(),
            "clock": "trusted" if self.clock.is_trusted else "last_known",
        }
        self.note("started", data=facts)
        if self.link:
            self.link.on_clock = self._note_clock
        self._ticker.start()

    def stop(self) -> None:
        """When it returns nobody works any more, and the journal may be closed."""
        with self._lock:
            self.is_stopped = True
            workers = [*self._lanes.values()]
        self._stop.set()
        for lane in workers:
            lane.stop()
        if self._ticker.is_alive():
            workers.append(self._ticker)
        for worker in workers:
            worker.join(STOP_SECONDS)
        self._askers.shutdown(wait=False, cancel_futures=True)

    def _tick_forever(self) -> None:
        kept = steady()
        while not self._stop.wait(TICK_SECONDS):
            try:
                self.holds.apply()
                self.openings.settle_overdue()
                if steady() - kept > KEEP_CLOCK_SECONDS:
                    kept = steady()
                    self.journal.keep_clock(self.clock.now(), self.clock.offset)
            except Exception:
                _logger.exception("Looking after the gates")

    def _note_clock(self, wrong: float) -> None:
        self.journal.keep_clock(self.clock.now(), self.clock.offset)
        self.note("clock", data={"wrong": round(wrong, 1)})

    def note(self, kind: str, device: str = "", side: str = "", **facts) -> int:
        """One event; a journal that cannot be written keeps no gate shut."""
        event = {
            "uuid": facts.pop("uuid", None) or str(uuid.uuid4()),
            "kind": kind,
            "at": facts.pop("at", None) or self.clock.now(),
            "device": device,
            "side": side,
            "uid": facts.pop("uid", ""),
            "verdict": facts.pop("verdict", ""),
            "reasons": facts.pop("reasons", []),
            "origin": facts.pop("origin", "box"),
            "swipe": facts.pop("swipe", None),
            "assumed": facts.pop("assumed", False),
            "revision": self.memory.revision or "",
            "data": facts.pop("data", None) or {},
        }
        try:
            with self.journal.change():
                seq = self.journal.add_event(event)
                if kind == "swipe":
                    self.journal.set_flag("last_swipe", str(event["at"]))
        except sqlite3.Error:
            _logger.exception("Event %s was not written", kind)
            return 0
        self.on_written()
        return seq

    # ---- what devices say ------------------------------------------

    def hear(self, device: str, message) -> None:
        match message:
            case Read():
                self._on_read(device, message)
            case Passed(side, ticket):
                self.openings.hear("passed", device, side, ticket)
            case NotPassed(_side, ticket):
                self.openings.settle(ticket, "not_passed")
            case Forced(side):
                self.note("forced", device, side)
            case Fire(is_active):
                self._on_fire(device, is_active)
            case Tamper(is_active):
                if is_active and not self._tampers.get(device):
                    self.note("tamper", device)
                self._tampers[device] = is_active
            case DoorState(door, is_open):
                if self._locker_doors.get((device, door)) != is_open:
                    self._locker_doors[device, door] = is_open
                    kind = "locker_opened" if is_open else "locker_closed"
                    facts = {"door": door}
                    number = self.commands.take_number(device, door)
                    if is_open and number:
                        facts["command"] = number
                    self.note(kind, device, data=facts)

    def _on_read(self, device: str, read: Read) -> None:
        spec = self.memory.plan.devices.get(device)
        is_bank = bool(spec) and spec.protocol == "lockers"
        side = "" if is_bank else read.side or (spec.side if spec else "in")
        with self._lock:
            if self.is_stopped:
                return
            if (device, side) not in self._lanes:
                kind = LockerLane if is_bank else Lane
                self._lanes[device, side] = kind(self, device, side)
                self._lanes[device, side].start()
            lane = self._lanes[device, side]
        lane.put(read)

    def came(self, device: str) -> None:
        """It is there (again); what it was told before, it may have forgotten."""
        self.holds.forget(device)
        self.holds.apply()
        if self.journal.get_flag(f"lost {device}"):
            self.journal.set_flag(f"lost {device}", "")
            self.note("device_back", device)

    def went(self, device: str) -> None:
        self.holds.forget(device)
        if not self.journal.get_flag(f"lost {device}"):
            self.journal.set_flag(f"lost {device}", "1")
            self.note("device_lost", device)

    # ---- server's word and ours ------------------------------------------

    def health(self) -> dict:
        """What the server shows of this box."""
        return {
            "clock": self.clock.now() - self.clock.offset,
            "pending": self.journal.last_seq() - self.journal.acked,
            "last_swipe": float(self.journal.get_flag("last_swipe") or 0),
            "handlers": self.version,
            "devices": self._bench.health(),
        }

    def decide(self, ask: rules.Question) -> rules.Decision:
        return rules.decide(ask)

    def ask_server(self, question: dict) -> Future | None:
        """Ask on the side; None while the server is away."""
        if not self.link or self._failures >= FAILURES:
            return None
        if not self._asking.acquire(blocking=False):
            return None
        try:
            return self._askers.submit(self._ask, question)
        except RuntimeError:
            self._asking.release()
            return None

    def _ask(self, question: dict) -> dict | None:
        patience = self.memory.plan.swipe_seconds
        try:
            answer = self.link.ask("swipe", question, timeout=(patience, patience * 4))
            self._failures = 0
            return answer if answer.get("verdict") else None
        except LinkError as error:
            self._failures += 1
            _logger.info("The server did not say: %s", error)
            return None
        finally:
            self._asking.release()

    def wait_for(self, asked: Future | None, since: float) -> dict | None:
        if asked is None:
            return None
        left = since + self.memory.plan.swipe_seconds - steady()
        try:
            return asked.result(timeout=max(left, 0))
        except TimeoutError:
            self._failures += 1
            return None

    def heard_server(self) -> None:
        """The courier got an answer: it may be waited for again."""
        self._failures = 0

    def send(self, device: str, order) -> bool:
        return self._bench.send(device, order)

    def protocol(self, device: str):
        return self._bench.protocol(device)

    def lanes(self) -> list[Lane]:
        with self._lock:
            return list(self._lanes.values())

    # ---- fire ------------------------------------------

    def _on_fire(self, device: str, is_active: bool) -> None:
        self._fires[device] = is_active
        if not is_active or self.memory.is_fire:
            return
        # The way out first, the writing afterwards.
        self.memory.is_fire = True
        self.holds.apply()
        self.memory.set_fire(True)
        self.note("fire_on", device, OUT)

    def reset_fire(self, command: dict) -> str:
        """By hand only, and not while it burns."""
        if any(self._fires.values()):
            return "fire"
        if not self.memory.is_fire:
            return ""
        self.memory.set_fire(False)
        self.note("fire_off", command["device"], data={"command": command.get("id")})
        self.holds.apply()
        return ""
