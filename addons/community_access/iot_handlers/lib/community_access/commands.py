"""Commands of the server: carried out once, in time, and only if it was the server."""

import logging
from collections import deque

from .clock import steady
from .messages import IN, OUT, Unlock
from .plan import SIDES
from .rules import box_wire

_logger = logging.getLogger(__name__)

# Anybody in the network can send nonsense to the stock route: so many refusals are
# journaled in a minute, the rest is counted.
REFUSALS_A_MINUTE = 10
MODES = {"free": "free", "closed": "closed", "normal": "normal"}


class Commands:
    def __init__(self, brain):
        self._brain = brain
        self._refused: deque[float] = deque()
        self._unwritten = 0
        self._numbers: dict[tuple[str, int], str] = {}

    def take_number(self, device: str, door: int) -> str | None:
        """By which command a locker was opened, once."""
        return self._numbers.pop((device, door), None)

    def take(self, device: str, data: dict) -> dict:
        """:return: ``{"done": True}`` or ``{"refused": why}``"""
        command = data.get("command")
        why = box_wire.why_refused(
            command, data.get("mac"), self._brain.key, self._brain.clock.now()
        )
        if not why and command.get("device") != device:
            why = "other_device"
        if not why and not self._brain.journal.take_command(device, command["seq"]):
            why = "repeated"
        if not why:
            why = self._carry_out(device, command)
        if why:
            self._refuse(device, command, why)
            return {"refused": why}
        return {"done": True}

    def _carry_out(self, device: str, command: dict) -> str:
        do, args = command["do"], command.get("args") or {}
        if do in MODES:
            return self._set_mode(device, MODES[do], command)
        if do == "open":
            return self._open(device, command)
        if do == "fire_reset":
            return self._brain.reset_fire(command)
        doors = [args.get("door")] if do == "locker_open" else args.get("doors")
        return self._unlock(device, doors, command)

    def _set_mode(self, device: str, mode: str, command: dict) -> str:
        memory = self._brain.memory
        if memory.is_fire and mode != "free":
            return "fire"
        doors = memory.plan.doors.get(device)
        if not doors:
            return "no_gate"
        for door in {door.gate: door for door in doors.values()}.values():
            memory.set_mode(door, mode)
        self._brain.holds.apply()
        self._brain.note("mode", device, data={"mode": mode, "command": command["id"]})
        return ""

    def _open(self, device: str, command: dict) -> str:
        side = command.get("side") or IN
        if side not in SIDES:
            return "malformed"
        facts = {"command": command.get("id")}
        if self._brain.memory.is_fire and side == OUT:
            return ""
        if not self._brain.openings.open_for_command(device, side, facts):
            return "no_device"
        return ""

    def _unlock(self, device: str, doors, command: dict) -> str:
        if doors is None:
            spec = self._brain.memory.plan.devices.get(device)
            most = int(spec.options.get("doors", 0)) if spec else 0
            doors = range(1, most + 1)
        numbers = list(doors)
        if not numbers or any(type(one) is not int for one in numbers):
            return "malformed"
        self._numbers |= {(device, one): command["id"] for one in numbers}
        # All doors are tried, also when one of them does not answer.
        orders = [Unlock(one, command["seq"]) for one in numbers]
        sent = [self._brain.send(device, order) for order in orders]
        if not all(sent):
            return "no_device"
        return ""

    def _refuse(self, device: str, command, why: str) -> None:
        known = command if isinstance(command, dict) else {}
        do = str(known.get("do") or "")[:40]
        _logger.warning("Command refused (%s): %s for %s", why, do, device)
        now = steady()
        while self._refused and now - self._refused[0] > 60:
            self._refused.popleft()
        if len(self._refused) >= REFUSALS_A_MINUTE:
            self._unwritten += 1
            return
        self._refused.append(now)
        facts = {"why": why, "do": do, "more": self._unwritten}
        if why != "unsigned":
            facts |= {"command": known.get("id"), "seq": known.get("seq")}
        self._unwritten = 0
        self._brain.note("command_refused", device, data=facts)
