"""``./community backup`` and ``restore``: database and filestore in one file."""

import time
from argparse import Namespace
from pathlib import Path

from . import addons as addons_of
from . import debian
from .console import Steps, say
from .databases import Databases
from .errors import CommandError
from .layout import Layout
from .prepare import Workspace, prepare


def add_commands(commands) -> None:
    parser = commands.add_parser("backup", help="save a database with its files")
    parser.add_argument("file", nargs="?", help="a .zip (default: named by the time)")
    parser.add_argument("--db", default="community")
    parser.set_defaults(run=save)
    parser = commands.add_parser("restore", help="bring a backup back")
    parser.add_argument("file")
    parser.add_argument("--db", default="community", help="name of the new database")
    parser.add_argument("--force", action="store_true", help="replace that database")
    parser.add_argument(
        "--neutralize",
        action="store_true",
        help="for a copy to try things on: sends no mail, takes no payment",
    )
    parser.add_argument(
        "--move",
        action="store_true",
        help="it goes on as the same database (a move), not as a copy",
    )
    parser.set_defaults(run=restore)


def _open(steps: Steps) -> tuple[Workspace, Databases]:
    layout = Layout.of_checkout()
    workspace = prepare(layout, steps, programs=[debian.POSTGRES_CLIENT])
    return workspace, workspace.databases("cli", list_db=True)


def save(arguments: Namespace) -> int:
    steps = Steps()
    _workspace, databases = _open(steps)
    if not databases.exists(arguments.db):
        raise CommandError(f"There is no database {arguments.db}.", "Name it: --db")
    name = f"backup-{arguments.db}-{time.strftime('%Y%m%d-%H%M%S')}.zip"
    target = Path(arguments.file or name).resolve()
    partial = target.with_name(f".{target.name}.partial")
    with steps.step(f"Backup of {arguments.db}"):
        databases.back_up(arguments.db, partial)
        partial.rename(target)
    say(f"{target} ({target.stat().st_size // 1_000_000} MB)")
    return 0


def restore(arguments: Namespace) -> int:
    source = Path(arguments.file).resolve()
    if not source.exists():
        raise CommandError(f"There is no file {source}.", "Name a file of `backup`.")
    steps = Steps()
    workspace, databases = _open(steps)
    if databases.exists(arguments.db) and not arguments.force:
        raise CommandError(
            f"The database {arguments.db} exists.",
            "Choose another name with --db, or replace it with --force.",
        )
    with steps.step(f"Restoring {arguments.db}"):
        options = ["--move"] if arguments.move else ["--copy"]
        options += ["--force"] if arguments.force else []
        options += ["--neutralize"] if arguments.neutralize else []
        databases.restore(arguments.db, source, options)
        _adopt(workspace, databases, arguments.db)
    say(f"Run it: ./community up --db {arguments.db}")
    return 0


def _adopt(workspace: Workspace, databases: Databases, name: str) -> None:
    """Let ``up`` know it, and upgrade what has changed since the backup."""
    ours = addons_of.read_all(workspace.layout.addons)
    query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    installed = set(databases.server.sql(query, name)) & ours.keys()
    databases.set_stamp(name, {"addons": dict.fromkeys(sorted(installed), "restored")})
