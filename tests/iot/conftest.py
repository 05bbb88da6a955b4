"""A club on one machine: a server, a stock box, and what hangs on it."""

import os
from pathlib import Path

import pytest

import odoo.release

from .club import Club
from .real_club import RealClub


@pytest.fixture(scope="session")
def odoo_source() -> Path:
    """The folder that has the package `odoo` of the tree under test."""
    home = os.environ.get("ODOO_HOME")
    return Path(home) if home else Path(odoo.release.__file__).resolve().parents[1]


@pytest.fixture
def club(tmp_path, odoo_source):
    """Of a test alone, and not started: it may set it up first."""
    club = Club(tmp_path, odoo_source)
    yield club
    club.close()


@pytest.fixture(scope="module")
def shared_club(tmp_path_factory, odoo_source):
    club = Club(tmp_path_factory.mktemp("club"), odoo_source)
    club.start()
    yield club
    club.close()


@pytest.fixture
def open_club(shared_club):
    """One that is running, as it was before other tests of the file used it."""
    shared_club.back_to_normal()
    return shared_club


@pytest.fixture(scope="module")
def real_club(tmp_path_factory, odoo_source, start_odoo, odoo_db, _odoo_in_process):
    """A box that was paired with an Odoo by the link of its form."""
    folder = tmp_path_factory.mktemp("real")
    club = RealClub(folder, odoo_source, odoo_db, start_odoo)
    try:
        club.open_house()
        club.pair()
        yield club
    finally:
        club.close()
