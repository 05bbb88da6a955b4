"""Runs Odoo's tests on copies of a prepared database, on all cores."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..databases import QUICK, Databases
from ..prepare import Workspace
from ..process import free_port, run_into
from . import odoo_log, shards
from .discovery import OdooTest
from .outcome import Outcome, Verdict
from .scheduler import Job
from .timings import Timings

DUPLICATED_ROUTE = re.compile(r"The endpoint odoo\.addons\.(\w+)\..*is duplicating")


@dataclass(frozen=True)
class OdooTests:
    """:param owed: the tests that must be seen to run"""

    workspace: Workspace
    databases: Databases
    owed: set[OdooTest]
    full: bool
    cores: int
    timings: Timings

    def jobs(self, template: str) -> list[Job]:
        parts = shards.split(
            shards.estimate(self.owed, self.timings.known()), self.cores
        )
        return [
            Job(
                f"Odoo tests, part {at} of {len(parts)}",
                lambda part=part, at=at: self._run(template, part, at),
                part.seconds + 60,
            )
            for at, part in enumerate(parts, start=1)
        ]

    def lint_job(self, template: str, addons: list[str]) -> Job:
        return Job("Odoo's test_lint", lambda: self._lint(template, addons), 20)

    # ---- one process -------------------------------------------------------------

    def _run(self, template: str, shard: shards.Shard, number: int) -> list[Outcome]:
        env = self.workspace.env
        tags = shard.full_tags if self.full else shard.tags
        with self._copy(template, f"part{number}") as (database, folder):
            log = self._odoo(
                database,
                folder,
                *(env.odoo, "-c", self.databases.conf, "-d", database),
                *("--test-tags", tags, "--stop-after-init"),
                *("--http-port", free_port(), "--data-dir", folder / "data"),
                *("--screenshots", self.workspace.layout.state / "screenshots"),
            )
        with log.open(errors="replace") as lines:
            report = odoo_log.read(lines)
        self.timings.remember(report.seconds_per_file())
        owed = {test for test in self.owed if test.module in shard.modules}
        outcomes = report.outcomes(owed)
        return [_with_log(outcome, log) for outcome in outcomes]

    def _lint(self, template: str, addons: list[str]) -> list[Outcome]:
        env = self.workspace.env
        with self._copy(template, "lint") as (database, folder):
            log = self._odoo(
                database,
                folder,
                *(env.python, "-m", "commands.inside.odoo_lint"),
                *(self.databases.conf, database, *addons),
            )
        text = log.read_text(errors="replace")
        report = odoo_log.read(text.splitlines())
        outcomes = report.outcomes(set())
        if not report.finished:
            end = "\n".join(text.splitlines()[-15:])
            outcomes.append(Outcome("test_lint", Verdict.FAILED, end))
        for found in DUPLICATED_ROUTE.finditer(text):
            if found[1] in addons:
                outcomes.append(Outcome("test_lint: routes", Verdict.FAILED, found[0]))
        return outcomes

    def _odoo(self, database: str, folder: Path, *command) -> Path:
        """:return: the log of the finished process"""
        log = self.workspace.layout.logs / f"{database}.log"
        environment = {
            **self.workspace.server.tools_environment,
            **QUICK,
            "HOME": str(folder),  # Chromium writes there
        }
        run_into(
            log,
            command,
            cwd=self.workspace.layout.root,
            env=environment,
        )
        return log

    @contextmanager
    def _copy(self, template: str, suffix: str) -> Iterator[tuple[str, Path]]:
        database = f"cs-{self.workspace.layout.fingerprint}-test-{suffix}"
        folder = self.workspace.layout.state / "test" / suffix
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.databases.drop(database)
        self.databases.copy(template, database)
        try:
            yield database, folder
        finally:
            self.databases.drop(database)
            shutil.rmtree(folder, ignore_errors=True)


def _with_log(outcome: Outcome, log: Path) -> Outcome:
    if outcome.verdict is not Verdict.FAILED:
        return outcome
    return Outcome(outcome.name, outcome.verdict, f"{outcome.detail}\n(log: {log})")
