"""The PostgreSQL server: the one that is named, or a private cluster of this checkout.

The private cluster listens on a socket only, in a folder that nobody else may enter.
Its settings are durable, as ``up`` keeps people's work in it; what is thrown away
(tests, templates) asks for ``synchronous_commit=off`` per connection instead, so that
one cluster, and one set of prepared databases, serves both.

Odoo's role is a superuser of the private cluster, because Odoo itself makes the
function ``unaccent`` immutable when it creates or restores a database, and PostgreSQL
lets only a superuser do that. On a named server see docs/deploy.md.
"""

import contextlib
import os
import pwd
import subprocess
from configparser import ConfigParser
from dataclasses import dataclass, field
from pathlib import Path

from . import debian
from .errors import CommandError
from .layout import Layout
from .process import capture, running_pid

ROLE = "odoo"
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
wal_level = minimal
max_wal_senders = 0
random_page_cost = 1.1
jit = off
"""


@dataclass(frozen=True)
class Server:
    """How to reach PostgreSQL.

    :param odoo_options: the ``db_*`` lines of Odoo's configuration
    :param environment: the same for PostgreSQL's own programs
    """

    odoo_options: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def tools_environment(self) -> dict[str, str]:
        folder = debian.postgres_folder()
        path = os.environ["PATH"]
        if folder:
            path = f"{path}{os.pathsep}{folder}"
        return {**os.environ, **self.environment, "PATH": path}

    def sql(self, statement: str, database: str = "postgres") -> list[str]:
        """:return: the rows, one line each"""
        command = ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1"]
        try:
            return capture(
                [*command, "-d", database, "-c", statement],
                env=self.tools_environment,
            ).splitlines()
        except subprocess.CalledProcessError as error:
            raise CommandError(
                f"PostgreSQL refused: {error.stderr.strip()}",
                "Check that the server runs and lets this user in (PGHOST, PGUSER, "
                "PGPASSWORD or the db_* lines of odoo.conf).",
            ) from error


def ensure(layout: Layout) -> Server:
    """:return: a server that answers"""
    log = layout.logs / "apt.log"
    named = _named(layout)
    if named:
        debian.install([debian.POSTGRES_CLIENT], log)
        named.sql("SELECT 1")
        return named
    debian.install([debian.POSTGRES], log)
    cluster = PrivateCluster(layout)
    cluster.start()
    return cluster.server


def _named(layout: Layout) -> Server | None:
    """The server of PGHOST (and friends), or of odoo.conf."""
    if os.environ.get("PGHOST"):
        return Server()
    config = ConfigParser(interpolation=None)
    config.read(layout.root / "odoo.conf")
    options = {
        key: value
        for key, value in config["options"].items()
        if key in {"db_host", "db_port", "db_user", "db_password"} and value
    }
    if not options.get("db_host"):
        return None
    names = {key: f"PG{key[3:].upper()}" for key in options}
    return Server(options, {names[key]: value for key, value in options.items()})


class PrivateCluster:
    def __init__(self, layout: Layout):
        self.layout = layout
        self.user = "postgres" if os.geteuid() == 0 else None
        self.folder = self._choose_folder()
        # A socket's path may have 107 bytes, which a deep checkout exceeds.
        self.socket = Path("/tmp") / f"community-{layout.fingerprint}"

    @property
    def server(self) -> Server:
        options = {"db_host": str(self.socket), "db_user": ROLE}
        return Server(options, {"PGHOST": str(self.socket), "PGUSER": ROLE})

    def _choose_folder(self) -> Path:
        """In the checkout, unless PostgreSQL's user cannot reach it there."""
        inside = self.layout.state / "pg"
        if self.user is None:
            return inside
        reach = subprocess.run(["test", "-x", self.layout.state], user=self.user)
        if reach.returncode == 0:
            return inside
        home = Path(pwd.getpwnam(self.user).pw_dir)
        return home / f"community-{self.layout.fingerprint}"

    @property
    def is_running(self) -> bool:
        marker = str(self.folder)
        return running_pid(self.folder / "postmaster.pid", marker) is not None

    def start(self) -> None:
        if not (self.folder / "community.created").exists():
            self._create()
        if self.is_running:
            return
        self._own(self.socket)
        self._pg_ctl("start", "-w", "-t", "120", "-l", self.folder / "server.log")

    def stop(self) -> None:
        if self.is_running:
            self._pg_ctl("stop", "-w", "-m", "fast")
            with contextlib.suppress(OSError):
                self.socket.rmdir()

    def _create(self) -> None:
        """An interrupted attempt leaves no mark, and is made again."""
        if self.is_running:
            self.stop()
        if self.folder.exists():
            self._run(["rm", "-rf", self.folder])
        self._own(self.folder)
        self._own(self.socket)
        self._run(
            [
                debian.postgres_folder() / "initdb",
                *("-D", self.folder, "-U", "postgres", "-E", "UTF8"),
                *("--locale=C.UTF-8", "--lc-collate=C", "-A", "trust"),
            ]
        )
        with (self.folder / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(socket=self.socket))
        self._pg_ctl("start", "-w", "-t", "120", "-l", self.folder / "server.log")
        admin = Server(environment={"PGHOST": str(self.socket), "PGUSER": "postgres"})
        admin.sql(f"CREATE ROLE {ROLE} LOGIN SUPERUSER")
        (self.folder / "community.created").touch()

    def _own(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        if folder.stat().st_uid != (account.pw_uid if self.user else os.geteuid()):
            raise CommandError(
                f"{folder} belongs to somebody else.",
                f"Remove {folder}, and run again.",
            )
        folder.chmod(0o700)

    def _pg_ctl(self, *arguments) -> None:
        self._run([debian.postgres_folder() / "pg_ctl", "-D", self.folder, *arguments])

    def _run(self, command: list) -> None:
        log = self.layout.logs / "postgres.log"
        with log.open("a") as sink:
            done = subprocess.run(
                [str(part) for part in command],
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        if done.returncode:
            raise CommandError(
                f"PostgreSQL's {Path(str(command[0])).name} failed.",
                f"Read {log} and {self.folder / 'server.log'}; a full disk, or little "
                "shared memory, is the usual reason. Then run again.",
            )
