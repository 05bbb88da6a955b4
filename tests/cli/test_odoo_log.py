"""What Odoo's log says about its tests."""

import pytest

from commands.testing import odoo_log
from commands.testing.discovery import OdooTest
from commands.testing.outcome import Verdict, last_line

MODULE = "odoo.addons.community_x.tests.test_a"


def line(second: float, message: str, level="INFO", logger=MODULE) -> str:
    return f"2026-11-21 10:00:{second:06.3f}".replace(".", ",") + (
        f" 4711 {level} db {logger}: {message}"
    )


def a_test(method: str, case="TestA") -> OdooTest:
    return OdooTest(MODULE, case, method)


def outcomes(lines: list[str], *owed: str):
    report = odoo_log.read(lines)
    return {o.name: o for o in report.outcomes({a_test(name) for name in owed})}


def verdict_of(lines: list[str], method: str) -> Verdict:
    return outcomes(lines, method)[str(a_test(method))].verdict


END = line(59, "3 post-tests in 9.00s, 12 queries", logger="odoo.service.server")


def test_a_started_test_without_complaint_has_passed():
    lines = [line(1, "Starting TestA.test_one ... "), END]
    assert verdict_of(lines, "test_one") is Verdict.PASSED


@pytest.mark.parametrize(
    "message",
    [
        "FAIL: TestA.test_one",
        "ERROR: TestA.test_one",
        "FAIL: Subtest TestA.test_one (number=1)",
        "ERROR: Subtest TestA.test_one [name]",
    ],
)
def test_failures_errors_and_subtests_keep_their_traceback(message):
    lines = [
        line(1, "Starting TestA.test_one ... "),
        line(2, message, "ERROR"),
        "Traceback (most recent call last):",
        "AssertionError: 1 != 2",
        END,
    ]
    outcome = outcomes(lines, "test_one")[str(a_test("test_one"))]
    assert outcome.verdict is Verdict.FAILED
    assert "AssertionError: 1 != 2" in outcome.detail


def test_one_that_never_started_has_failed():
    assert verdict_of([END], "test_forgotten") is Verdict.FAILED


def test_one_cut_short_by_the_end_of_odoo_has_failed():
    lines = [
        line(1, "Starting TestA.test_one ... "),
        line(2, "Starting TestA.test_two ... "),
    ]
    found = outcomes(lines, "test_one", "test_two")
    assert found[str(a_test("test_one"))].verdict is Verdict.PASSED
    assert found[str(a_test("test_two"))].verdict is Verdict.FAILED


def test_a_skipped_one_is_skipped_with_its_reason():
    lines = [
        line(1, "Starting TestA.test_one ... "),
        line(1, "skipped TestA.test_one : needs a printer"),
        END,
    ]
    outcome = outcomes(lines, "test_one")[str(a_test("test_one"))]
    assert outcome.verdict is Verdict.SKIPPED
    assert "needs a printer" in outcome.detail


def test_a_missing_browser_is_no_excuse():
    message = f"skipped setUpClass ({MODULE}.TestA) : Chrome executable not found"
    lines = [line(1, message, logger="odoo.tests.suite"), END]
    assert verdict_of(lines, "test_one") is Verdict.FAILED


def test_a_class_that_cannot_be_set_up_fails_all_its_tests():
    message = f"ERROR: setUpClass ({MODULE}.TestA)"
    lines = [line(1, message, "ERROR", "odoo.tests.suite"), "KeyError: 'x'", END]
    found = outcomes(lines, "test_one", "test_two")
    assert all(outcome.verdict is Verdict.FAILED for outcome in found.values())
    assert "KeyError" in found[str(a_test("test_one"))].detail


def test_a_class_outside_that_cannot_be_set_up_is_counted_once():
    message = "ERROR: setUpClass (odoo.addons.other.tests.test_z.TestZ)"
    assert len(outcomes([line(1, message, "ERROR", "odoo.tests.suite"), END])) == 1


def test_an_error_in_the_log_fails_the_run():
    lines = [line(1, "bad query: SELECT", "ERROR", "odoo.sql_db"), END]
    assert [o.verdict for o in outcomes(lines).values()] == [Verdict.FAILED]


def test_odoos_own_summary_is_no_further_error():
    message = "1 failed, 0 error(s) of 3 tests when loading database 'db'"
    assert not outcomes([line(1, message, "ERROR", "odoo.tests.result"), END])


def test_seconds_of_a_file_are_the_time_between_its_lines():
    lines = [
        line(1, "Starting TestA.test_one ... "),
        line(3.5, "Starting TestA.test_two ... "),
        line(4, "5 post-tests in 1.00s, 1 queries", logger="odoo.service.server"),
    ]
    assert odoo_log.read(lines).seconds_per_file() == {MODULE: 3.0}


def test_a_frozen_clock_does_not_make_a_file_long():
    frozen = line(2, "Starting TestA.test_two ... ").replace("2026-", "2031-", 1)
    lines = [line(1, "Starting TestA.test_one ... "), frozen, END]
    assert odoo_log.read(lines).seconds_per_file() == {MODULE: 0.0}


def test_the_last_line_is_a_plain_count():
    lines = [line(1, "Starting TestA.test_one ... "), END]
    found = odoo_log.read(lines).outcomes({a_test("test_one"), a_test("test_two")})
    assert last_line(found) == "1 passed, 1 failed, 0 skipped"
