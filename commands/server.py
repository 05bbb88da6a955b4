"""The server that ``up`` leaves running: its start, its pulse and its end."""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .console import Progress, say
from .databases import odoo_news
from .errors import CommandError
from .layout import Layout
from .process import port_is_free, running_pid, stop_pid

PATIENCE_SECONDS = 300
ASSET = re.compile(r'"(/web/assets/[^"]+)"')


@dataclass(frozen=True)
class OdooServer:
    layout: Layout

    @property
    def pid_file(self) -> Path:
        return self.layout.state / "server.pid"

    @property
    def log(self) -> Path:
        return self.layout.logs / "server.log"

    @property
    def pid(self) -> int | None:
        return running_pid(self.pid_file, "odoo")

    @property
    def description(self) -> str:
        """What the running server was started as: port, database, code."""
        note = self.layout.state / "server.txt"
        return note.read_text() if self.pid and note.exists() else ""

    def stop(self) -> bool:
        pid = self.pid
        if pid:
            stop_pid(pid)
        self.pid_file.unlink(missing_ok=True)
        return pid is not None

    def start(
        self, command: list, environment: dict, description: str
    ) -> subprocess.Popen:
        with self.log.open("a") as sink:
            child = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,  # survives this terminal
            )
        self.pid_file.write_text(f"{child.pid}\n")
        (self.layout.state / "server.txt").write_text(description)
        return child

    def wait(self, address: str, has_ended: Callable[[], bool]) -> None:
        """Until a page is served with its styles and scripts: the first builds them."""
        progress = Progress()
        try:
            self._fetch(f"{address}/web/health", has_ended, progress)
            page = self._fetch(f"{address}/web/login", has_ended, progress)
            for asset in sorted(set(ASSET.findall(page))):
                self._fetch(address + asset, has_ended, progress)
        finally:
            progress.clear()

    def _fetch(self, url: str, has_ended: Callable, progress: Progress) -> str:
        remedy = f"Read {self.log}, mend what it names, and run again."
        while True:
            try:
                with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as reply:
                    return reply.read().decode(errors="replace")
            except urllib.error.HTTPError as error:
                raise CommandError(f"{url} answers {error.code}.", remedy) from error
            except OSError:
                pass  # not listening yet
            if has_ended():
                end = "\n".join(self.log.read_text().splitlines()[-12:])
                raise CommandError(f"The server ended by itself:\n{end}", remedy)
            if time.monotonic() - progress.started > PATIENCE_SECONDS:
                raise CommandError(f"No answer from {url}.", remedy)
            progress.show(self._latest_news() or "starting")
            time.sleep(0.3)

    def _latest_news(self) -> str | None:
        with self.log.open("rb") as handle:
            handle.seek(max(0, os.path.getsize(self.log) - 4000))
            lines = handle.read().decode(errors="replace").splitlines()
        return next(filter(None, map(odoo_news, reversed(lines))), None)


def choose_port(wanted: int | None, usual: int) -> int:
    """:return: the wanted port, or else the next free one from the usual on

    :raises CommandError: when the wanted port is taken
    """
    if wanted:
        if port_is_free(wanted):
            return wanted
        raise CommandError(
            f"Port {wanted} is taken by another program.",
            "Stop that program (`ss -ltnp` names it), or choose another --port.",
        )
    for port in range(usual, usual + 50):
        if port_is_free(port):
            if port != usual:
                say(f"  port {usual} is taken by another program: using {port}")
            return port
    raise CommandError(
        f"All ports from {usual} to {usual + 49} are taken.", "Name one: --port."
    )
