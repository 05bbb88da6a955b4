"""Add-ons come and go without a trace, and an upgrade of nothing writes nothing."""

import re
import uuid

import pytest
from guardlib.fingerprint import changed, fingerprint
from guardlib.remains import remains
from guardlib.suite import GUARD, addon_names
from guardlib.verdict import nothing

TROUBLE = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) |^Traceback|odoo\.exceptions")
# Said by core and by Python's packages, whatever is installed.
NOT_OURS = re.compile(r"py\.warnings|PyPDF2|wkhtmltopdf|odoo\.tools\.config")
WARNING = re.compile(r"^\S+ \S+ \d+ WARNING ")
PROGRAMS = GUARD / "programs"


def troubles(log: str, *, warnings=False) -> list[str]:
    lines = log.splitlines()
    found = [line for line in lines if TROUBLE.search(line)]
    if warnings:
        found += [x for x in lines if WARNING.search(x) and not NOT_OURS.search(x)]
    return found


def install(runtime, database: str, names, *options) -> str:
    """:return: the log"""
    chosen = ("-d", database, "-i", ",".join(names), "--stop-after-init", "--no-http")
    return runtime.odoo(f"install-{'-'.join(names)[:40]}", *chosen, *options)


def uninstall(runtime, database: str, names) -> str:
    runtime.let_go(database)
    program = PROGRAMS / "uninstall.py"
    return runtime.script("uninstall", program, runtime.conf, database, *names)


def test_second_upgrade_writes_nothing(runtime, copy_database):
    """Upgrading all add-ons once more leaves every row of the business alone."""
    database = copy_database(demo=True)
    before = fingerprint(runtime, database)
    runtime.let_go(database)
    names = ",".join(addon_names())
    log = runtime.odoo(
        "upgrade", "-d", database, "-u", names, "--stop-after-init", "--no-http"
    )
    nothing(troubles(log), "The upgrade says:")
    touched = changed(before, fingerprint(runtime, database))
    nothing(touched, 'The upgrade wrote to (use noupdate="1", or fix the data file):')


def test_suite_uninstalls_and_comes_back(runtime, copy_database):
    """Nothing of the suite is left after uninstalling it, and it installs again."""
    database = copy_database()
    log = uninstall(runtime, database, addon_names())
    nothing(troubles(log), "Uninstalling says:")
    with runtime.env(database) as env:
        nothing(remains(env), "Left behind after uninstalling:")
    runtime.let_go(database)
    log = install(runtime, database, addon_names())
    nothing(troubles(log, warnings=True), "Installing says:")


@pytest.fixture
def empty_database(runtime, odoo_conf):
    """Name of a database that does not exist yet; dropped at the end."""
    name = f"guard-{uuid.uuid4().hex[:8]}"
    yield name
    runtime.let_go(name)
    runtime.run("dropdb", "dropdb", "--if-exists", "--force", name)


@pytest.mark.full
@pytest.mark.parametrize("demo", [False, True], ids=["plain", "demo"])
@pytest.mark.parametrize("addon", addon_names())
def test_addon_alone(runtime, empty_database, addon, demo):
    """An add-on installs into an empty database, with what it needs and no more, and
    can be uninstalled there."""
    options = ["--with-demo"] if demo else []
    log = install(runtime, empty_database, [addon], *options)
    nothing(troubles(log, warnings=True), f"Installing {addon} says:")
    log = uninstall(runtime, empty_database, addon_names())
    nothing(troubles(log), f"Uninstalling {addon} says:")
    with runtime.env(empty_database) as env:
        nothing(remains(env), f"Left behind by {addon}:")
