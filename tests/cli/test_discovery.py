"""Which Odoo tests the source holds, and which of them a run owes."""

from pathlib import Path

import pytest

from commands.testing.discovery import OdooTest, discover, selected

COMMON = """
from odoo.tests import TransactionCase, tagged

@tagged("post_install", "-at_install")
class Common(TransactionCase):
    pass

class Mixin:
    def test_shared(self): pass
"""
TESTS = """
from odoo.tests import tagged
from .common import Common

class TestA(Common):
    def test_one(self): pass
    async def test_two(self): pass
    def helper(self): pass

@tagged("-standard", "community_full")
class TestSlow(Common):
    def test_load(self): pass

@tagged("-standard")
class TestLost(Common):
    def test_lost(self): pass
"""


@pytest.fixture
def addon(tmp_path: Path) -> Path:
    tests = tmp_path / "community_x" / "tests"
    tests.mkdir(parents=True)
    (tests / "common.py").write_text(COMMON)
    (tests / "test_a.py").write_text(TESTS)
    return tests.parent


def names(tests) -> set[str]:
    return {test.method for test in tests}


def test_finds_own_test_methods_of_test_cases(addon):
    assert names(discover([addon])) == {
        "test_one",
        "test_two",
        "test_load",
        "test_lost",
    }


def test_names_them_as_odoo_logs_them(addon):
    wanted = OdooTest("odoo.addons.community_x.tests.test_a", "TestA", "test_one")
    assert wanted in discover([addon])
    assert wanted.addon == "community_x"


def test_inherits_tags_from_a_class_in_another_file(addon):
    tags = {test.method: tags for test, tags in discover([addon]).items()}
    assert tags["test_one"] == {"standard", "post_install"}
    assert tags["test_load"] == {"community_full", "post_install"}


def test_slow_ones_are_owed_only_by_a_full_run(addon):
    tests = discover([addon])
    assert "test_load" not in names(selected(tests, full=False))
    assert "test_load" in names(selected(tests, full=True))


def test_one_that_no_run_selects_is_owed_always(addon):
    assert "test_lost" in names(selected(discover([addon]), full=False))


def test_a_class_without_base_in_a_test_file_is_owed(addon):
    (addon / "tests" / "test_b.py").write_text(
        "class TestB:\n    def test_b(self): pass"
    )
    assert "test_b" in names(discover([addon]))
