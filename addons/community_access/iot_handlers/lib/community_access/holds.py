"""What stands open: in a fire, in free passage, and while a relay is pulled.

Looked at as a level and not as an edge: whatever was lost on the way, unplugged or
started anew is told again how it has to stand.
"""

import threading
from collections.abc import Callable
from typing import NamedTuple

from .clock import steady
from .memory import Memory
from .messages import OUT, Hold
from .plan import Actor

AGAIN_SECONDS = 5.0


class Contact(NamedTuple):
    """`side` is empty where the device does not know sides."""

    device: str
    channel: int
    side: str


class Holds:
    """:param send: ``send(device, order)`` → whether it went out
    :param protocol_of: of a device, None while nothing is known of it
    """

    def __init__(
        self, memory: Memory, send: Callable, protocol_of: Callable, now: Callable
    ):
        self._memory, self._send = memory, send
        self._protocol_of, self._now = protocol_of, now
        self._lock = threading.RLock()
        self._told: dict[Contact, tuple[bool, float]] = {}
        self._pulled: dict[Contact, float] = {}

    def forget(self, device: str) -> None:
        """It was away: it does not know any more what it was told."""
        with self._lock:
            for contact in [one for one in self._told if one.device == device]:
                del self._told[contact]

    def pull(self, actor: Actor, side: str, seconds: float) -> None:
        """A relay was pulled for somebody: let it go after a while."""
        contact = self._contact(actor, side)
        if contact:
            with self._lock:
                ends = steady() + seconds
                self._pulled[contact] = max(ends, self._pulled.get(contact, 0))
                self._told[contact] = True, steady()

    def apply(self) -> None:
        """Tell each contact how it has to stand, if it was not told or forgot."""
        with self._lock:
            at = steady()
            for contact, is_open in self._wanted(at).items():
                told, when = self._told.get(contact, (None, 0))
                if told == is_open and not (is_open and at - when > AGAIN_SECONDS):
                    continue
                order = Hold(contact.side or OUT, is_open, contact.channel)
                if self._send(contact.device, order):
                    self._told[contact] = is_open, at

    def _wanted(self, at: float) -> dict[Contact, bool]:
        wanted: dict[Contact, bool] = {}
        for (actor, side), door in self._memory.plan.passages().items():
            contact = self._contact(actor, side)
            if contact:
                is_open = self._has_to_be_open(door, side)
                wanted[contact] = wanted.get(contact, False) or is_open
        for contact, ends in list(self._pulled.items()):
            if at < ends:
                wanted[contact] = True
            else:
                del self._pulled[contact]
                wanted.setdefault(contact, False)
        return wanted

    def _has_to_be_open(self, door, side: str) -> bool:
        if self._memory.is_fire and side == OUT:
            return True
        return self._memory.mode_now(door, self._now()) == "free"

    def _contact(self, actor: Actor, side: str) -> Contact | None:
        protocol = self._protocol_of(actor.device)
        if not protocol or Hold not in protocol.orders:
            return None
        return Contact(actor.device, actor.channel, side if protocol.sided else "")
