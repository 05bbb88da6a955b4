"""What the person sees: steps, their progress and, at the end, their times."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(text: str = "") -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    say(f"  ! {text}")


def readable(seconds: float) -> str:
    """:return: ``4.2 s`` or ``3 min 05 s``"""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


class Progress:
    """The latest news of a long step.

    A terminal sees one line that changes; a log file a line every few seconds.
    """

    quiet_seconds = 15

    def __init__(self):
        self.started = self._shown = time.monotonic()
        self._terminal = sys.stdout.isatty()
        self._width = 0

    def show(self, news: str) -> None:
        if threading.current_thread() is not threading.main_thread():
            return  # of several at once the scheduler tells
        now = time.monotonic()
        line = f"    {readable(now - self.started)}: {news}"
        if self._terminal:
            columns = shutil.get_terminal_size().columns - 1
            line = line[:columns]
            print(f"\r{line:<{self._width}}", end="", flush=True)
            self._width = len(line)
        elif now - self._shown >= self.quiet_seconds:
            self._shown = now
            say(line)

    def clear(self) -> None:
        if self._terminal and self._width:
            print(f"\r{'':<{self._width}}\r", end="", flush=True)
            self._width = 0


class Steps:
    """Names each step, and remembers how long it took.

    :param quiet: for commands whose output belongs to another program
    """

    def __init__(self, quiet: bool = False):
        self.times: list[tuple[str, float]] = []
        self._quiet = quiet

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        if not self._quiet:
            say(f"• {title}")
        started = time.monotonic()
        yield
        self.times.append((title, time.monotonic() - started))

    def report(self) -> None:
        total = sum(seconds for _title, seconds in self.times)
        width = max((len(title) for title, _seconds in self.times), default=0)
        say("Time of each step:")
        for title, seconds in [*self.times, ("all", total)]:
            say(f"  {title:<{width}}  {readable(seconds):>12}")
