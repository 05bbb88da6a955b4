"""Odoo within the test process, Odoo as a server, and copies of databases."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 180


class Runtime:
    """One configuration of Odoo: makes databases, environments and servers."""

    def __init__(self, conf: Path, log_folder: Path):
        self.conf = Path(conf)
        self.log_folder = log_folder
        self._booted = False

    # ---- in this process -------------------------------------------------------

    def boot(self):
        """Odoo's configuration, once, before anything of it is used in process."""
        if not self._booted:
            from odoo.tools import config

            config.parse_config(["-c", str(self.conf)], setup_logging=False)
            self._booted = True
        return self

    def registry(self, database: str):
        self.boot()
        from odoo.modules.registry import Registry

        return Registry(database)

    @contextmanager
    def env(self, database: str, *, commit=False):
        """A superuser environment of its own transaction."""
        registry = self.registry(database)
        from odoo import SUPERUSER_ID, api

        registry.check_signaling()
        with registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            if commit:
                registry_changes = registry
                cr.commit()
                registry_changes.signal_changes()
            else:
                cr.rollback()

    def close(self, database: str):
        """Let go of every connection, so that the database can be copied or dropped."""
        if self._booted:
            from odoo.modules.registry import Registry
            from odoo.sql_db import close_db

            Registry.delete(database)
            close_db(database)

    # ---- other processes ---------------------------------------------------------

    def command(self, *arguments) -> list[str]:
        return [sys.executable, "-m", "odoo", *(str(part) for part in arguments)]

    def odoo(self, name: str, *arguments, subcommand: str | None = None) -> str:
        """Run Odoo to its end.

        :return: its log
        :raises AssertionError: with the end of the log, when it fails
        """
        head = [subcommand] if subcommand else []
        result = subprocess.run(
            self.command(*head, "-c", self.conf, *arguments),
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )
        text = result.stdout + result.stderr
        (self.log_folder / f"{name}.log").write_text(text)
        assert result.returncode == 0, f"odoo {name} failed:\n{text[-4000:]}"
        return text

    @contextmanager
    def server(self, database: str, port: int, *arguments):
        log = self.log_folder / f"server-{database}.log"
        with log.open("w") as sink:
            process = subprocess.Popen(
                self.command(
                    *("-c", self.conf, "-d", database, "--http-port", port),
                    *("--max-cron-threads=0", "--workers=0", *arguments),
                ),
                stdout=sink,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        try:
            server = Server(f"http://127.0.0.1:{port}", database, log)
            server.wait(process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    # ---- databases -----------------------------------------------------------------

    @property
    def _options(self):
        self.boot()
        from odoo.tools import config

        return config

    def _tool(self, program: str, *arguments) -> str:
        environment = dict(os.environ)
        for key in ("host", "port", "user", "password"):
            value = self._options[f"db_{key}"]
            if value:
                environment[f"PG{key.upper()}"] = str(value)
        result = subprocess.run(
            [program, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def dump(self, database: str) -> str:
        """:return: every row of the database as text"""
        return self._tool("pg_dump", "--data-only", "--no-owner", database)

    def copy(self, source: str, target: str) -> str:
        self.close(source)
        self.drop(target)
        self._tool("createdb", "-T", source, target)
        filestore = Path(self._options["data_dir"]) / "filestore"
        if (filestore / source).is_dir():
            shutil.copytree(filestore / source, filestore / target)
        return target

    def drop(self, database: str):
        self.close(database)
        self._tool("dropdb", "--if-exists", "--force", database)
        folder = Path(self._options["data_dir"]) / "filestore" / database
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    def __init__(self, url: str, database: str, log: Path):
        self.url = url
        self.database = database
        self.log = log

    def wait(self, process=None):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url + "/web/health", timeout=60):
                    return
            except urllib.error.HTTPError:
                raise
            except OSError:
                time.sleep(0.2)
            if process and process.poll() is not None:
                raise AssertionError(f"server ended:\n{self.log.read_text()[-4000:]}")
        raise AssertionError(f"no answer from {self.url}")


def free_port(usual: int = 8150) -> int:
    first = int(os.environ.get("GUARD_PORT", usual))
    for port in range(first, first + 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError(f"ports {first} to {first + 9} are all taken")
