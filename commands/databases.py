"""Databases that are built once and then copied.

Two layers, each with and without demo data: *core* holds the add-ons of others that
the suite depends on, *suite* is a copy of it with our add-ons. What a database was made
from is written into its comment as the last act, so that an interrupted one is known.
Attachments of these two live in the database: a copy is complete without its filestore.
"""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import addons as addons_of
from .change import Change
from .console import say, warn
from .errors import CommandError
from .layout import Layout
from .odoo_source import Odoo
from .postgres import Server
from .process import exclusive, follow
from .python_env import PythonEnv

LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
# What the first pages of the web client and of the website ask for.
PAGES = (
    "web.assets_web",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
)
# Cards are charged in play; no club should find that in its own database.
DEMO_ONLY = ("payment_demo",)
QUICK = {"PGOPTIONS": "-c synchronous_commit=off"}
SPEAKING_ERROR = re.compile(r"^\d{4}-\S+ \S+ \d+ (ERROR|CRITICAL) ")


def odoo_news(line: str) -> str | None:
    """:return: which module Odoo is at"""
    found = LOADING.search(line)
    return f"module {found[2]} of {found[3]}: {found[1]}" if found else None


@dataclass(frozen=True)
class Databases:
    layout: Layout
    odoo: Odoo
    env: PythonEnv
    server: Server
    conf: Path

    @property
    def source(self) -> dict[str, str]:
        """The code of others that a database was made from."""
        return {"odoo": self.odoo.key, "others": self.env.key}

    # ---- plain SQL -------------------------------------------------------------

    def exists(self, name: str) -> bool:
        query = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"
        return bool(self.server.sql(query))

    def drop(self, name: str) -> None:
        self.server.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def drop_leftovers(self) -> None:
        """Copies that a killed test run could not drop."""
        copies = f"^cs-{self.layout.fingerprint}-(test-.*|suite(-demo)?-[0-9a-f]{{8}})$"
        found = f"SELECT datname FROM pg_database WHERE datname ~ '{copies}'"
        for name in self.server.sql(found):
            self.drop(name)

    def copy(self, source: str, target: str) -> None:
        """Copy a prepared database; what is attached from now on goes to files."""
        with self._alone_with(source, shared=True):
            self._clone(source, target)
        self._attach_to_files(target)

    def _clone(self, source: str, target: str) -> None:
        statement = f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY file_copy'
        self.server.sql(statement)

    def _alone_with(self, name: str, shared: bool = False):
        """While a database is built nobody else may touch it; many may copy it."""
        lock = self.layout.state / f"{name}.lock"
        return exclusive(lock, f"{name} is being prepared", shared)

    def _attach_to_files(self, name: str) -> None:
        statement = "DELETE FROM ir_config_parameter WHERE key = '{}'"
        self.server.sql(statement.format("ir_attachment.location"), name)

    def stamp(self, name: str) -> dict:
        """:return: what ``name`` was made from, {} if it is not finished"""
        rows = self.server.sql(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            f"WHERE datname = '{name}'"
        )
        try:
            return json.loads(rows[0])
        except (IndexError, ValueError):
            return {}

    def set_stamp(self, name: str, stamp: dict | None) -> None:
        text = json.dumps(stamp).replace("'", "''") if stamp else ""
        self.server.sql(f"COMMENT ON DATABASE \"{name}\" IS '{text}'")

    def publish(self, source: str, target: str, stamp: dict) -> None:
        """Copy for people to work in, with an identity of its own, all or nothing."""
        draft = f"{target}-draft"
        self.drop(draft)
        with self._alone_with(source, shared=True):
            self._click("copydb", source, draft)
        self._attach_to_files(draft)
        self.set_stamp(draft, stamp)
        self.server.sql(f'ALTER DATABASE "{draft}" RENAME TO "{target}"')

    # ---- Odoo's programs --------------------------------------------------------

    def run(self, what: str, *command) -> None:
        follow(
            command,
            self.layout.logs / "install.log",
            f"Read the log, mend {what}, and run again: what was finished is kept.",
            env={**self.server.tools_environment, **QUICK},
            news=odoo_news,
        )

    def install(self, database: str, modules: list[str]) -> None:
        self.run(
            f"the add-on that does not install ({', '.join(modules)})",
            *(self.env.odoo, "-c", self.conf, "-d", database),
            *("-i", ",".join(modules), "--stop-after-init", "--no-http"),
            "--max-cron-threads=0",
        )

    def update(self, database: str) -> None:
        """Upgrade what changed since the last time, by checksum."""
        self._click("update", "-d", database, "--log-level", "info")

    def remember_checksums(self, database: str) -> None:
        self._click("update", "-d", database, "--only-compute-hashes")

    def back_up(self, database: str, target: Path) -> None:
        self._click("backupdb", "--force", database, target)

    def restore(self, database: str, source: Path, options: list[str]) -> None:
        self._click("restoredb", *options, database, source)

    def _click(self, program: str, *arguments) -> None:
        self.run(
            "the add-on that does not load",
            self.env.program(f"click-odoo-{program}"),
            *("-c", self.conf, *arguments),
        )

    def _click_script(self, database: str, script: str, *arguments: str) -> None:
        path = self.layout.root / "commands" / "inside" / script
        self.run(
            "the add-on whose assets do not build",
            *(self.env.program("click-odoo"), "-c", self.conf, "-d", database),
            *("--", path, *arguments),
        )

    def ask_inside(self, database: str, script: str) -> list[str]:
        """:return: the lines that a script of ``inside/`` prints about a database"""
        path = self.layout.root / "commands" / "inside" / script
        command = [self.env.program("click-odoo"), "-c", self.conf, "-d", database]
        done = subprocess.run(
            [str(each) for each in [*command, "--log-level=error", "--", path]],
            env={**os.environ, **self.server.tools_environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise CommandError(
                "The books could not be read.", "Look at the error above."
            )
        return done.stdout.splitlines()

    # ---- the layers -------------------------------------------------------------

    def name(self, layer: str, demo: bool) -> str:
        return f"cs-{self.layout.fingerprint}-{layer}{'-demo' if demo else ''}"

    def ensure_core(self, demo: bool, modules: list[str]) -> str:
        """:return: the database with the add-ons of others"""
        name = self.name("core", demo)
        source = self.source
        with self._alone_with(name):
            stamp = self.stamp(name)
            have = set(stamp.get("modules", ()))
            if {key: stamp.get(key) for key in source} != source:
                self.drop(name)
                self._initialise(name, demo, modules)
            elif missing := sorted(set(modules) - have):
                say(f"  adding {', '.join(missing)}")
                self.set_stamp(name, None)
                self.install(name, missing)
            elif have == set(modules):
                return name
            self.set_stamp(name, {**source, "modules": sorted({*have, *modules})})
        return name

    def _initialise(self, name: str, demo: bool, modules: list[str]) -> None:
        self._click(
            "initdb",
            *("-n", name, "-m", ",".join(modules or ["base"])),
            *("--demo" if demo else "--no-demo", "--no-cache"),
            *("--attachments-in-db-persistent", "--log-level", "info"),
        )

    def ensure_suite(
        self, demo: bool, wanted: dict[str, addons_of.Addon], label: str = "suite"
    ) -> str:
        """:return: the database with our add-ons as they are now on disk"""
        others = addons_of.outside_dependencies(wanted)
        core = self.ensure_core(demo, [*others, *(DEMO_ONLY if demo else ())])
        name = self.name(label, demo)
        with self._alone_with(name):
            self._renew_suite(core, name, wanted)
        return name

    def is_current(self, demo: bool, wanted: dict[str, addons_of.Addon]) -> bool:
        stamp = self.stamp(self.name("suite", demo))
        return stamp.get("addons") == addons_of.checksums(wanted)

    def _renew_suite(self, core: str, name: str, wanted: dict) -> None:
        stamp = {"core": self.stamp(core), "addons": addons_of.checksums(wanted)}
        before = self.stamp(name)
        if stamp.items() <= before.items():
            return
        change = Change.between(before.get("addons", {}), stamp["addons"])
        if before.get("core") != stamp["core"] or change.removed:
            self._build_suite(core, name, wanted)
        else:
            say(f"  {change}")
            self.set_stamp(name, None)
            stamp["assets"] = before.get("assets")
            try:
                self.upgrade(name, change)
            except CommandError:
                warn("upgrading failed: building the database anew")
                self._build_suite(core, name, wanted)
                del stamp["assets"]
        self.set_stamp(name, stamp)

    def ensure_assets(self, name: str, bundles: tuple[str, ...] = ()) -> None:
        """Build styles and scripts once, instead of in each copy.

        :param bundles: without any, all that Odoo's browser tests build by themselves
        """
        with self._alone_with(name):
            stamp = self.stamp(name)
            wanted = addons_of.static_checksum(self.layout.addons)
            if stamp.get("assets") != wanted:
                self._click_script(name, "assets.py", *bundles)
                self.set_stamp(name, {**stamp, "assets": wanted})

    def _build_suite(self, core: str, name: str, wanted: dict) -> None:
        self.drop(name)
        with self._alone_with(core, shared=True):
            self._clone(core, name)
        if wanted:
            self.install(name, sorted(wanted))
        self.remember_checksums(name)

    def draft_without_demo(self, wanted: dict[str, addons_of.Addon]) -> str:
        """:return: a new database with exactly these add-ons"""
        name = self.name("draft", False)
        self.drop(name)
        self._initialise(name, False, sorted(wanted))
        return name

    def upgrade(self, name: str, change: Change) -> None:
        """Bring to the code on disk; no change of ours means one of others."""
        if change.changed or not change:
            self.update(name)
        if change.added:
            self.install(name, change.added)
            self.remember_checksums(name)
