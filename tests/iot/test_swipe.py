"""From the swipe to the open gate, through a stock box process and pseudo terminals."""

import time

from .club import ADMIN, BORA
from .stock_box import wait_until

UNKNOWN = "04FFFFFFFFFF01"


def opened_after(club, uid: str, patience: float = 5.0) -> float:
    """Seconds from the swipe until the turnstile heard that it has to open."""
    before, begin = len(club.turnstile.opened), time.monotonic()
    club.turnstile.swipe(uid)
    wait_until(lambda: len(club.turnstile.opened) > before, patience, 0.002)
    return club.turnstile.opened[-1][0] - begin


def verdict_of(club, uid: str, patience: float = 10.0) -> dict:
    """The swipe's event as it came to the server."""

    def found():
        return [one for one in club.server.kinds("swipe") if one["uid"] == uid]

    return wait_until(found, patience)[-1]


def events_of(club, swipe: dict, kind: str) -> list[dict]:
    return [one for one in club.server.kinds(kind) if one["swipe"] == swipe["uuid"]]


def test_member_opens_the_turnstile(open_club):
    """A band held to the reader opens, and the rotation is journaled as a passage."""
    club, uid = open_club, open_club.new_uid()
    opened_after(club, uid)
    swipe = verdict_of(club, uid)
    assert (swipe["verdict"], swipe["origin"]) == ("allow", "box")
    passed = wait_until(lambda: events_of(club, swipe, "passed"))
    assert [one["assumed"] for one in passed] == [False]


def test_relay_opens_and_locks_again(open_club):
    """A reader at one port, a relay at another: closed for three seconds, then open;
    without rotation feedback the passage is assumed.
    """
    club, uid = open_club, open_club.new_uid()
    before = club.relay.times_closed(1)
    club.reader.swipe(f"UID: {uid}")
    wait_until(lambda: club.relay.contacts[1])
    closed_at = time.monotonic()
    wait_until(lambda: not club.relay.contacts[1])
    assert 2.5 < time.monotonic() - closed_at < 4.5
    assert club.relay.times_closed(1) == before + 1
    swipe = verdict_of(club, uid)
    passed = wait_until(lambda: events_of(club, swipe, "passed"))
    assert [one["assumed"] for one in passed] == [True]


def test_who_may_not_is_told_why(open_club):
    """A bar of the pass refuses, an unknown chip is unknown; nothing opens."""
    club = open_club
    before = len(club.turnstile.opened)
    club.turnstile.swipe(BORA)
    assert verdict_of(club, BORA)["reasons"][0]["code"] == "payment_overdue"
    club.turnstile.swipe(UNKNOWN)
    assert verdict_of(club, UNKNOWN)["reasons"][0]["code"] == "unknown_credential"
    assert len(club.turnstile.opened) == before


def test_server_wins_when_it_is_there_in_time(open_club):
    """The server's yes and no stand above the box's own, when they come in 300 ms."""
    club, uid = open_club, open_club.new_uid()
    club.server.verdict = ("deny", False)
    before = len(club.turnstile.opened)
    club.turnstile.swipe(uid)
    swipe = verdict_of(club, uid)
    assert (swipe["verdict"], swipe["origin"]) == ("deny", "server")
    assert len(club.turnstile.opened) == before
    club.server.verdict = ("allow", True)
    stranger = "04FFFFFFFFFF02"
    opened_after(club, stranger)
    assert verdict_of(club, stranger)["origin"] == "server"
    asked = [one for one in club.server.swipes if one["uid"] == stranger]
    assert [one["uuid"] for one in asked] == [verdict_of(club, stranger)["uuid"]]


def test_slow_server_is_not_waited_for(open_club):
    """What comes after 300 ms is too late: the box has decided."""
    club, uid = open_club, open_club.new_uid()
    club.server.verdict, club.server.delay = ("deny", False), 1.0
    took = opened_after(club, uid)
    assert 0.25 < took < 0.6
    assert verdict_of(club, uid)["origin"] == "box"


def test_forged_answer_is_none(open_club):
    """An answer whose MAC is wrong neither opens nor refuses."""
    club, uid = open_club, open_club.new_uid()
    club.server.verdict, club.server.forge = ("deny", False), True
    opened_after(club, uid)
    club.server.forge = False
    assert verdict_of(club, uid, 30)["origin"] == "box"


def test_server_down(open_club):
    """Row 8: decided locally within 150 ms while nothing answers, admin bands too;
    afterwards every swipe is at the server.
    """
    club = open_club
    uids = [club.new_uid() for _one in range(20)] + [ADMIN]
    club.server.stop()
    try:
        took = sorted(opened_after(club, uid) for uid in uids)
    finally:
        club.server.start()
    assert took[-2] < 0.15, took
    for uid in uids:
        assert verdict_of(club, uid, 30)["origin"] == "box"


def test_nobody_goes_through(open_club):
    """The turnstile's word that nobody went through makes no visit."""
    club, uid = open_club, open_club.new_uid()
    club.turnstile.passes = False
    opened_after(club, uid)
    club.turnstile.outcome("TIMEOUT")
    swipe = verdict_of(club, uid)
    wait_until(lambda: events_of(club, swipe, "not_passed"))
    assert not events_of(club, swipe, "passed")


def test_garbage_then_a_good_frame(open_club):
    """Noise, a torn frame and a wrong checksum do nothing; the next good one counts."""
    club, uid = open_club, open_club.new_uid()
    before = len(club.turnstile.opened)
    club.turnstile.say(bytes(range(256)) * 20 + b"$UID,IN,04A2*")
    club.turnstile.say(b"$UID,IN," + uid.encode() + b"*00\r\n")
    opened_after(club, uid)
    assert len(club.turnstile.opened) == before + 1
    other = club.new_uid()
    club.reader.say(b"\xff" * 500 + b"\x02half")
    club.reader.say(f"\x02{other}\x03".encode())
    assert verdict_of(club, other)["verdict"] == "allow"


def test_forced_is_journaled(open_club):
    club = open_club
    before = len(club.server.kinds("forced"))
    club.turnstile.say(b"$FORCED,IN*4B\r\n")
    assert len(club.server.kinds("forced")) == before  # wrong checksum
    from .simulators import line

    club.turnstile.say(line("FORCED,IN"))
    wait_until(lambda: len(club.server.kinds("forced")) > before)


def test_lockers_open_by_command(open_club):
    """One door, then all; what the contacts say is journaled once per change."""
    club = open_club
    club.command("locker_open", club.lockers, args={"door": 3})
    wait_until(lambda: club.lockers.open_doors == {3})
    club.lockers.shut(3)
    wait_until(lambda: club.server.kinds("locker_closed"))
    club.command("locker_release_all", club.lockers)
    wait_until(lambda: club.lockers.open_doors == {1, 2, 3, 4})
    opened = wait_until(lambda: len(club.server.kinds("locker_opened")) == 5)
    assert opened


def test_lockout_after_refusals(open_club):
    """Who was refused too often in a row waits, with the right band as well."""
    club = open_club
    club.describe(lockout_after=2, lockout_seconds=600)
    club.server.revision = "lockout"
    name = [club.name(club.turnstile)]
    club.server.send("box-under-test", name, {"action": "community_sync"})
    club.server.passes["04C0FFEEC0FFEE"] = {"credential": 77, "partner": 77}
    time.sleep(1)
    for _time in range(3):
        club.turnstile.swipe("04C0FFEEC0FFEE")
        time.sleep(1.7)

    def codes():
        swipes = club.server.kinds("swipe")
        return [one["reasons"][0]["code"] for one in swipes if one["uid"][2:4] == "C0"]

    wait_until(lambda: len(codes()) == 3)
    assert codes() == ["no_right", "no_right", "locked_out"]
