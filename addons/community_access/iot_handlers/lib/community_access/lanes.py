"""One lane: somebody is read, may pass or not, goes through or does not.

A lane is one side of one gate. It takes one person after the other.
"""

import logging
import queue
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass

from .clock import steady
from .messages import IN, Open, Read
from .openings import PATIENCE_SECONDS
from .rules import Decision, Question, Reason, pin_code

_logger = logging.getLogger(__name__)

# A reader repeats the number while the chip lies there: so long it must be gone.
REPEAT_SECONDS = 1.5
# Who was read while somebody else went through, is forgotten after that.
STALE_SECONDS = 8.0
WAITING_READS = 4


@dataclass(frozen=True)
class Verdict:
    verdict: str
    reasons: list
    is_open: bool
    origin: str


class Lane(threading.Thread):
    def __init__(self, brain, device: str, side: str):
        super().__init__(name=f"lane {device} {side}", daemon=True)
        self._brain, self._device, self._side = brain, device, side
        self._queue: queue.Queue = queue.Queue(WAITING_READS)
        self._last: tuple[Read | None, float] = (None, 0.0)
        self._settled = threading.Event()
        self._ticket = 0
        self._wrong_pins = pin_code.WrongPins()

    def put(self, read: Read) -> None:
        """Called by the reader: does not wait."""
        now = steady()
        last, when = self._last
        self._last = (read, now)
        if last == read and now - when < REPEAT_SECONDS:
            return
        try:
            self._queue.put_nowait((read, now))
        except queue.Full:
            _logger.warning("Too many wait at %s: one is not read", self._device)

    def run(self) -> None:
        while not self._brain.is_stopped:
            found = self._queue.get()
            if not found or self._brain.is_stopped:
                return
            read, when = found
            if steady() - when > STALE_SECONDS:
                continue
            try:
                self._serve(read, when)
            except Exception:
                # The next one shall be read, whatever this was.
                _logger.exception("Swipe at %s was not served", self._device)

    def settle(self, ticket: int) -> None:
        if ticket == self._ticket:
            self._settled.set()

    def stop(self) -> None:
        """Once the brain is stopped: nobody is waited for any more."""
        self._settled.set()
        with suppress(queue.Full):
            self._queue.put_nowait(None)

    # ---- one person ------------------------------------------

    def _serve(self, read: Read, when: float) -> None:
        brain, swipe = self._brain, str(uuid.uuid4())
        at = brain.clock.now()
        if read.kind == "pin" and (left := self._wrong_pins.seconds_left(steady())):
            self._refuse(None, self._prepare_locked(swipe, at, left))
            return
        key, why = brain.memory.key_of(read, self._device)
        asked = brain.ask_server(
            {
                "uuid": swipe,
                "device": self._device,
                "side": self._side,
                # What a code holds is read there as well: by the same key and clock.
                "uid": read.text if read.kind == "qr" else key or read.text,
                "kind": read.kind,
                "at": at,
            }
        )
        ask = brain.memory.question(key, self._device, self._side, at)
        verdict = self._decide(ask, why, asked, when)
        if read.kind == "pin" and not verdict.is_open and ask and not ask.found:
            self._wrong_pins.add(steady())
        event = {
            "uuid": swipe,
            "at": at,
            "uid": key,
            "verdict": verdict.verdict,
            "reasons": verdict.reasons,
            "origin": verdict.origin,
        }
        if not verdict.is_open or not ask:
            self._refuse(ask, event)
        else:
            self._let_pass(ask, event)

    def _prepare_locked(self, swipe: str, at: float, left: float) -> dict:
        """Too many wrong PINs: nobody is asked, and what was typed is not kept."""
        reason = Reason("locked_out", {"until": int(at + left)}, "wait")
        verdict = self._to_verdict(Decision("deny", (reason,)))
        return {
            "uuid": swipe,
            "at": at,
            "verdict": verdict.verdict,
            "reasons": verdict.reasons,
        }

    def _decide(self, ask: Question | None, why: str, asked, when: float) -> Verdict:
        if ask is None:
            mine = Decision("deny", (Reason("no_gate", fix="ask_desk"),))
        else:
            mine = self._brain.decide(ask)
            if why and not mine.allowed:
                mine = Decision(mine.verdict, (Reason(why, fix="ask_desk"),))
        told = self._brain.wait_for(asked, when)
        if told and not (ask and ask.world.fire):
            reasons = told.get("reasons") or []
            is_open = bool(told.get("open")) and ask is not None
            return Verdict(str(told.get("verdict")), reasons, is_open, "server")
        return self._to_verdict(mine)

    @staticmethod
    def _to_verdict(mine: Decision) -> Verdict:
        reasons = [
            {
                "code": one.code,
                "facts": dict(one.facts),
                "fix": one.fix,
                "weight": one.weight,
            }
            for one in mine.reasons
        ]
        return Verdict(mine.verdict, reasons, mine.allowed, "box")

    def _refuse(self, ask: Question | None, event: dict) -> None:
        with self._brain.journal.change():
            self._brain.note("swipe", self._device, self._side, **event)
            if ask and ask.side == IN:
                self._brain.memory.refused(ask)

    def _let_pass(self, ask: Question, event: dict) -> None:
        """Written down first, then opened: after a crash nobody is let in twice."""
        brain = self._brain
        actor = brain.memory.plan.actor(self._device, self._side)
        seconds = brain.memory.plan.seconds(self._device)
        with brain.journal.change():
            brain.note("swipe", self._device, self._side, **event)
            ticket = brain.journal.add_opening(
                {
                    "swipe": event["uuid"],
                    "uid": event["uid"],
                    "device": self._device,
                    "side": self._side,
                    "at": event["at"],
                    "until": event["at"] + seconds + PATIENCE_SECONDS,
                }
            )
        self._ticket = ticket
        self._settled.clear()
        if brain.is_stopped:
            # As after a crash: the outcome is written when the box starts anew.
            return
        brain.openings.remember_question(ticket, ask)
        order = Open(self._side, ticket, seconds, actor.channel)
        if not brain.openings.open(actor, order):
            brain.openings.settle(ticket, "not_passed", data={"why": "device_lost"})
        elif not brain.openings.has_feedback(actor.device, self._device):
            brain.openings.settle(ticket, "passed", assumed=True)
        elif not self._settled.wait(seconds + PATIENCE_SECONDS):
            # Nothing was heard, not even that the box stops.
            brain.openings.settle(ticket, "not_passed", data={"why": "silent"})
