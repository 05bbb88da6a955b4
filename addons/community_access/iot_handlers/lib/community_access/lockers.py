"""Bands that are held to a locker bank: which door is whose only the server knows."""

import logging
import uuid

from .lanes import Lane
from .link import LinkError
from .messages import Read

_logger = logging.getLogger(__name__)

# Who stands at a locker waits longer than at a gate, but not for ever.
TIMEOUT = (2, 8)


class LockerLane(Lane):
    """The doors open by commands of the server; here it is only asked."""

    def _serve(self, read: Read, when: float) -> None:
        brain, at = self._brain, self._brain.clock.now()
        key, why = brain.memory.key_of(read, self._device)
        if not why and self._ask(key, read.door):
            return
        reason = {"code": why or "needs_server", "facts": {}, "fix": "ask_desk"}
        brain.note(
            "swipe",
            self._device,
            at=at,
            uid=key,
            verdict="deny",
            reasons=[{**reason, "weight": 0}],
            data={"door": read.door},
        )

    def _ask(self, key: str, door: int) -> bool:
        """Whether the server answered, whatever it said: it keeps that itself."""
        link = self._brain.link
        if not link:
            return False
        question = {
            "uuid": str(uuid.uuid4()),
            "device": self._device,
            "uid": key,
            "number": door,
        }
        try:
            link.ask("locker", question, timeout=TIMEOUT)
        except LinkError as error:
            _logger.info("The server did not say: %s", error)
            return False
        return True
