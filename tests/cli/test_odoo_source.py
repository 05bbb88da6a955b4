"""Which Odoo is used."""

from pathlib import Path

import pytest

from commands import odoo_source
from commands.errors import CommandError
from commands.layout import Layout


def make_odoo(folder: Path, version: str = "19, 0", web: str = "odoo/addons") -> Path:
    (folder / "odoo" / "addons" / "base").mkdir(parents=True)
    (folder / web / "web").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = ({version}, 0)\n")
    return folder


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(root=tmp_path / "checkout", cache=tmp_path / "cache")


def test_reads_the_series_without_importing(tmp_path: Path):
    assert odoo_source.series_of(make_odoo(tmp_path)) == "19.0"
    assert odoo_source.series_of(tmp_path / "nothing") is None


def test_a_named_odoo_wins(tmp_path: Path, layout, monkeypatch):
    home = make_odoo(tmp_path / "mine")
    monkeypatch.setenv("ODOO_HOME", str(home))
    assert odoo_source.find(layout).python_path == home


def test_the_package_itself_may_be_named_too(tmp_path: Path, layout, monkeypatch):
    home = make_odoo(tmp_path / "mine")
    monkeypatch.setenv("ODOO_HOME", str(home / "odoo"))
    assert odoo_source.find(layout).python_path == home


@pytest.mark.parametrize("version", ["18, 0", "19, 1"])
def test_another_series_is_refused_with_advice(
    tmp_path: Path, layout, monkeypatch, version
):
    monkeypatch.setenv("ODOO_HOME", str(make_odoo(tmp_path / "old", version)))
    with pytest.raises(CommandError, match="not an Odoo") as caught:
        odoo_source.find(layout)
    assert "unset ODOO_HOME" in caught.value.remedy


def test_the_newest_complete_tree_of_the_cache_is_used(layout, monkeypatch):
    monkeypatch.delenv("ODOO_HOME", raising=False)
    monkeypatch.setattr(odoo_source, "_importable", lambda _layout: None)
    monkeypatch.setattr(odoo_source, "_complete_selfie", lambda *_arguments: None)
    for name, complete in [("19.0.0-a", True), ("19.0.1-b", True), ("19.0.2-c", False)]:
        tree = layout.cache / "odoo" / name
        make_odoo(tree / "usr/lib/python3/dist-packages")
        if complete:
            (tree / "origin.json").write_text("{}")
    assert odoo_source.find(layout).key == "19.0.1-b"


def test_without_apt_it_says_what_to_do(layout, monkeypatch):
    monkeypatch.delenv("ODOO_HOME", raising=False)
    monkeypatch.setattr(odoo_source, "_importable", lambda _layout: None)
    monkeypatch.setattr(odoo_source.shutil, "which", lambda _name: None)
    with pytest.raises(CommandError) as caught:
        odoo_source.find(layout)
    assert "ODOO_HOME=" in caught.value.remedy


def test_add_ons_of_an_installed_odoo_and_of_a_clone(tmp_path: Path):
    installed = odoo_source.Odoo(make_odoo(tmp_path / "a"), "key")
    assert installed.addons_folders == [tmp_path / "a/odoo/addons"]
    clone = odoo_source.Odoo(make_odoo(tmp_path / "b", web="addons"), "key")
    assert clone.addons_folders == [tmp_path / "b/odoo/addons", tmp_path / "b/addons"]
