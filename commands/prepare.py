"""The set-up that every command begins with."""

from dataclasses import dataclass, field
from pathlib import Path

from . import addons as addons_of
from . import debian, odoo_source, postgres, python_env, settings
from .console import Steps, warn
from .databases import Databases
from .layout import Layout
from .odoo_source import Odoo
from .postgres import Server
from .python_env import PythonEnv


@dataclass
class Workspace:
    layout: Layout
    odoo: Odoo
    env: PythonEnv
    server: Server
    steps: Steps = field(default_factory=Steps)

    def settings(self, name: str, **options) -> Path:
        return settings.write(
            self.layout, self.odoo, self.env, self.server, name, **options
        )

    def databases(self, name: str = "build", **options) -> Databases:
        conf = self.settings(name, **options)
        return Databases(self.layout, self.odoo, self.env, self.server, conf)

    def find_addon(self, name: str) -> Path | None:
        """:return: where an add-on of anybody lies"""
        folders = [*self.odoo.addons_folders, self.env.addons_folder]
        for folder in [*folders, self.layout.addons]:
            if (folder / name / "__manifest__.py").is_file():
                return folder / name
        return None

    def _read_addon(self, name: str) -> addons_of.Addon | None:
        folder = self.find_addon(name)
        return addons_of.read(folder) if folder else None

    def our_addons(self) -> dict[str, addons_of.Addon]:
        """:return: our add-ons whose dependencies are all there"""
        ours = addons_of.read_all(self.layout.addons)
        outside = addons_of.outside_dependencies(ours)
        absent = {name for name in outside if not self.find_addon(name)}
        left_out = {
            name for addon in absent for name in addons_of.dependents(ours, addon)
        } - absent
        for name in sorted(left_out):
            warn(f"{name} is left out: it needs {', '.join(sorted(absent))}")
        return {name: addon for name, addon in ours.items() if name not in left_out}

    def suite_addons(self) -> dict[str, addons_of.Addon]:
        """:return: what ``community_suite`` installs, or all while there is none"""
        ours = self.our_addons()
        if addons_of.SUITE not in ours:
            return ours
        return self.closure_of([addons_of.SUITE])

    def closure_of(self, names: list[str]) -> dict[str, addons_of.Addon]:
        """:return: those of our add-ons that installing ``names`` installs"""
        ours = self.our_addons()
        chosen = addons_of.closure(ours, set(names), self._read_addon)
        return {name: addon for name, addon in ours.items() if name in chosen}


def prepare(
    layout: Layout,
    steps: Steps,
    *,
    programs: list[debian.Need],
    extra: Path | None = None,
    peers: Path | None = None,
) -> Workspace:
    """:return: Odoo, Python and PostgreSQL, ready to work

    :param extra: requirements added to the environment
    :param peers: requirements of an environment of their own
    """
    layout.make_folders()
    with steps.step("Debian packages"):
        debian.install([debian.VENV, debian.MAGIC, *programs], layout.logs / "apt.log")
    with steps.step("Odoo 19"):
        odoo = odoo_source.find(layout)
    with steps.step("Python packages"):
        base = [layout.root / "requirements.txt", *([peers] if peers else [])]
        env = python_env.ensure(layout, odoo, base, extra)
    with steps.step("PostgreSQL"):
        server = postgres.ensure(layout)
    return Workspace(layout, odoo, env, server, steps)
