"""One database and one server for all guard rails that do not destroy them.

Which Odoo they run on is decided here alone. ``GUARD_RC`` and ``GUARD_DB`` name a
configuration and a database in which the suite is installed.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from guardlib.runtime import Runtime, free_port  # noqa: E402 (needs the path)
from guardlib.world import Builder  # noqa: E402 (needs the path)


@pytest.fixture(scope="session")
def runtime(tmp_path_factory):
    """Odoo with the configuration under test."""
    if "GUARD_RC" not in os.environ:
        pytest.fail("GUARD_RC and GUARD_DB name Odoo's configuration and a database")
    folder = tmp_path_factory.mktemp("guard")
    return Runtime(Path(os.environ["GUARD_RC"]), folder).boot()


@pytest.fixture(scope="session")
def installed(runtime):
    """Name of the database with the whole suite; only ever copied."""
    return os.environ["GUARD_DB"]


@pytest.fixture(scope="session")
def database(runtime, installed):
    name = runtime.copy(installed, f"{installed}_rails")
    yield name
    if not os.environ.get("GUARD_KEEP"):
        runtime.drop(name)


@pytest.fixture(scope="session")
def world(runtime, database):
    """The people of the tables, and what belongs to each; with a server."""
    with runtime.env(database, commit=True) as env:
        built = Builder(env, database).build()
    with runtime.server(database, free_port()) as server:
        built.base = server.url
        built.log = server.log
        yield built


@pytest.fixture
def env(runtime, database):
    """A superuser environment whose changes are forgotten."""
    with runtime.env(database) as environment:
        yield environment
