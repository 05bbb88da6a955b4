"""Manifests, dependencies and checksums."""

from pathlib import Path

import pytest

from commands import addons as addons_of
from commands.change import Change
from commands.databases import odoo_news


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make(tmp_path, "community_a", ["mail"])
    make(tmp_path, "community_b", ["community_a", "account"])
    make(tmp_path, "community_a_crm", ["community_a", "crm"], auto_install=True)
    make(tmp_path, "community_off", ["community_a"], installable=False)
    make(tmp_path, "community_suite", ["community_b"])
    return tmp_path


def make(folder: Path, name: str, depends: list[str], **more) -> None:
    (folder / name).mkdir()
    manifest = {"name": name, "depends": depends, **more}
    (folder / name / "__manifest__.py").write_text(repr(manifest))


def finder(folder: Path, others: dict[str, list[str]]):
    ours = addons_of.read_all(folder)

    def find(name: str):
        if name in others:
            depends = tuple(others[name])
            return addons_of.Addon(name, folder / name, depends, False, True)
        return ours.get(name)

    return find


def test_reads_what_can_be_installed(folder):
    assert "community_off" not in addons_of.read_all(folder)


def test_outside_dependencies_are_those_of_others(folder):
    ours = addons_of.read_all(folder)
    assert addons_of.outside_dependencies(ours) == ["account", "crm", "mail"]


def test_dependents_reach_all_the_way_up(folder):
    ours = addons_of.read_all(folder)
    wanted = {"community_a", "community_b", "community_a_crm", "community_suite"}
    assert addons_of.dependents(ours, "community_a") == wanted


def test_a_bridge_comes_with_all_that_it_joins_and_not_before(folder):
    ours = addons_of.read_all(folder)
    others = {"mail": [], "account": ["mail"]}
    find = finder(folder, others)
    assert "community_a_crm" not in addons_of.closure(ours, {"community_suite"}, find)
    find = finder(folder, {**others, "account": ["crm"], "crm": []})
    assert "community_a_crm" in addons_of.closure(ours, {"community_suite"}, find)


def test_checksum_follows_what_the_database_holds(folder):
    addon = folder / "community_a"
    before = addons_of.checksum(addon)
    for name in ("static/x.js", "tests/test_x.py", "i18n/a.pot", "README.rst"):
        (addon / name).parent.mkdir(exist_ok=True)
        (addon / name).write_text("new")
    assert addons_of.checksum(addon) == before
    (addon / "models.py").write_text("x = 1")
    assert addons_of.checksum(addon) != before


def test_checksum_sees_a_file_that_moved(folder):
    addon = folder / "community_a"
    (addon / "one.py").write_text("x")
    before = addons_of.checksum(addon)
    (addon / "one.py").rename(addon / "two.py")
    assert addons_of.checksum(addon) != before


def test_change_tells_new_changed_and_gone_apart():
    change = Change.between(
        {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}
    )
    assert (change.added, change.changed, change.removed) == (["d"], ["b"], ["c"])
    assert str(change) == "new: d; changed: b; gone: c"
    assert not Change.between({"a": "1"}, {"a": "1"})


def test_news_of_odoo_names_the_module():
    line = "… odoo.modules.loading: Loading module account (34/110)"
    assert odoo_news(line) == "module 34 of 110: account"
    assert odoo_news("something else") is None
