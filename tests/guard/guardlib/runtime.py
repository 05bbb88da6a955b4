"""Odoo within the test process, Odoo as a program, and what a database holds."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path


class Runtime:
    """Works with databases of one configuration; the fixtures of tests/ make them."""

    def __init__(self, conf: Path, log_folder: Path):
        self.conf = conf
        self.log_folder = log_folder

    @contextmanager
    def env(self, database: str, *, commit=False):
        """A superuser environment of its own transaction."""
        from odoo import SUPERUSER_ID, api
        from odoo.modules.registry import Registry

        registry = Registry(database).check_signaling()
        with registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            if commit:
                cr.commit()
                registry.signal_changes()
            else:
                cr.rollback()

    def let_go(self, database: str):
        """Close every connection of this process, so that others may change it."""
        from odoo.modules.registry import Registry
        from odoo.sql_db import close_db

        Registry.delete(database)
        close_db(database)

    def run(self, name: str, *command, environment=None) -> str:
        """Run a program to its end.

        :return: what it wrote
        :raises AssertionError: with the end of that, when it fails
        """
        result = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            timeout=1800,
            env={**os.environ, **(environment or {})},
        )
        text = result.stdout + result.stderr
        (self.log_folder / f"{name}.log").write_text(text)
        assert result.returncode == 0, f"{name} failed:\n{text[-4000:]}"
        return text

    def odoo(self, name: str, *arguments, subcommand: str = "server") -> str:
        """Run one of Odoo's own commands.

        :return: its log
        """
        head = [sys.executable, "-m", "odoo", subcommand, "-c", self.conf]
        return self.run(name, *head, *arguments)

    def script(self, name: str, file: Path, *arguments) -> str:
        """Run a program of the guard rails in a process of its own."""
        return self.run(name, sys.executable, file, *arguments)

    def dump(self, database: str) -> str:
        """:return: every row of the database as text"""
        return self.run("dump", "pg_dump", "--data-only", "--no-owner", database)
