"""``./community up``: from a clone to a page one can use."""

import json
import subprocess
from argparse import Namespace
from configparser import ConfigParser

from . import addons as addons_of
from . import debian
from .change import Change
from .console import Steps, say
from .databases import PAGES, Databases
from .errors import CommandError
from .layout import Layout
from .postgres import PrivateCluster
from .prepare import Workspace, prepare
from .process import exclusive
from .server import OdooServer, choose_port


def add_commands(commands) -> None:
    parser = commands.add_parser("up", help="set everything up and run Odoo")
    parser.add_argument("--db", default="community", help="name of the database")
    parser.add_argument("--port", type=int, help="where Odoo listens")
    parser.add_argument("--no-demo", action="store_true", help="start empty")
    parser.add_argument("--foreground", action="store_true", help="stay, log here")
    parser.add_argument("--stop", action="store_true", help="end what `up` started")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    layout = Layout.of_checkout()
    if arguments.stop:
        return stop(layout)
    steps = Steps()
    with exclusive(layout.state / "setup.lock", "another ./community sets up"):
        workspace = prepare(
            layout, steps, programs=[debian.PDF, debian.POSTGRES_CLIENT]
        )
        address, command = _bring_up(workspace, arguments)
    _greet(layout, address, steps, _logins(workspace, arguments.db))
    return _stay(command, workspace) if command else 0


def stop(layout: Layout) -> int:
    say("Odoo stopped." if OdooServer(layout).stop() else "Odoo was not running.")
    if (layout.state / "build.conf").exists():
        cluster = PrivateCluster(layout)
        if cluster.is_running:
            cluster.stop()
            say("PostgreSQL stopped.")
    return 0


def _bring_up(workspace: Workspace, arguments: Namespace) -> tuple[str, list | None]:
    """:return: the address, and the command that is still to run in the foreground"""
    layout, steps = workspace.layout, workspace.steps
    server = OdooServer(layout)
    databases = workspace.databases()
    with steps.step(f"Database {arguments.db}"):
        current = _current(workspace)
        if databases.stamp(arguments.db) != current:
            server.stop()  # it would serve code that its database does not know yet
            _build_or_upgrade(workspace, databases, arguments, current)
    with steps.step("Server"):
        wish = _wish(arguments, current, workspace)
        running = _read_note(server)
        if running and wish.items() <= running.items() and not arguments.foreground:
            say("  already running")
            server.wait(running["address"], lambda: server.pid is None)
            return running["address"], None
        server.stop()
        port = choose_port(arguments.port, _usual_port(layout))
        address = f"http://localhost:{port}"
        conf = workspace.settings("server", http_port=port, db_name=arguments.db)
        _tell_address(workspace, arguments.db, address)
        command = [workspace.env.odoo, "-c", conf]
        if arguments.foreground:
            return address, command
        note = json.dumps({**wish, "address": address})
        child = server.start(command, workspace.server.tools_environment, note)
        server.wait(address, lambda: child.poll() is not None)
    return address, None


def _tell_address(workspace: Workspace, database: str, address: str) -> None:
    """Links in mails lead to this server; an address that somebody chose stays."""
    workspace.server.sql(
        f"UPDATE ir_config_parameter SET value = '{address}'"
        " WHERE key = 'web.base.url' AND value LIKE 'http://localhost:%'",
        database,
    )


def _current(workspace: Workspace) -> dict:
    """What a database must have been made from."""
    return {
        "addons": addons_of.checksums(workspace.suite_addons()),
        **workspace.databases().source,
    }


def _wish(arguments: Namespace, current: dict, workspace: Workspace) -> dict:
    """What a running server must be to be left alone."""
    wish = {
        "db": arguments.db,
        "code": current,
        "conf": (workspace.layout.root / "odoo.conf").read_text(),
    }
    if arguments.port:
        wish["address"] = f"http://localhost:{arguments.port}"
    return wish


def _read_note(server: OdooServer) -> dict:
    try:
        return json.loads(server.description)
    except ValueError:
        return {}


def _build_or_upgrade(
    workspace: Workspace, databases: Databases, arguments: Namespace, current: dict
) -> None:
    name, demo = arguments.db, not arguments.no_demo
    stamp = databases.stamp(name)
    if stamp:
        change = Change.between(stamp["addons"], current["addons"])
        say(f"  {change or 'Odoo or an add-on of others has changed'}")
        databases.upgrade(name, change)
    elif databases.exists(name):
        raise CommandError(
            f"The database {name} exists, and this command did not make it.",
            "Choose another name with --db, or drop it: "
            f"./community odoo db drop {name}",
        )
    elif demo:
        template = databases.ensure_suite(demo, workspace.suite_addons())
        databases.ensure_assets(template, PAGES)
        databases.publish(template, name, current)
    else:
        draft = databases.draft_without_demo(workspace.suite_addons())
        databases.publish(draft, name, current)
        databases.drop(draft)
    databases.set_stamp(name, current)


def _usual_port(layout: Layout) -> int:
    config = ConfigParser(interpolation=None)
    config.read(layout.root / "odoo.conf")
    return config.getint("options", "http_port", fallback=8069)


def _greet(layout: Layout, address: str, steps: Steps, logins: list[dict]) -> None:
    steps.report()
    say()
    say(f"Odoo answers at {address}")
    width = max(len(login["role"]) for login in logins)
    for login in logins:
        say(f"  {login['role']:<{width}}  {login['login']} / {login['password']}")
    say(f"Log: {OdooServer(layout).log}    Stop: ./community up --stop")


def _logins(workspace: Workspace, database: str) -> list[dict]:
    """:return: those demo log-ins that the database has"""
    listed = workspace.layout.addons / addons_of.SUITE / "demo" / "logins.json"
    demo = json.loads(listed.read_text()) if listed.exists() else []
    known = workspace.server.sql("SELECT login FROM res_users WHERE active", database)
    everybody = [
        {"role": "administrator", "login": "admin", "password": "admin"},
        *demo,
    ]
    return [login for login in everybody if login["login"] in known]


def _stay(command: list, workspace: Workspace) -> int:
    environment = workspace.server.tools_environment
    try:
        return subprocess.call([str(part) for part in command], env=environment)
    except KeyboardInterrupt:
        return 0
