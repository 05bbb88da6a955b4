"""Programs from the Debian archive: which are missing, and why they matter."""

import ctypes.util
import importlib.util
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .console import say
from .errors import CommandError
from .process import follow


@dataclass(frozen=True)
class Need:
    packages: tuple[str, ...]
    reason: str
    present: Callable[[], bool]


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def postgres_folder() -> Path | None:
    """:return: the folder of the newest PostgreSQL server's programs"""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(versions, key=lambda path: int(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _has_georgian_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(os.popen("fc-list :lang=ka family").read().strip())


VENV = Need(
    ("python3-venv",),
    "creates the virtual environment",
    lambda: importlib.util.find_spec("ensurepip") is not None,
)
POSTGRES = Need(
    ("postgresql",), "the database server", lambda: postgres_folder() is not None
)
POSTGRES_CLIENT = Need(
    ("postgresql-client",), "talks to the database server", _program("psql")
)
MAGIC = Need(
    ("libmagic1",),
    "tells the types of uploaded files",
    lambda: ctypes.util.find_library("magic") is not None,
)
PDF = Need(
    ("wkhtmltopdf",), "prints invoices and cards to PDF", _program("wkhtmltopdf")
)
CHROMIUM = Need(("chromium",), "runs the browser tests", _program("chromium"))
FONTS = Need(
    ("fontconfig", "fonts-dejavu-core", "fonts-noto-core"),
    "shows Georgian and Turkish in the browser tests",
    _has_georgian_font,
)
NODE = Need(("nodejs", "npm"), "runs the JavaScript linters", _program("npm"))


def missing(needs: list[Need]) -> list[Need]:
    return [need for need in needs if not need.present()]


def install(needs: list[Need], log: Path) -> None:
    """Install what is missing, having said what and why.

    :raises CommandError: when it is not ours to install
    """
    absent = missing(needs)
    if not absent:
        return
    for need in absent:
        say(f"  missing: {' '.join(need.packages)} ({need.reason})")
    names = [name for need in absent for name in need.packages]
    by_hand = f"apt-get install --no-install-recommends {' '.join(names)}"
    if not shutil.which("apt-get"):
        raise CommandError(
            "This is no Debian machine, so these cannot be installed here.",
            "Install the programs named above with the machine's own tools.",
        )
    if os.geteuid() != 0:
        raise CommandError(
            "Installing needs the rights of root.",
            f"Run: sudo apt-get update && sudo {by_hand}",
        )
    remedy = f"Look at {log}, mend apt, and run: {by_hand}"
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    follow(["apt-get", "update"], log, remedy, env=env)
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    follow(command, log, remedy, env=env)
