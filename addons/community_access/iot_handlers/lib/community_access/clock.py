"""What time it is by the server's clock, whatever this machine believes.

A Raspberry Pi has no battery for its clock, and somebody may set it. So the time is
counted from the last answer of the server with a clock that nobody sets. Only from a
start up to the first answer the machine's own clock is used, and only if it is
plausible: not before what was known already, and not more than a week after it.
Otherwise time goes on from the last moment that is known: passes expire later than they
should, never earlier, and admin bands go on working.
"""

import threading
import time
from collections.abc import Callable

WEEK = 7 * 86_400
# Answers that took longer say too little about the moment at which they were written.
SLOW_ANSWER = 5.0
# A difference worth a line in the journal.
JUMP = 5.0


def steady() -> float:
    """Seconds that go on while the machine sleeps, and that nobody sets."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class ServerClock:
    """:param last_known: the latest moment that was kept, 0 when there is none
    :param offset: server's clock minus machine's clock, as it was kept
    """

    def __init__(
        self,
        last_known: float = 0.0,
        offset: float = 0.0,
        wall: Callable[[], float] = time.time,
        ticks: Callable[[], float] = steady,
    ):
        self._wall, self._ticks = wall, ticks
        self._lock = threading.Lock()
        believed = wall() + offset
        self.is_trusted = bool(last_known) and 0 <= believed - last_known <= WEEK
        self.offset = offset
        self._base = believed if self.is_trusted or not last_known else last_known
        self._since = ticks()

    def now(self) -> float:
        with self._lock:
            return self._base + self._ticks() - self._since

    def learn(self, server_now: float, asked: float, answered: float) -> float:
        """The server wrote its time between `asked` and `answered`, by `steady`.

        :return: by how much our time was wrong, 0 where that is not worth a word
        """
        if not 0 <= answered - asked <= SLOW_ANSWER:
            return 0.0
        with self._lock:
            believed = self._base + answered - self._since
            self._base = server_now + (answered - asked) / 2
            self._since = answered
            wrong = self._base - believed
            self.offset = self._base + self._ticks() - answered - self._wall()
            first, self.is_trusted = not self.is_trusted, True
        return wrong if abs(wrong) >= JUMP and not first else 0.0
