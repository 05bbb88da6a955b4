"""Jobs run on all cores, longest first; one that breaks does not take others along."""

import threading

import pytest

from commands.errors import CommandError
from commands.testing.outcome import Outcome, Verdict, last_line
from commands.testing.scheduler import Job, Scheduler


def passing(name: str) -> list[Outcome]:
    return [Outcome(name, Verdict.PASSED)]


def test_takes_the_longest_first():
    order = []
    scheduler = Scheduler(cores=1)
    for name, seconds in [("short", 1), ("long", 9), ("middle", 5)]:
        work = lambda name=name: order.append(name) or passing(name)  # noqa: E731
        scheduler.add(Job(name, work, seconds))
    scheduler.run()
    assert order == ["long", "middle", "short"]


def test_uses_all_cores_at_the_same_time():
    meeting = threading.Barrier(2, timeout=10)
    scheduler = Scheduler(cores=2)
    for name in "ab":
        scheduler.add(
            Job(name, lambda name=name: (meeting.wait() and []) or passing(name))
        )
    assert last_line(scheduler.run()) == "2 passed, 0 failed, 0 skipped"


def test_a_job_may_add_jobs_while_the_other_core_waits_for_them():
    scheduler = Scheduler(cores=2)

    def prepare() -> list[Outcome]:
        scheduler.add(Job("after", lambda: passing("after")))
        return []

    scheduler.add(Job("before", prepare))
    assert [outcome.name for outcome in scheduler.run()] == ["after"]


@pytest.mark.parametrize("error", [CommandError("no disk", "free some"), KeyError("x")])
def test_a_broken_job_fails_alone(error):
    def broken() -> list[Outcome]:
        raise error

    scheduler = Scheduler(cores=1)
    scheduler.add(Job("broken", broken, 9))
    scheduler.add(Job("fine", lambda: passing("fine"), 1))
    outcomes = {outcome.name: outcome for outcome in scheduler.run()}
    assert outcomes["broken"].verdict is Verdict.FAILED
    assert outcomes["fine"].verdict is Verdict.PASSED
    if isinstance(error, CommandError):
        assert "free some" in outcomes["broken"].detail
