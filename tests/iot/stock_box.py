"""The stock box as a process of its own: built, started, killed and started again."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from configparser import RawConfigParser
from contextlib import suppress
from pathlib import Path

from .archive import ADDONS

sys.path.insert(0, str(ADDONS / "community_access" / "iot_pc"))
from make_box import make_box

IDENTIFIER = "box-under-test"


def _die_with_the_test() -> None:
    """A box that is left over goes on opening the ports of later tests."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_until(what, patience: float = 20, pause: float = 0.02):
    """The first true answer of `what`."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(pause)
    raise AssertionError(f"not within {patience} s: {what}")


class StockBox:
    """:param folder: empty; the box lives there
    :param source: folder with the package `odoo`
    """

    def __init__(self, folder: Path, source: Path):
        self.folder, self.port = folder, free_port()
        self.log = folder / "box.log"
        self.start_file = make_box(source, folder)
        self.ports: list[Path] = []
        self.child = None

    def configure(self, server, ports: list[Path]) -> None:
        """:param server: None: the box is paired by itself, see `pair`"""
        conf = RawConfigParser()
        conf.read(self.folder / "odoo.conf")
        conf["options"]["http_port"] = str(self.port)
        if server:
            conf["iot.box"] = {
                "remote_server": server.url,
                "token": server.token,
                "db_name": "club",
            }
        conf["community.box"] = {
            "identifier": IDENTIFIER,
            "ports": ":".join(map(str, ports)),
        }
        with (self.folder / "odoo.conf").open("w") as file:
            conf.write(file)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def journal(self) -> Path:
        return self.folder / "community_access.sqlite"

    def start(self) -> None:
        command = [sys.executable, self.start_file]
        command += ["--config", self.folder / "odoo.conf"]
        command += ["--data-dir", self.folder / "data"]
        environment = {**os.environ, "NO_PROXY": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
        # The box starts itself anew by the bare name of the interpreter.
        programs = os.path.dirname(sys.executable)
        environment["PATH"] = f"{programs}{os.pathsep}{environment['PATH']}"
        with self.log.open("a") as sink:
            self.child = subprocess.Popen(
                command,
                stdout=sink,
                stderr=sink,
                cwd=self.folder,
                env=environment,
                start_new_session=True,
                preexec_fn=_die_with_the_test,  # noqa: PLW1509
            )

    def kill(self) -> None:
        if self.child and self.child.poll() is None:
            self.child.send_signal(signal.SIGKILL)
        if self.child:
            self.child.wait(10)
            self.child = None

    def freeze(self) -> None:
        self.child.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.child.send_signal(signal.SIGCONT)

    def pair(self, link: str) -> dict:
        """As somebody does who pastes the link into the page of the box."""
        body = json.dumps({"jsonrpc": "2.0", "params": {"token": link}}).encode()
        return json.loads(self.post("/iot_drivers/connect_to_server", body))["result"]

    def answers(self) -> bool:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"{self.url}/hw_proxy/hello", timeout=5) as answer,
        ):
            return answer.read() == b"ping"
        return False

    def post(self, path: str, body: bytes) -> bytes:
        request = urllib.request.Request(
            self.url + path, body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")
