"""Keeps every core busy: takes the longest job that is ready, jobs may add jobs."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..console import readable, say
from ..errors import CommandError
from .outcome import Outcome, Verdict, last_line

Work = Callable[[], list[Outcome]]


@dataclass(frozen=True)
class Job:
    name: str
    work: Work
    seconds: float = 10


class Scheduler:
    """:param cores: how many jobs run at the same time"""

    pulse_seconds = 30

    def __init__(self, cores: int):
        self.outcomes: list[Outcome] = []
        self._cores = cores
        self._waiting: list[tuple[float, int, Job]] = []
        self._order = itertools.count()
        self._running: dict[str, float] = {}
        self._changed = threading.Condition()

    def add(self, job: Job) -> None:
        with self._changed:
            heapq.heappush(self._waiting, (-job.seconds, next(self._order), job))
            self._changed.notify_all()

    def run(self) -> list[Outcome]:
        threads = [
            threading.Thread(target=self._labour, daemon=True)
            for _core in range(self._cores)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            self._pulse(threads)
        return self.outcomes

    def _pulse(self, threads: list[threading.Thread]) -> None:
        deadline = time.monotonic() + self.pulse_seconds
        while time.monotonic() < deadline:
            for thread in threads:
                thread.join(timeout=0.2)
            if not any(thread.is_alive() for thread in threads):
                return
        now = time.monotonic()
        with self._changed:
            names = [f"{n} ({readable(now - s)})" for n, s in self._running.items()]
            say(f"    running: {', '.join(names)}; {len(self._waiting)} waiting")

    def _labour(self) -> None:
        while job := self._next():
            started = time.monotonic()
            outcomes = _outcomes_of(job)
            took = readable(time.monotonic() - started)
            with self._changed:
                self.outcomes += outcomes
                del self._running[job.name]
                self._changed.notify_all()
                count = f": {last_line(outcomes)}" if outcomes else ""
                say(f"  {_mark(outcomes)} {job.name}{count} ({took})")

    def _next(self) -> Job | None:
        """Waits while nothing is ready but a running job may still add some."""
        with self._changed:
            while not self._waiting and self._running:
                self._changed.wait()
            if not self._waiting:
                return None
            _priority, _order, job = heapq.heappop(self._waiting)
            self._running[job.name] = time.monotonic()
            return job


def _mark(outcomes: list[Outcome]) -> str:
    failed = any(outcome.verdict is Verdict.FAILED for outcome in outcomes)
    return "✗" if failed else "✓"


def _outcomes_of(job: Job) -> list[Outcome]:
    try:
        return job.work()
    except CommandError as error:
        detail = f"{error}\n→ {error.remedy}"
        return [Outcome(job.name, Verdict.FAILED, detail)]
    except Exception as error:  # a broken check must not silence the others
        return [Outcome(job.name, Verdict.FAILED, f"{type(error).__name__}: {error}")]
