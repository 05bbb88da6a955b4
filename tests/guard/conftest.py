"""One database and one server for all guard rails that do not destroy them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from guardlib.runtime import Runtime
from guardlib.world import Builder


@pytest.fixture(scope="session")
def runtime(odoo_conf, _odoo_in_process, tmp_path_factory):
    """Odoo with the configuration under test."""
    return Runtime(odoo_conf, tmp_path_factory.mktemp("guard"))


@pytest.fixture(scope="session")
def database(copy_database):
    """The whole suite; shared by all tests that leave it as they found it."""
    return copy_database()


@pytest.fixture(scope="session")
def world(runtime, database, start_odoo):
    """The people of the tables, and what belongs to each; with a server."""
    from odoo.tools import config

    with runtime.env(database, commit=True) as env:
        built = Builder(env, database).build()
    server = start_odoo(database, f"--data-dir={config['data_dir']}")
    built.base, built.log = server.url, server.log
    return built


@pytest.fixture
def env(runtime, database):
    """A superuser environment whose changes are forgotten."""
    with runtime.env(database) as environment:
        yield environment
