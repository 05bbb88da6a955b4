"""The configuration that Odoo gets, and the server that the command leaves running."""

import socket
from configparser import ConfigParser
from pathlib import Path

import pytest

from commands import postgres, python_env, settings
from commands.errors import CommandError
from commands.layout import Layout
from commands.odoo_source import Odoo
from commands.postgres import Server
from commands.server import choose_port


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(root=tmp_path / "checkout", cache=tmp_path / "cache")
    layout.make_folders()
    layout.addons.mkdir()
    (layout.root / "odoo.conf").write_text(
        "[options]\nworkers = 5\nlist_db = False\nproxy_mode = True\nunaccent = True\n"
    )
    return layout


def written(layout: Layout, server: Server, **options) -> dict[str, str]:
    venv = layout.state / "venv"
    (venv / "lib/python3.11/site-packages/odoo/addons").mkdir(parents=True)
    env = python_env.PythonEnv(venv, "key")
    odoo = Odoo(layout.root / "odoo19", "key")
    file = settings.write(layout, odoo, env, server, "test", **options)
    assert file.stat().st_mode & 0o777 == 0o600
    config = ConfigParser(interpolation=None)
    config.read(file)
    return dict(config["options"])


def test_production_settings_are_kept_where_a_developer_needs_no_other(layout):
    options = written(layout, Server())
    assert options["list_db"] == "False"
    assert options["unaccent"] == "True"
    assert options["workers"] == "0"
    assert int(options["limit_time_real"]) > 3600, "0 kills a worker at once"
    assert options["proxy_mode"] == "False"
    assert options["data_dir"] == str(layout.data)


def test_add_ons_of_others_come_before_ours(layout):
    folders = written(layout, Server())["addons_path"].split(",")
    assert folders[-1] == str(layout.addons)
    assert "site-packages" in folders[-2]


def test_what_the_caller_asks_for_wins(layout):
    server = Server({"db_host": "/socket", "db_user": "odoo"})
    options = written(layout, server, http_port=8123, list_db=True)
    assert options["http_port"] == "8123"
    assert options["list_db"] == "True"
    assert options["db_host"] == "/socket"


def test_the_server_of_the_environment_wins(layout, monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere")
    assert postgres._named(layout) == Server()


def test_the_server_of_odoo_conf_is_used(layout, monkeypatch):
    monkeypatch.delenv("PGHOST", raising=False)
    assert postgres._named(layout) is None
    with (layout.root / "odoo.conf").open("a") as file:
        file.write("db_host = db.example\ndb_user = suite\ndb_password = secret\n")
    server = postgres._named(layout)
    assert server.environment["PGHOST"] == "db.example"
    assert server.environment["PGPASSWORD"] == "secret"


def test_the_socket_fits_however_deep_the_checkout_is():
    deep = Layout(root=Path("/" + "x" * 200), cache=Path("/cache"))
    socket_file = Path("/tmp") / f"community-{deep.fingerprint}" / ".s.PGSQL.5432"
    assert len(str(socket_file)) < 107


def test_a_taken_port_that_was_asked_for_is_an_error():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="is taken") as caught:
            choose_port(taken.getsockname()[1], 8069)
    assert "--port" in caught.value.remedy


def test_a_taken_usual_port_leads_to_the_next(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert choose_port(None, port) > port
    assert f"port {port} is taken" in capsys.readouterr().out


def test_databases_outlive_a_library_but_not_an_add_on_of_others():
    before = python_env.key_of_addons("lxml==1\nodoo-addon-a==1\n")
    assert python_env.key_of_addons("lxml==2\nodoo-addon-a==1\n") == before
    assert python_env.key_of_addons("lxml==1\nodoo-addon-a==2\n") != before


def test_requirements_are_pinned_and_the_key_follows_them(tmp_path: Path):
    root = Path(__file__).parents[2]
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (root / name).read_text().splitlines()
        names = [line for line in lines if line and not line.startswith("#")]
        assert all("==" in line for line in names)
    file = tmp_path / "requirements.txt"
    file.write_text("a==1")
    before = python_env.checksum_of([file])
    file.write_text("a==2")
    assert python_env.checksum_of([file]) != before
