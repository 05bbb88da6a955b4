"""Openings, and what came of them: somebody went through, or nobody did."""

import threading
from dataclasses import replace

from . import rules
from .messages import Open
from .plan import Actor

# A turnstile says that nobody went through; it is not waited for longer than this.
PATIENCE_SECONDS = 3.0


class Openings:
    """Each has one outcome, also when the box died before it."""

    def __init__(self, brain):
        self._brain = brain
        self._lock = threading.RLock()
        self._questions: dict[int, rules.Question] = {}
        self._openings = brain.journal.openings()

    def has_feedback(self, actor: str, device: str = "") -> bool:
        """Whether what opens says who went through, and the gate listens to it."""
        protocol = self._brain.protocol(actor)
        spec = self._brain.memory.plan.devices.get(device or actor)
        listens = spec.feedback if spec else True
        return bool(protocol) and protocol.feedback and listens

    def open(self, actor: Actor, order: Open) -> bool:
        """A relay that is pulled already stays so for longer."""
        if not self._brain.send(actor.device, order):
            return False
        protocol = self._brain.protocol(actor.device)
        if protocol and not protocol.pulses:
            self._brain.holds.pull(actor, order.side, order.seconds)
        return True

    def open_for_command(self, device: str, side: str, facts: dict) -> bool:
        """Nobody knows for whom: no pass, no visit."""
        plan = self._brain.memory.plan
        actor, seconds = plan.actor(device, side), plan.seconds(device)
        now = self._brain.clock.now()
        opening = {"device": device, "side": side, "data": facts, "at": now}
        opening["until"] = now + seconds + PATIENCE_SECONDS
        ticket = self._brain.journal.add_opening(opening)
        # Before it is opened: the turnstile may answer at once.
        self._openings[ticket] = opening
        is_sent = self.open(actor, Open(side, ticket, seconds, actor.channel))
        if is_sent:
            self._brain.note("opened", device, side, data=facts)
        if not is_sent or not self.has_feedback(actor.device, device):
            self._openings.pop(ticket, None)
            self._brain.journal.close_opening(ticket)
        return is_sent

    def remember_question(self, ticket: int, ask: rules.Question) -> None:
        self._questions[ticket] = ask

    def settle(self, ticket: int, kind: str, assumed: bool = False, data=None) -> bool:
        """The outcome of an opening, once; False when it had one, or never was."""
        with self._lock, self._brain.journal.change():
            opening = self._opening(ticket)
            if not opening or not self._brain.journal.close_opening(ticket):
                return False
            self._openings.pop(ticket, None)
            ask = self._questions.pop(ticket, None) or self._ask_again(opening)
            facts = {**opening.get("data", {}), **(data or {})}
            self._brain.note(
                kind,
                opening["device"],
                opening["side"],
                uid=opening.get("uid", ""),
                swipe=opening.get("swipe"),
                assumed=assumed,
                data=facts,
            )
            if kind == "passed" and ask and opening.get("swipe"):
                # As the server does: what counts is when somebody went through.
                self._brain.memory.passed(
                    replace(ask, now=int(self._brain.clock.now()))
                )
        for lane in self._brain.lanes():
            lane.settle(ticket)
        return True

    def _opening(self, ticket: int) -> dict | None:
        if ticket in self._openings:
            return self._openings[ticket]
        return self._brain.journal.openings().get(ticket)

    def _ask_again(self, opening: dict) -> rules.Question | None:
        """After a start anew the question is not remembered, what it was about is."""
        key = opening.get("uid", "")
        return self._brain.memory.question(
            key, opening["device"], opening["side"], opening["at"]
        )

    def hear(self, kind: str, device: str, side: str, ticket: int) -> None:
        if not ticket or not self.settle(ticket, kind):
            data = {"ticket": ticket} if ticket else {}
            self._brain.note(kind, device, side, data=data)

    def settle_overdue(self) -> None:
        """Openings from before a crash of which nothing was heard."""
        now = self._brain.clock.now()
        for ticket, opening in list(self._openings.items()):
            if now > opening.get("until", 0):
                self.settle(ticket, "not_passed", data={"why": "restart"})
