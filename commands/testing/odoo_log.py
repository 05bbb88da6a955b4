"""Reads Odoo's log of a test run."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from .discovery import OdooTest
from .outcome import Outcome, Verdict

LINE = re.compile(
    r"^(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) \d+ (?P<level>[A-Z]+) \S+ "
    r"(?P<logger>[\w.]+): (?P<message>.*)$"
)
STARTING = re.compile(r"^Starting (\w+)\.(\w+) \.\.\.")
BROKEN = re.compile(r"^(?:FAIL|ERROR): (?:Subtest )?(\w+)\.(\w+)\b")
SKIPPED = re.compile(r"^skipped (\w+)\.(\w+) : (.*)")
CLASS_BROKEN = re.compile(r"^(?:FAIL|ERROR): (?:setUp|tearDown)Class \(([\w.]+)\)")
CLASS_SKIPPED = re.compile(r"^skipped setUpClass \(([\w.]+)\) : (.*)")
FINISHED = re.compile(r"^\d+ post-tests in ")
SUMMARY = re.compile(r"^\d+ failed, \d+ error\(s\) of \d+ tests")
LONGEST_TEST = 3600  # seconds
# A browser that does not start makes Odoo skip; here that is a failure.
NOT_RUN_AT_ALL = re.compile(r"chrome|websocket-client|devtools", re.I)


@dataclass
class LogReport:
    """What one Odoo process says it ran."""

    started: dict[OdooTest, float] = field(default_factory=dict)
    failed: dict[OdooTest, str] = field(default_factory=dict)
    skipped: dict[OdooTest, str] = field(default_factory=dict)
    broken_classes: dict[str, str] = field(default_factory=dict)
    skipped_classes: dict[str, str] = field(default_factory=dict)
    stray_errors: list[str] = field(default_factory=list)
    finished: bool = False

    def outcomes(self, owed: set[OdooTest]) -> list[Outcome]:
        """:return: one for each test that is owed or ran, and for each stray error"""
        tests = sorted(owed | self.started.keys() | self.failed.keys())
        found = [self._outcome(test) for test in tests]
        for name, detail in self.broken_classes.items():
            if not any(_class_of(test) == name for test in tests):
                found.append(Outcome(name, Verdict.FAILED, detail))
        found += [
            Outcome("an error in Odoo's log", Verdict.FAILED, text)
            for text in self.stray_errors
        ]
        return found

    def _outcome(self, test: OdooTest) -> Outcome:
        name, of_class = str(test), _class_of(test)
        if test in self.failed:
            return Outcome(name, Verdict.FAILED, self.failed[test])
        if of_class in self.broken_classes:
            return Outcome(name, Verdict.FAILED, self.broken_classes[of_class])
        reason = self.skipped.get(test) or self.skipped_classes.get(of_class)
        if reason is not None:
            verdict = (
                Verdict.FAILED if NOT_RUN_AT_ALL.search(reason) else Verdict.SKIPPED
            )
            return Outcome(name, verdict, f"skipped: {reason}")
        if test not in self.started:
            return Outcome(name, Verdict.FAILED, "did not run: " + WHY_NOT)
        if not self.finished and test == list(self.started)[-1]:
            return Outcome(name, Verdict.FAILED, "Odoo ended in the midst of it")
        return Outcome(name, Verdict.PASSED)

    def seconds_per_file(self) -> dict[str, float]:
        totals: dict[str, float] = {}
        for test, seconds in self.started.items():
            totals[test.module] = totals.get(test.module, 0) + seconds
        return totals


WHY_NOT = (
    "is its file imported in tests/__init__.py, its class a test case, "
    "and tagged 'post_install', '-at_install'?"
)


def _class_of(test: OdooTest) -> str:
    return f"{test.module}.{test.case}"


def read(lines: Iterable[str]) -> LogReport:
    return _Reader().read(lines)


class _Reader:
    def __init__(self):
        self.report = LogReport()
        self._running: OdooTest | None = None
        self._since: datetime | None = None
        self._collect = None  # takes the lines of a traceback

    def read(self, lines: Iterable[str]) -> LogReport:
        for raw in lines:
            line = raw.rstrip("\n")
            match = LINE.match(line)
            if match:
                self._collect = None
                self._take(match)
            elif self._collect:
                self._collect(line)
        return self.report

    def _take(self, match: re.Match) -> None:
        logger, message = match["logger"], match["message"]
        time = datetime.strptime(match["time"], "%Y-%m-%d %H:%M:%S,%f")
        if found := STARTING.match(message):
            self._stop_watch(time)
            self._running = OdooTest(logger, *found.groups())
            self.report.started[self._running] = 0.0
            self._since = time
        elif FINISHED.match(message):
            self._stop_watch(time)
            self.report.finished = True
        elif found := SKIPPED.match(message):
            self.report.skipped[OdooTest(logger, found[1], found[2])] = found[3]
        elif found := CLASS_SKIPPED.match(message):
            self.report.skipped_classes[found[1]] = found[2]
        elif match["level"] in ("ERROR", "CRITICAL"):
            self._take_error(logger, message)

    def _take_error(self, logger: str, message: str) -> None:
        if found := BROKEN.match(message):
            test = OdooTest(logger, found[1], found[2])
            self._remember(self.report.failed, test, message)
        elif found := CLASS_BROKEN.match(message):
            self._remember(self.report.broken_classes, found[1], message)
        elif not SUMMARY.match(message):
            errors = self.report.stray_errors
            errors.append(f"{logger}: {message}")
            self._collect = lambda line: _append(errors, len(errors) - 1, line)

    def _remember(self, into: dict, key, message: str) -> None:
        into[key] = f"{into[key]}\n{message}" if key in into else message
        self._collect = lambda line: _append(into, key, line)

    def _stop_watch(self, time: datetime) -> None:
        if self._running and self._since:
            seconds = (time - self._since).total_seconds()
            # A test that freezes the clock writes log lines of another year.
            if 0 <= seconds < LONGEST_TEST:
                self.report.started[self._running] += seconds
        self._running = None


def _append(into, key, line: str) -> None:
    into[key] = f"{into[key]}\n{line}"
