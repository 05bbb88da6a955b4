"""A newcomer's way: clone, one command, work in the browser, stop."""

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(2400)
CHECKOUT = Path(__file__).resolve().parents[2]
MINUTES = 60


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _copy_of_checkout(folder):
    """What git would hand to a newcomer, with what is not committed yet."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, names.split("\0")):
        source = CHECKOUT / name
        if source.is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)


class Newcomer:
    """A checkout in an empty folder and the command in it."""

    def __init__(self, folder):
        self.folder = folder
        self.port = _free_port()

    def run(self, *arguments, timeout=20 * MINUTES):
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PG", "COMMUNITY_", "ODOO_"))
        }
        started = time.monotonic()
        done = subprocess.run(
            [self.folder / "community", *arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        print(f"./community {' '.join(arguments)}: {time.monotonic() - started:.0f} s")
        return done.stdout

    def up(self):
        return self.run("up", "--port", str(self.port))

    @property
    def address(self):
        return f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def newcomer():
    # A short path: the socket of PostgreSQL lies below it.
    folder = Path(tempfile.mkdtemp(prefix="club-"))
    folder.chmod(0o755)
    _copy_of_checkout(folder)
    newcomer = Newcomer(folder)
    yield newcomer
    newcomer.run("up", "--stop", timeout=2 * MINUTES)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def greeting(newcomer):
    return newcomer.up()


@pytest.fixture
def log_in(newcomer, browser):
    contexts = []

    def log_in(login, **context_options):
        context = browser.new_context(**context_options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{newcomer.address}/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", login)
        page.click("form.oe_login_form button[type=submit]")
        page.wait_for_url(re.compile(r"/(odoo|my)"))
        return page

    yield log_in
    for context in contexts:
        context.close()


def test_says_where_and_who(newcomer, greeting):
    """The command ends with the address and every demo log-in."""
    logins = json.loads(
        (newcomer.folder / "addons/community_suite/demo/logins.json").read_text()
    )
    assert newcomer.address in greeting
    for login in logins:
        assert login["login"] in greeting


def test_receptionist_finds_a_member(log_in, newcomer, greeting):
    """G15, W17: the receptionist types a name without accents and opens the member."""
    page = log_in("receptionist", viewport={"width": 1400, "height": 900})
    page.goto(
        f"{newcomer.address}/odoo/action-community_members.res_partner_action_members"
    )
    page.wait_for_selector(".o_kanban_record:not(.o_kanban_ghost)")
    page.fill(".o_searchview_input", "ayse demir")
    page.wait_for_selector(".o_searchview_autocomplete")  # Enter takes its first line
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_facet_value")
    found = page.locator(".o_kanban_record:not(.o_kanban_ghost)", has_text="Ayşe Demir")
    found.first.click()
    page.wait_for_selector(".o_form_view [name=member_state]")
    assert page.locator(".o_form_view [name=member_number]").count()


def test_member_sees_standing_on_the_phone(log_in, newcomer, greeting):
    """W33: the member's portal says at the top whether all is in order."""
    page = log_in("member", viewport={"width": 390, "height": 844})
    page.goto(f"{newcomer.address}/my")
    page.wait_for_selector(".o_community_standing")
    page.goto(f"{newcomer.address}/my/card")
    page.wait_for_selector("article.card img.code")


def test_second_start_is_quick(newcomer, greeting):
    """Run again, the command changes nothing and answers at once."""
    output = newcomer.up()
    assert "already running" in output
    newcomer.run("up", "--stop", timeout=2 * MINUTES)
    output = newcomer.up()
    assert newcomer.address in output
    assert "already running" not in output
