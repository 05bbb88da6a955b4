"""Runs other programs: quietly into a log, with progress, and stoppable."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .console import Progress, say
from .errors import CommandError

News = Callable[[str], str | None]


def capture(command: Sequence, **options) -> str:
    """:return: what a short command prints; raises CalledProcessError when it fails"""
    return subprocess.run(
        [str(part) for part in command],
        check=True,
        capture_output=True,
        text=True,
        **options,
    ).stdout


def follow(
    command: Sequence,
    log: Path,
    remedy: str,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    news: News | None = None,
) -> None:
    """Run a long command into a log, showing its news.

    :param news: makes a line of output readable, or None of it; asked with an empty
        line, too, for news that do not come from the output
    :raises CommandError: with the end of the log, when the command fails
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    progress = Progress()
    with log.open("a") as sink, start(command, env=env, cwd=cwd) as child:
        output = _Output(child.stdout, sink, news or (lambda _line: None))
        try:
            while child.poll() is None:
                time.sleep(0.2)
                progress.show(output.latest_news())
        except BaseException:
            stop_child(child)
            raise
        finally:
            output.join(timeout=5)
            progress.clear()
    if child.returncode:
        name = Path(str(command[0])).name
        raise CommandError(
            f"{name} failed (exit code {child.returncode}). The end of {log}:\n"
            + "\n".join(f"    {line}" for line in output.tail),
            remedy,
        )


class _Output(threading.Thread):
    """Copies what a program prints into a log, and remembers its end and its news."""

    def __init__(self, stream, sink, news: News):
        super().__init__(daemon=True)
        self.tail: deque[str] = deque(maxlen=12)
        self._stream, self._sink, self._news = stream, sink, news
        self._latest: str | None = None
        self.start()

    def run(self) -> None:
        for line in self._stream:
            self._sink.write(line)
            self._sink.flush()
            if line.strip():
                self.tail.append(line.rstrip())
                self._latest = self._news(line) or self._latest

    def latest_news(self) -> str:
        return self._news("") or self._latest or "working"


_children: set[subprocess.Popen] = set()


def start(command: Sequence, **options) -> subprocess.Popen:
    """A child in a process group of its own, which ``stop_all`` finds.

    So an interruption ends its browsers and workers, too, whichever thread waits.
    """
    settings = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "errors": "replace",
        "process_group": 0,
        **options,
    }
    child = subprocess.Popen([str(part) for part in command], **settings)
    _children.add(child)
    return child


def run_into(log: Path, command: Sequence, **options) -> int:
    """:return: the exit code of a command whose output is for later"""
    with log.open("w") as sink:
        return start(command, stdout=sink, **options).wait()


def stop_child(child: subprocess.Popen, patience: float = 10) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def stop_all() -> None:
    for child in list(_children):
        if child.poll() is None:
            stop_child(child)


@contextmanager
def exclusive(lock: Path, busy: str, shared: bool = False) -> Iterator[None]:
    """Let one at a time through; the system frees the lock if we die.

    :param shared: let all through that only read
    """
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  waiting: {busy}")
            fcntl.flock(handle, kind)
        yield


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def running_pid(pid_file: Path, marker: str) -> int | None:
    """:return: the process of a pid file, if it runs and its command has ``marker``

    The marker protects a stranger that got the number after a restart.
    """
    with contextlib.suppress(OSError, ValueError):
        pid = int(pid_file.read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        if marker in command:
            return pid
    return None


def stop_pid(pid: int, patience: float = 15) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)
