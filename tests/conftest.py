"""Fixtures for tests that leave Odoo: databases, servers, browsers, mail.

Run by ``./community test tests/…``, which prepares the two databases that all others
here are copied from. Copies cost about three seconds and are dropped at the end.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path

import pytest

from commands.databases import Databases
from commands.layout import Layout
from commands.postgres import Server
from commands.process import free_port, stop_child
from commands.process import start as start_child

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# As in docker/compose.yaml, which says why.
PATIENT = {"ODOO_HTTP_SOCKET_TIMEOUT": "20"}


def _named(what: str) -> str:
    value = os.environ.get(f"COMMUNITY_TEST_{what}")
    if not value:
        pytest.fail("no prepared database: run this by ./community test tests/…")
    return value


# ---- databases -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def odoo_conf() -> Path:
    """Odoo's configuration: add-ons, PostgreSQL, one threaded process, no cron."""
    return Path(_named("CONF"))


@pytest.fixture(scope="session")
def copy_database(odoo_conf):
    """``copy_database(demo=True)`` gives the name of a fresh database."""
    databases = Databases(Layout.of_checkout(), None, None, Server(), odoo_conf)
    made = []

    def copy(demo: bool = False) -> str:
        name = f"{_named('PLAIN')}-{uuid.uuid4().hex[:8]}"
        databases.copy(_named("DEMO" if demo else "PLAIN"), name)
        made.append(name)
        return name

    yield copy
    for name in made:
        _forget_in_process(name)
        databases.drop(name)


def _forget_in_process(name: str) -> None:
    if "odoo.sql_db" in sys.modules:
        sys.modules["odoo.sql_db"].close_db(name)


@pytest.fixture(scope="module")
def odoo_db(copy_database) -> str:
    """The whole suite without demo data, one copy for each test file."""
    return copy_database()


@pytest.fixture(scope="module")
def odoo_demo_db(copy_database) -> str:
    """The suite with its demo data and log-ins, one copy for each test file."""
    return copy_database(demo=True)


@pytest.fixture(scope="session")
def _odoo_in_process(odoo_conf):
    from odoo.netsvc import init_logger
    from odoo.tools import config

    config.parse_config(["-c", str(odoo_conf), "--no-http"])
    init_logger()


@pytest.fixture
def odoo_env(odoo_db, _odoo_in_process):
    """A superuser's environment on ``odoo_db``; what it changes is forgotten."""
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    with Registry(odoo_db).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})
        cr.rollback()


# ---- servers -------------------------------------------------------------------------


class RunningOdoo:
    """:param url: where it answers
    :param log: what it writes
    """

    def __init__(self, child: subprocess.Popen, url: str, log: Path):
        self.child, self.url, self.log = child, url, log

    def wait(self, patience: float = 180) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/web/login", timeout=120):
                    return
            except OSError:
                if self.child.poll() is not None:
                    break
                time.sleep(0.2)
        pytest.fail(f"Odoo does not answer:\n{self.log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def start_odoo(odoo_conf, smtp_sink, tmp_path_factory):
    """``start_odoo(database, "--workers=2")`` gives a RunningOdoo; mail goes to
    ``smtp_sink``. With a `port` it is started again where it was.
    """
    running = []

    def start(database: str, *options: str, port: int = 0) -> RunningOdoo:
        folder = tmp_path_factory.mktemp("odoo")
        port, log = port or free_port(), folder / "odoo.log"
        command = [Path(sys.executable).with_name("odoo"), "-c", odoo_conf]
        command += ["-d", database]
        command += [f"--http-port={port}", f"--gevent-port={free_port()}"]
        command += [f"--data-dir={folder}", f"--db-filter=^{database}$"]
        command += ["--smtp=127.0.0.1", f"--smtp-port={smtp_sink.port}", *options]
        with log.open("w") as sink:
            child = start_child(command, stdout=sink, env={**os.environ, **PATIENT})
        odoo = RunningOdoo(child, f"http://127.0.0.1:{port}", log)
        running.append(odoo)
        odoo.wait()
        return odoo

    yield start
    for odoo in running:
        stop_child(odoo.child)


@pytest.fixture(scope="module")
def odoo_server(start_odoo, odoo_demo_db) -> str:
    """The address of an Odoo with demo data (database: ``odoo_demo_db``)."""
    odoo = start_odoo(odoo_demo_db)
    yield odoo.url
    stop_child(odoo.child)


@pytest.fixture(scope="module")
def odoo_plain_server(start_odoo, odoo_db) -> str:
    """The address of an Odoo without demo data (database: ``odoo_db``)."""
    odoo = start_odoo(odoo_db)
    yield odoo.url
    stop_child(odoo.child)


# ---- mail ----------------------------------------------------------------------------


class SmtpSink:
    """Takes all mail; ``messages`` are email.message.Message objects."""

    def __init__(self):
        self.messages = []
        self.port = free_port()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        from email import message_from_bytes, policy

        self.messages.append(
            message_from_bytes(envelope.content, policy=policy.default)
        )
        return "250 taken"


@pytest.fixture(scope="session")
def smtp_sink():
    from aiosmtpd.controller import Controller

    sink = SmtpSink()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    yield sink
    controller.stop()


# ---- browsers ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def launch_browser():
    """``launch_browser("--option")`` starts Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if not program:
        pytest.fail("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:

        def launch(*options: str):
            return playwright.chromium.launch(
                executable_path=program, args=[*CHROMIUM_OPTIONS, *options]
            )

        yield launch


@pytest.fixture(scope="session")
def browser(launch_browser):
    """Chromium as it is, one for all tests that need nothing special."""
    chromium = launch_browser()
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser):
    """A page 1400 wide. Odoo's websocket never rests: wait for elements, not for
    ``networkidle``.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()
