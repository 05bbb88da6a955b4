"""Runs pytest, and reads its own report: a test it collects and does not run shows."""

import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ..databases import QUICK
from ..prepare import Workspace
from ..process import run_into
from .outcome import Outcome, Verdict
from .scheduler import Job
from .timings import Timings

# The fixtures in tests/conftest.py read what to work with from these.
PREFIX = "COMMUNITY_TEST_"


@dataclass(frozen=True)
class PytestRun:
    workspace: Workspace
    full: bool
    timings: Timings

    def job(self, path: Path, guess: float, variables: dict[str, str]) -> Job:
        """:param variables: what the fixtures are to find, without prefix"""
        name = str(path.relative_to(self.workspace.layout.root))
        seconds = self.timings.known().get(name, guess)
        return Job(name, lambda: self._run(name, path, variables), seconds)

    def _run(self, name: str, path: Path, variables: dict[str, str]) -> list[Outcome]:
        started = time.monotonic()
        logs = self.workspace.layout.logs
        stem = name.replace(" ", "-").replace("/", "-")
        report, log = logs / f"{stem}.xml", logs / f"{stem}.log"
        report.unlink(missing_ok=True)
        command = [self.workspace.env.python, "-m", "pytest", path]
        command += ["-q", "--tb=short", f"--junitxml={report}"]
        command += [] if self.full else ["-m", "not full"]
        code = run_into(
            log,
            command,
            cwd=self.workspace.layout.root,
            env=self._environment(variables),
        )
        self.timings.remember({name: time.monotonic() - started})
        if not report.exists():
            end = "\n".join(log.read_text().splitlines()[-20:])
            return [Outcome(name, Verdict.FAILED, end)]
        outcomes = read_report(report.read_text())
        failed = any(outcome.verdict is Verdict.FAILED for outcome in outcomes)
        if code not in (0, 1, 5) and not failed:
            text = f"pytest ended with {code} (log: {log})"
            outcomes.append(Outcome(name, Verdict.FAILED, text))
        return outcomes

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        return {
            **self.workspace.server.tools_environment,
            **QUICK,
            **{PREFIX + key: value for key, value in variables.items()},
            "PYTHONPATH": str(self.workspace.layout.root),
        }


def read_report(text: str) -> list[Outcome]:
    """:return: the outcomes in a JUnit report; an error of collection is a failure"""
    outcomes = []
    for case in ElementTree.fromstring(text).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}".lstrip(":")
        outcomes.append(_outcome(name, case))
    return outcomes


def _outcome(name: str, case: ElementTree.Element) -> Outcome:
    for tag in ("failure", "error"):
        found = case.find(tag)
        if found is not None:
            return Outcome(name, Verdict.FAILED, found.text or found.get("message", ""))
    skipped = case.find("skipped")
    if skipped is not None:
        return Outcome(name, Verdict.SKIPPED, skipped.get("message", ""))
    return Outcome(name, Verdict.PASSED)
