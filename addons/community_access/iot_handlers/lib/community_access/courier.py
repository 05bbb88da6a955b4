"""Between box and server: events there, settings and passes back."""

import logging
import random
import sqlite3
import threading

from .clock import steady
from .link import LinkError

_logger = logging.getLogger(__name__)

BATCH = 500
SYNC_SECONDS, SOON_SECONDS = 60.0, 10.0
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 15.0
MOST_PAGES = 10_000


class Courier(threading.Thread):
    """:param look_after: called when the server answered; whether all is well"""

    def __init__(self, brain, look_after=lambda: True):
        super().__init__(name="courier", daemon=True)
        self._brain, self._look_after = brain, look_after
        self._wake, self._called = threading.Event(), threading.Event()
        self._sync_at = 0.0
        self._wait = SHORTEST_WAIT
        brain.on_written = self._wake.set

    def sync_soon(self) -> None:
        """The server has news: it is there, however long it was not."""
        self._sync_at = 0.0
        self._called.set()
        self._wake.set()

    def run(self) -> None:
        while not self._brain.is_stopped:
            self._wake.clear()
            try:
                self.deliver()
                if steady() >= self._sync_at:
                    self._sync_now()
                self._wait = SHORTEST_WAIT
            except LinkError as error:
                self._pause(error)
                continue
            except (sqlite3.Error, KeyError, TypeError, ValueError):
                _logger.exception("Exchange with the server")
                self._pause(None)
                continue
            left = max(self._sync_at - steady(), 0.05)
            if self._wake.wait(left):
                # A few more may come: they go together.
                threading.Event().wait(0.05)

    def _sync_now(self) -> None:
        # Set before: who calls meanwhile has news that the first page may not have.
        self._sync_at = steady() + SYNC_SECONDS
        try:
            self.sync()
        except BaseException:
            self._sync_at = 0.0
            raise
        if not self._look_after():
            self._sync_at = min(self._sync_at, steady() + SOON_SECONDS)

    def _pause(self, error) -> None:
        if self._wait == SHORTEST_WAIT:
            _logger.warning("The server is not reached: %s", error)
        self._called.clear()
        self._called.wait(self._wait * random.uniform(0.7, 1.0))
        self._wait = min(self._wait * 2, LONGEST_WAIT)

    def deliver(self) -> int:
        """Events in the order of their numbers until none waits.

        :return: how many the server has now that it did not have
        :raises LinkError:
        """
        brain, done = self._brain, 0
        while True:
            events = brain.journal.events_after(brain.journal.acked, BATCH)
            if not events:
                return done
            question = {"epoch": brain.journal.epoch, "events": events}
            answer = brain.link.ask("events", question)
            brain.heard_server()
            acked = answer["acked"]
            if type(acked) is not int or not 0 <= acked <= brain.journal.last_seq():
                raise LinkError("events: acked is no number of ours")
            progress = acked - brain.journal.acked
            brain.journal.set_acked(acked)
            if progress == 0:
                raise LinkError("events: the server takes none")
            done += progress

    def sync(self) -> None:
        """What changed, page by page; it counts when the last page is there.

        :raises LinkError:
        """
        brain = self._brain
        brain.journal.forget_staged()
        brain.memory.watch()
        question = {"revision": brain.journal.revision, "after": 0, "page": 0}
        question["health"] = self._brain.health()
        world, is_full, revision = None, False, ""
        for page in range(MOST_PAGES):
            question["page"] = page
            answer = brain.link.ask("sync", question)
            if answer["format"] != 1:
                raise LinkError("sync: a format of the future")
            brain.heard_server()
            if not page:
                # The first page's revision: what changed while the others were fetched
                # is fetched again with the next sync.
                revision = answer["revision"]
                world, is_full = answer.get("world"), bool(answer["full"])
            brain.journal.stage(answer["passes"], is_full)
            if not answer["more"]:
                break
            question["after"] = answer["after"]
        self._finish(revision, world, is_full)

    def _finish(self, revision: str, world: dict | None, is_full: bool) -> None:
        brain = self._brain
        brain.journal.finish_sync(revision, world, is_full)
        brain.journal.keep_clock(brain.clock.now(), brain.clock.offset)
        brain.memory.revision = revision
        if world is not None:
            brain.memory.reload()
            brain.holds.apply()
