"""``./community test``: linters, Odoo's tests with browser tours, and ``tests/``."""

import os
from argparse import Namespace
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from . import addons as addons_of
from . import debian, javascript
from .console import Steps, say
from .databases import PAGES, Databases
from .errors import CommandError
from .layout import Layout
from .prepare import Workspace, prepare
from .process import exclusive
from .testing import discovery
from .testing.linters import Linters
from .testing.odoo_tests import OdooTests
from .testing.outcome import Outcome, Verdict, last_line
from .testing.pytest_run import PytestRun
from .testing.scheduler import Job, Scheduler
from .testing.timings import Timings


def add_commands(commands) -> None:
    parser = commands.add_parser("test", help="run every check, or some of them")
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help="addons/NAME, a file of its tests/, a path under tests/, or: lint",
    )
    parser.add_argument("--full", action="store_true", help="the slow checks, too")
    parser.add_argument("--jobs", type=int, help="processes at a time (all cores)")
    parser.set_defaults(run=run)


@dataclass
class Wanted:
    """What the targets select; without targets, everything."""

    lint: bool = False
    addons: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    pytest: list[Path] = field(default_factory=list)

    @classmethod
    def of(cls, targets: list[str], layout: Layout) -> "Wanted":
        if not targets:
            ours = sorted(addons_of.read_all(layout.addons))
            return cls(lint=True, addons=ours, pytest=[layout.root / "tests"])
        wanted = cls()
        for target in targets:
            wanted._take(target, layout)
        return wanted

    def _take(self, target: str, layout: Layout) -> None:
        path = Path(target).resolve()
        if target == "lint":
            self.lint = True
        elif path.is_relative_to(layout.root / "tests") and path.exists():
            self.pytest.append(path)
        elif path.is_relative_to(layout.addons) and path.exists():
            parts = path.relative_to(layout.addons).with_suffix("").parts
            self.addons.append(parts[0])
            if path.is_file():
                self.files.append(".".join(("odoo.addons", *parts)))
        else:
            raise CommandError(
                f"{target} is neither an add-on nor a test of this checkout.",
                "Name a folder in addons/, a test file, a path in tests/, or: lint",
            )


def run(arguments: Namespace) -> int:
    """The last line is always the count, also when nothing could be set up."""
    try:
        return report(_run(arguments))
    except CommandError as error:
        detail = f"{error}\n→ {error.remedy}"
        return report([Outcome("set-up", Verdict.FAILED, detail)])


def _run(arguments: Namespace) -> list[Outcome]:
    layout = Layout.of_checkout()
    wanted = Wanted.of(arguments.targets, layout)
    steps = Steps()
    programs = [debian.PDF, debian.CHROMIUM, debian.FONTS, debian.POSTGRES_CLIENT]
    programs += [debian.NODE] if wanted.lint else []
    with exclusive(layout.state / "test.lock", "another ./community test runs"):
        with exclusive(layout.state / "setup.lock", "another ./community sets up"):
            extra = layout.root / "requirements-dev.txt"
            workspace = prepare(layout, steps, programs=programs, extra=extra)
            if wanted.lint:
                with steps.step("JavaScript linters"):
                    javascript.ensure(layout)
        with steps.step("Checks"):
            outcomes = Checks(workspace, wanted, arguments).run()
    steps.report()
    return outcomes


def report(outcomes: list[Outcome]) -> int:
    """:return: the exit code; the last line is the count and nothing else"""
    for verdict in (Verdict.SKIPPED, Verdict.FAILED):
        for outcome in outcomes:
            if outcome.verdict is verdict:
                say(f"\n{verdict.value.upper()} {outcome.name}")
                for line in outcome.detail.splitlines()[-60:]:
                    say(f"    {line}")
    say()
    say(last_line(outcomes))
    failed = any(outcome.verdict is Verdict.FAILED for outcome in outcomes)
    return 1 if failed or not outcomes else 0


class Checks:
    """Puts the jobs in order: preparing databases first, as others wait for them."""

    def __init__(self, workspace: Workspace, wanted: Wanted, arguments: Namespace):
        self.workspace = workspace
        self.wanted = wanted
        self.full = arguments.full
        self.cores = arguments.jobs or os.cpu_count() or 1
        self.scheduler = Scheduler(self.cores)
        self.timings = Timings(workspace.layout.state / "timings.json")
        self.databases: Databases = workspace.databases(
            "test", max_cron_threads=0, http_interface="127.0.0.1"
        )

    def run(self) -> list[Outcome]:
        self.databases.drop_leftovers()
        self._add_odoo_tests()
        self._add_pytest()
        if self.wanted.lint:
            folders = [
                addon.path
                for addon in addons_of.read_all(self.workspace.layout.addons).values()
            ]
            for job in Linters(self.workspace, folders).jobs():
                self.scheduler.add(job)
        return self.scheduler.run()

    # ---- Odoo --------------------------------------------------------------------

    def _add_odoo_tests(self) -> None:
        if not self.wanted.addons:
            return
        owed = self._owed()
        tests = OdooTests(
            self.workspace, self.databases, owed, self.full, self.cores, self.timings
        )

        def prepare_then_add() -> list[Outcome]:
            template = self._template()
            if _in_browser(owed, self.workspace.layout.addons):
                self.databases.ensure_assets(template)
            for job in tests.jobs(template):
                self.scheduler.add(job)
            if self.wanted.lint:
                names = sorted(self.workspace.our_addons())
                self.scheduler.add(tests.lint_job(template, names))
            return []

        self.scheduler.add(Job("database for Odoo's tests", prepare_then_add, 1000))

    def _owed(self) -> set[discovery.OdooTest]:
        ours = addons_of.read_all(self.workspace.layout.addons)
        tests = discovery.discover([addon.path for addon in ours.values()])
        owed = discovery.selected(tests, self.full)
        return {
            test
            for test in owed
            if test.addon in self.wanted.addons
            and (not self.wanted.files or test.module in self.wanted.files)
        }

    def _template(self) -> str:
        """Of everything; or, for some add-ons, of these and what they need.

        So work on one add-on is not held up by another that does not install.
        """
        everything = self.workspace.our_addons()
        if self.wanted.lint or self.databases.is_current(False, everything):
            return self.databases.ensure_suite(False, everything)
        needed = self.workspace.closure_of(self.wanted.addons)
        label = "only-" + "-".join(sorted(set(self.wanted.addons)))
        return self.databases.ensure_suite(False, needed, label[:30])

    # ---- pytest ------------------------------------------------------------------

    def _add_pytest(self) -> None:
        tests = self.workspace.layout.root / "tests"
        paths = [part for path in self.wanted.pytest for part in _parts(path, tests)]
        inside = {path for path in paths if path.is_relative_to(tests / "cli")}
        runs = PytestRun(self.workspace, self.full, self.timings)
        for path in sorted(inside):
            self.scheduler.add(runs.job(path, 15, {}))
        outside = sorted(set(paths) - inside)
        if outside:
            work = partial(self._prepare_outside, runs, outside)
            self.scheduler.add(Job("databases for tests/", work, 900))

    def _prepare_outside(self, runs: PytestRun, paths: list[Path]) -> list[Outcome]:
        """Demo first: meanwhile the other core builds the one without."""
        demo = self.databases.ensure_suite(True, self.workspace.suite_addons())
        self.databases.ensure_assets(demo, PAGES)
        plain = self.databases.ensure_suite(False, self.workspace.our_addons())
        conf = str(self.databases.conf)
        for path in paths:
            variables = {"CONF": conf, "PLAIN": plain, "DEMO": demo}
            self.scheduler.add(runs.job(path, 300, variables))
        return []


def _parts(path: Path, tests: Path) -> list[Path]:
    """:return: the whole folder in the parts that may run side by side"""
    if path != tests:
        return [path]
    return [part for part in sorted(tests.iterdir()) if _holds_tests(part)]


def _holds_tests(path: Path) -> bool:
    if path.is_dir():
        return any(path.rglob("test_*.py"))
    return path.match("test_*.py")


def _in_browser(owed: set[discovery.OdooTest], folder: Path) -> bool:
    """:return: whether these tests ask for pages, and so for styles and scripts"""
    modules = {test.module.removeprefix("odoo.addons.") for test in owed}
    files = [folder / (module.replace(".", "/") + ".py") for module in modules]
    return any("HttpCase" in file.read_text() for file in files)
