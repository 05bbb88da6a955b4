"""``./community i18n``: translation templates, merged into the translations."""

from argparse import Namespace
from pathlib import Path

from . import addons as addons_of
from .console import Steps
from .errors import CommandError
from .layout import Layout
from .prepare import Workspace, prepare
from .process import capture

LANGUAGES = ("tr", "ka")


def add_commands(commands) -> None:
    parser = commands.add_parser("i18n", help="export .pot, merge into tr.po and ka.po")
    parser.add_argument("addons", nargs="*", help="addons/NAME (default: all of ours)")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    layout = Layout.of_checkout()
    steps = Steps()
    ours = addons_of.read_all(layout.addons)
    names = [Path(name).name for name in arguments.addons] or sorted(ours)
    for name in names:
        if name not in ours:
            raise CommandError(f"{name} is no add-on of ours.", "Name one of addons/.")
    workspace = prepare(layout, steps, programs=[])
    databases = workspace.databases("test")
    with steps.step("Database"):
        everything = workspace.our_addons()
        current = databases.is_current(False, everything)
        wanted = everything if current else workspace.closure_of(names)
        label = "suite" if current else "i18n"
        template = databases.ensure_suite(False, wanted, label)
        database = f"{template}-export"
        databases.drop(database)
        databases.copy(template, database)
    try:
        with steps.step(f"Translations of {', '.join(names)}"):
            _export_and_merge(workspace, databases, database, names)
    finally:
        databases.drop(database)
    return 0


def _export_and_merge(
    workspace: Workspace, databases, database: str, names: list[str]
) -> None:
    templates = [
        workspace.layout.addons / name / "i18n" / f"{name}.pot" for name in names
    ]
    before = {path: path.read_text() for path in templates if path.exists()}
    for path in templates:
        path.parent.mkdir(exist_ok=True)
    databases.run(
        "the add-on whose terms do not export",
        *(workspace.env.odoo, "i18n", "export"),
        *("-c", databases.conf, "-d", database, "-l", "pot", "--", *names),
    )
    script = workspace.layout.root / "commands" / "inside" / "merge_po.py"
    for path in templates:
        if path.exists():
            known = before.get(path, "")
            capture([workspace.env.python, script, path, *LANGUAGES], input=known)
