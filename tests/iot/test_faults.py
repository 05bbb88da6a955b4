"""Rows 8 and 13: nothing is lost and nothing opens twice, whatever breaks."""

import random
import sqlite3
import time

import pytest

from .club import Club, uid_of
from .stock_box import wait_until


def swipe_all(club, uids, patience: float = 10.0) -> None:
    """One after the other, each when the one before went through."""
    for uid in uids:
        before = len(club.turnstile.opened)
        club.turnstile.swipe(uid)
        wait_until(lambda n=before: len(club.turnstile.opened) > n, patience, 0.001)


def uids_of(club, kind: str) -> list[str]:
    return [one["uid"] for one in club.server.kinds(kind) if one["uid"]]


def assert_exactly_once(club) -> None:
    """Numbers without gaps in one epoch, and no uuid twice."""
    assert len(club.server.events) == 1
    numbers = [one["seq"] for one in club.server.all_events()]
    assert numbers == list(range(1, len(numbers) + 1))
    uuids = [one["uuid"] for one in club.server.all_events()]
    assert len(uuids) == len(set(uuids))


def offline_swipes(club, number: int, kill_every: int) -> None:
    club.start()
    club.server.stop()
    for start in range(0, number, kill_every):
        swipe_all(club, map(uid_of, range(start, min(start + kill_every, number))))
        # What went through was said, and is written when nothing more happens.
        wait_until(lambda: not openings(club), 30)
        club.kill_and_start()
        club.wait_devices()
    club.server.start()
    wait_until(lambda: len(uids_of(club, "passed")) >= number, 60 + number / 100, 0.2)
    assert uids_of(club, "passed") == [uid_of(one) for one in range(number)]
    assert uids_of(club, "swipe") == uids_of(club, "passed")
    assert_exactly_once(club)


def openings(club) -> list:
    with sqlite3.connect(club.box.journal) as db:
        return db.execute("SELECT ticket FROM opening").fetchall()


def test_offline_swipes_arrive_in_order(club):
    """Row 8, short: swiped without a server, killed in between, all of them arrive once
    and in their order.
    """
    offline_swipes(club, 60, 30)


@pytest.mark.full
@pytest.mark.timeout(7200)
def test_50000_offline_swipes(tmp_path, odoo_source):
    """Row 8: 50,000 swipes, killed after every 5,000."""
    club = Club(tmp_path, odoo_source, members=50_000)
    try:
        offline_swipes(club, 50_000, 5_000)
    finally:
        club.close()


def test_lost_answer_doubles_nothing(club):
    """The server stored the events and its answer was lost: sent again, stored once."""
    club.start()
    club.server.drop_answers = 3
    swipe_all(club, map(uid_of, range(5)))
    wait_until(lambda: len(uids_of(club, "passed")) == 5, 30)
    wait_until(lambda: club.server.sent_twice, 30)
    assert_exactly_once(club)


def test_kill_at_any_moment(club):
    """Killed while somebody is being let in: each opening has its swipe and exactly one
    outcome, and none is carried out again.
    """
    club.start()
    dice, number = random.Random(14), 0
    for _round in range(4):
        for _swipe in range(3):
            club.turnstile.swipe(uid_of(number))
            number += 1
            time.sleep(0.02)
        time.sleep(dice.uniform(0.0, 0.12))
        club.kill_and_start()
        club.wait_devices()
    wait_until(lambda: not openings(club), 30)
    club.turnstile.swipe(uid_of(number))
    wait_until(lambda: uid_of(number) in uids_of(club, "passed"), 30)
    tickets = [ticket for _when, _side, ticket in club.turnstile.opened]
    assert len(tickets) == len(set(tickets))
    outcomes = uids_of(club, "passed") + uids_of(club, "not_passed")
    allowed = [one["uid"] for one in club.server.kinds("swipe")]
    assert sorted(outcomes) == sorted(allowed)
    assert len(tickets) <= len(allowed)
    assert_exactly_once(club)


def test_unplugged_and_plugged_in_again(club):
    """A device that goes away is missed, and works again when it is back."""
    club.start()
    club.turnstile.unplug()
    wait_until(lambda: club.server.kinds("device_lost"), 15)
    time.sleep(4)
    club.turnstile.heard.clear()
    club.turnstile.plug_in()
    wait_until(lambda: "PING" in club.turnstile.heard, 15)
    swipe_all(club, [uid_of(1)])
    wait_until(lambda: club.server.kinds("device_back"), 15)
    devices = [one["device"] for one in club.server.kinds("device_lost")]
    assert devices == [club.name(club.turnstile)]


def test_relay_left_closed_by_a_kill_is_opened(club):
    """Killed while a relay was pulled: the gate does not stay open for ever."""
    club.start()
    club.reader.swipe(uid_of(1))
    wait_until(lambda: club.relay.contacts.get(1))
    club.kill_and_start()
    wait_until(lambda: club.relay.contacts.get(1) is False, 30)


@pytest.mark.full
@pytest.mark.timeout(7200)
def test_100000_cycles(tmp_path, odoo_source):
    """Row 13: 100,000 times swipe, decision, opening, passage, by 2,000 members; memory
    and open files stay as they are.
    """
    club = Club(tmp_path, odoo_source, members=2_000)
    try:
        club.start()
        members = [*map(uid_of, range(2_000))]
        swipe_all(club, members)
        before = resources(club)
        swipe_all(club, members * 49)
        after = resources(club)
        wait_until(lambda: len(uids_of(club, "passed")) == 100_000, 600, 1)
        assert after[0] - before[0] < 20 * 2**20
        assert after[1] <= before[1] + 2
        assert_exactly_once(club)
    finally:
        club.close()


def test_resources_stay(club):
    """Row 13, short: 300 cycles leave no file open, and little memory."""
    club.start()
    swipe_all(club, map(uid_of, range(50)))
    before = resources(club)
    swipe_all(club, map(uid_of, range(50, 200)))
    after = resources(club)
    assert after[0] - before[0] < 20 * 2**20
    assert after[1] <= before[1] + 2


def resources(club) -> tuple[int, int]:
    """(resident bytes, open files)"""
    import psutil

    process = psutil.Process(club.box.child.pid)
    return process.memory_info().rss, process.num_fds()
