"""What pytest's report and the targets on the command line mean."""

from pathlib import Path

import pytest

from commands.errors import CommandError
from commands.layout import Layout
from commands.test import Wanted
from commands.testing.outcome import Verdict, last_line
from commands.testing.pytest_run import read_report

REPORT = """<?xml version="1.0"?>
<testsuites><testsuite>
<testcase classname="tests.test_a" name="test_one"/>
<testcase classname="tests.test_a" name="test_two"><failure message="no">why</failure></testcase>
<testcase classname="" name="tests.test_b"><error message="collection">import</error></testcase>
<testcase classname="tests.test_a" name="test_three"><skipped message="later"/></testcase>
</testsuite></testsuites>"""  # noqa: E501


def test_counts_failures_errors_of_collection_and_skips():
    outcomes = read_report(REPORT)
    assert last_line(outcomes) == "1 passed, 2 failed, 1 skipped"
    assert outcomes[1].detail == "why"
    assert outcomes[2].name == "tests.test_b"
    assert outcomes[3].verdict is Verdict.SKIPPED


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    tests = tmp_path / "addons" / "community_x" / "tests"
    tests.mkdir(parents=True)
    (tests / "test_a.py").touch()
    (tests.parent / "__manifest__.py").write_text("{}")
    (tmp_path / "tests" / "cli").mkdir(parents=True)
    return Layout(root=tmp_path, cache=tmp_path / "cache")


def test_without_targets_everything_is_wanted(layout):
    wanted = Wanted.of([], layout)
    assert wanted.lint
    assert wanted.addons == ["community_x"]
    assert wanted.pytest == [layout.root / "tests"]


def test_targets_are_paths_of_the_checkout(layout, monkeypatch):
    monkeypatch.chdir(layout.root)
    targets = ["addons/community_x/tests/test_a.py", "tests/cli/", "lint"]
    wanted = Wanted.of(targets, layout)
    assert wanted.addons == ["community_x"]
    assert wanted.files == ["odoo.addons.community_x.tests.test_a"]
    assert wanted.pytest == [layout.root / "tests" / "cli"]
    assert wanted.lint


def test_a_typo_is_no_empty_success(layout, monkeypatch):
    monkeypatch.chdir(layout.root)
    with pytest.raises(CommandError, match="community_z"):
        Wanted.of(["addons/community_z"], layout)
