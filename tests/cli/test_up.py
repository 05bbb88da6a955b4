"""``./community up`` tells the database where it is served."""

import sqlite3
from argparse import Namespace
from types import SimpleNamespace

import pytest

from commands import up

CHOSEN = "https://club.example.com"


@pytest.fixture
def database():
    """Parameters of an Odoo; its UPDATE is understood by SQLite as well."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE ir_config_parameter (key text, value text)")
    connection.execute(
        "INSERT INTO ir_config_parameter VALUES"
        " ('web.base.url', 'http://localhost:8069'), ('other', 'http://localhost:1')"
    )
    yield connection
    connection.close()


@pytest.fixture
def bring_up(database, monkeypatch, tmp_path):
    """``bring_up(port)`` comes to the point where Odoo would be started."""
    asked = []

    def sql(statement, name):
        asked.append(name)
        database.execute(statement)

    quiet = SimpleNamespace(stop=lambda: None, description="")
    monkeypatch.setattr(up, "OdooServer", lambda layout: quiet)
    monkeypatch.setattr(up, "_current", lambda workspace: {})
    monkeypatch.setattr(up, "choose_port", lambda wish, usual: wish or usual)
    (tmp_path / "odoo.conf").write_text("[options]\nhttp_port = 8069\n")
    workspace = SimpleNamespace(
        layout=SimpleNamespace(root=tmp_path),
        steps=up.Steps(),
        databases=lambda: SimpleNamespace(stamp=lambda name: {}),
        settings=lambda kind, **options: f"{kind}.conf",
        env=SimpleNamespace(odoo="odoo"),
        server=SimpleNamespace(sql=sql),
    )

    def start(port):
        arguments = Namespace(db="club", port=port, foreground=True)
        address, _command = up._bring_up(workspace, arguments)
        assert asked[-1] == "club"
        return address

    return start


def _read(database):
    return dict(database.execute("SELECT key, value FROM ir_config_parameter"))


def test_links_lead_to_the_port_that_was_asked_for(bring_up, database):
    """A mail's link to the usual port would lead to another server, or nowhere."""
    assert bring_up(8123) == "http://localhost:8123"
    assert _read(database) == {
        "web.base.url": "http://localhost:8123",
        "other": "http://localhost:1",
    }
    assert bring_up(None) == "http://localhost:8069"
    assert _read(database)["web.base.url"] == "http://localhost:8069"


def test_an_address_that_somebody_chose_stays(bring_up, database):
    database.execute(
        f"UPDATE ir_config_parameter SET value = '{CHOSEN}' WHERE key = 'web.base.url'"
    )
    bring_up(8123)
    assert _read(database)["web.base.url"] == CHOSEN
