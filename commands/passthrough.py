"""``./community odoo …`` and ``shell``: Odoo's own command line, set up."""

import os
from argparse import Namespace

from . import debian
from .console import Steps
from .layout import Layout
from .prepare import prepare


def add_commands(commands) -> None:
    # Listed for --help; main hands everything after the word to run_odoo itself.
    commands.add_parser("odoo", help="Odoo's own commands: odoo db …, odoo i18n …")
    parser = commands.add_parser("shell", help="a Python prompt with env")
    parser.add_argument("--db", default="community")
    parser.set_defaults(run=run_shell)


def run_shell(arguments: Namespace) -> int:
    return run_odoo(["shell", "-d", arguments.db, "--no-http"])


def run_odoo(arguments: list[str]) -> int:
    layout = Layout.of_checkout()
    workspace = prepare(layout, Steps(quiet=True), programs=[debian.POSTGRES_CLIENT])
    # Whoever sits at this prompt may do with the databases what the web may not.
    conf = workspace.settings("cli", list_db=True)
    program = str(workspace.env.odoo)
    environment = {**workspace.server.tools_environment, "ODOO_RC": str(conf)}
    os.execve(program, [program, *arguments], environment)
