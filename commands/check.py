"""``./community check``: are the books as the suite wrote them?"""

from argparse import Namespace

from . import debian
from .console import Steps, say
from .errors import CommandError
from .layout import Layout
from .prepare import prepare


def add_commands(commands) -> None:
    parser = commands.add_parser(
        "check", help="look for rows of the ledgers that somebody altered"
    )
    parser.add_argument("--db", default="community")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """:return: 1 when a row was altered, with what and where"""
    layout = Layout.of_checkout()
    workspace = prepare(layout, Steps(quiet=True), programs=[debian.POSTGRES_CLIENT])
    databases = workspace.databases("cli", list_db=True)
    if not databases.exists(arguments.db):
        raise CommandError(f"There is no database {arguments.db}.", "Name it: --db")
    lines = databases.ask_inside(arguments.db, "check_ledgers.py")
    say("\n".join(lines))
    return int(any(line.startswith("✗") for line in lines))
