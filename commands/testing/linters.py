"""The linters. Each is one check: it passes when it finds nothing."""

import os
from dataclasses import dataclass
from pathlib import Path

from ..prepare import Workspace
from ..process import start
from .outcome import Outcome, Verdict
from .scheduler import Job

# The checks of Odoo's own test_lint/tests/test_pylint.py, on our folders alone: the
# test itself lints all of Odoo, which takes minutes and gigabytes.
ODOO_PYLINT = (
    "used-before-assignment,undefined-variable,eval-used,unreachable,"
    "function-redefined,sql-injection,missing-gettext,gettext-variable,"
    "gettext-placeholders,gettext-repr,raise-unlink-override"
)
ODOO_PYLINT_PLUGINS = (
    "_pylint_path_setup,pylint.extensions.bad_builtin,_odoo_checker_sql_injection,"
    "_odoo_checker_gettext,_odoo_checker_unlink_override"
)
INSIDE = Path(__file__).parent.parent / "inside"


@dataclass(frozen=True)
class Linters:
    """:param folders: the add-ons to look at"""

    workspace: Workspace
    folders: list[Path]

    def jobs(self) -> list[Job]:
        root = self.workspace.layout.root
        python = [root / "community", root / "commands", root / "tests", root / "bench"]
        sources = [*self.folders, *(path for path in python if path.exists())]
        jobs = [
            self._job("ruff format", self._tool("ruff", "format", "--diff", *sources)),
            self._job("ruff check", self._tool("ruff", "check", *sources)),
        ]
        if self.folders:
            jobs += self._addon_jobs() + self._javascript_jobs()
        return jobs

    def _addon_jobs(self) -> list[Job]:
        root = self.workspace.layout.root
        rcfile = f"--rcfile={root / '.pylintrc'}"
        translations = sorted(po for d in self.folders for po in d.glob("i18n/*.po*"))
        config = ("--config", root / ".oca_hooks.cfg")
        odoo_checks = self._tool("oca-checks-odoo-module", *config, *self.folders)
        po_checks = self._tool("oca-checks-po", *config, *translations)
        jobs = [
            self._job("pylint-odoo", self._tool("pylint", rcfile, *self.folders), 40),
            self._job("pylint of Odoo", self._odoo_pylint(), 40, self._pylint_env()),
            self._job("OCA's checks", odoo_checks),
        ]
        if translations:
            jobs.append(self._job("OCA's translation checks", po_checks))
        return jobs

    def _odoo_pylint(self) -> list:
        return self._tool(
            "pylint",
            f"--rcfile={os.devnull}",
            "--disable=all,useless-option-value,unknown-option-value",
            f"--enable={ODOO_PYLINT}",
            "--reports=n",
            "--score=n",
            "--msg-template={msg} ({msg_id}) at {path}:{line}",
            f"--load-plugins={ODOO_PYLINT_PLUGINS}",
            "--bad-functions=input",
            *self.folders,
        )

    def _pylint_env(self) -> dict[str, str]:
        odoo = self.workspace.odoo
        plugins = odoo.package / "addons" / "test_lint" / "tests"
        folders = [*odoo.addons_folders, self.workspace.layout.addons]
        return {
            "PYTHONPATH": os.pathsep.join(map(str, (plugins, odoo.python_path))),
            "ADDONS_PATH": os.pathsep.join(map(str, folders)),
        }

    def _javascript_jobs(self) -> list[Job]:
        """Core's two rule sets; its own test applies one or the other by name."""
        files = [
            path
            for folder in self.folders
            for path in sorted(folder.glob("static/**/*.js"))
            if "lib" not in path.relative_to(folder).parts
        ]
        if not files:
            return []
        core = self.workspace.odoo.package / "addons"
        rules = {
            "eslint and prettier": core / "web/tooling/_eslintrc.json",
            "eslint of test_lint": core / "test_lint/tests/eslintrc",
        }
        return [
            self._job(name, self._eslint(config, files))
            for name, config in rules.items()
        ]

    def _eslint(self, config: Path, files: list[Path]) -> list:
        root = self.workspace.layout.root
        return [
            root / "node_modules" / ".bin" / "eslint",
            *("--no-ignore", "--no-eslintrc", "-c", config),
            *("--resolve-plugins-relative-to", root, *files),
        ]

    def _tool(self, name: str, *arguments) -> list:
        return [self.workspace.env.program(name), *arguments]

    def _job(
        self, name: str, command: list, seconds: float = 10, env: dict | None = None
    ) -> Job:
        return Job(name, lambda: [self._check(name, command, env or {})], seconds)

    def _check(self, name: str, command: list, env: dict[str, str]) -> Outcome:
        child = start(
            command,
            cwd=self.workspace.layout.root,
            env={**os.environ, **env},
        )
        output, _none = child.communicate()
        verdict = Verdict.FAILED if child.returncode else Verdict.PASSED
        return Outcome(name, verdict, output.strip())
