"""The stock box and a real Odoo: paired, asked, cut off, and together again."""

import json
import statistics
import time

from .real_club import GUARD, IDENTIFIER
from .stock_box import wait_until


def swipe(club, uid: str, patience: float = 10.0) -> None:
    """The turnstile lets one through."""
    before = len(club.turnstile.opened)
    club.turnstile.swipe(uid)
    wait_until(lambda: len(club.turnstile.opened) > before, patience, 0.002)


def test_paired_by_the_link(real_club):
    """The link of the form pairs, once; the box runs the programs of the server, and
    tells how it is.
    """
    club = real_club
    with club.env() as env:
        box = env["community.access.box"].browse(club.records["box"])
        assert (box.state, box.identifier) == ("paired", IDENTIFIER)
        assert not box.pairing_salt
        assert box.handlers_version == box._get_handlers()[1]
    wait_until(lambda: _health(club)[0], 90, 0.5)


def _health(club):
    return club.query(
        "SELECT is_connected FROM community_access_box_device WHERE identifier = %s",
        club.name(club.turnstile),
    )[0]


def test_member_comes_in(real_club):
    """F38: paid, so the turnstile and the relay of the door open; swipe, passage and
    visit are in the database.
    """
    club, uid = real_club, real_club.new_member()
    club.wait_known(uid)
    swipe(club, uid)
    wait_until(lambda: club.events(uid, "passed"), 30)
    [(verdict, _origin, code, place)] = wait_until(lambda: club.events(uid, "swipe"), 9)
    assert (verdict, code) == ("allow", "right")
    assert place
    assert [out for _visit, out in club.visits(uid)] == [None]
    other, before = club.new_member(), club.relay.times_closed(1)
    club.wait_known(other)
    club.reader.swipe(f"UID: {other}")
    wait_until(lambda: club.relay.times_closed(1) > before)
    wait_until(lambda: club.relay.contacts[1] is False, 15)
    wait_until(lambda: club.visits(other), 30)


def test_who_owes_stays_out(real_club):
    """F39: an unpaid subscription is found out at the gate, with and without server."""
    club = real_club
    uid, before = club.new_member(owes=True), len(club.turnstile.opened)
    club.wait_known(uid)
    club.turnstile.swipe(uid)
    [(verdict, _origin, code, _place)] = wait_until(lambda: club.events(uid, "swipe"))
    assert (verdict, code) == ("deny", "past_due")
    assert len(club.turnstile.opened) == before
    assert not club.visits(uid)


def test_cut_off_and_back(real_club):
    """Row 8: without the server the box decides, also right after a kill; when the
    server is back each event is there exactly once.
    """
    club = real_club
    early, late, debtor = (club.new_member(owes=one) for one in (False, False, True))
    club.wait_known(early, late, debtor)
    club.stop_server()
    try:
        swipe(club, early)
        wait_until(lambda: club.has_on_box(early, "passed"))
        club.kill_and_start()
        # Its stock part asks the server for half a minute before it reads anything.
        club.wait_devices()
        swipe(club, late)
        wait_until(lambda: club.has_on_box(late, "passed"))
        club.turnstile.swipe(debtor)
        wait_until(lambda: club.has_on_box(debtor, "swipe"))
        club.box.kill()
        club.forget_heard()
    finally:
        club.start_server()
    club.box.start()
    wait_until(lambda: club.events(late, "passed"), 120, 0.2)
    for uid in (early, late):
        [(verdict, origin, _code, _place)] = club.events(uid, "swipe")
        assert (verdict, origin) == ("allow", "box")
        assert len(club.events(uid, "passed")) == 1
        assert len(club.visits(uid)) == 1
    [(verdict, origin, code, _place)] = club.events(debtor, "swipe")
    assert (verdict, origin, code) == ("deny", "box", "past_due")
    assert_journal_whole(club)


def assert_journal_whole(club) -> None:
    """Places of the box's journal without a gap, each once."""
    rows = club.query("SELECT box_ref FROM community_access_event WHERE box_ref > ''")
    places = sorted(int(row[0].rpartition("/")[2]) for row in rows)
    assert places == list(range(1, len(places) + 1))


def test_guard_opens(real_club):
    """Row 14: a click in the gate monitor opens, once, and the journal of commands says
    that it did; also on a box that was started while the server was away.
    """
    club = real_club
    club.stop_server()
    try:
        club.kill_and_start()
        club.wait_devices()
    finally:
        club.start_server()
    before = len(club.turnstile.opened)

    def click():
        gate = [club.records["gate"]]
        club.call(
            GUARD, "community.access.gate", "action_open_once", gate, "in", "Parcel"
        )
        deadline = time.monotonic() + 12  # a command is good for ten
        while time.monotonic() < deadline:
            if len(club.turnstile.opened) > before:
                return True
            time.sleep(0.02)
        return False

    wait_until(click, 150)
    query = "SELECT count(*) FROM community_access_box_command WHERE state = 'done'"
    wait_until(lambda: club.query(query)[0][0] == 1, 30)
    assert len(club.turnstile.opened) == before + 1


def test_change_reaches_the_box(real_club):
    """Row 8: who is blocked at the server is known to the box within seconds. The time
    is printed; the box's own pass is what is looked at.
    """
    club, took = real_club, []
    for _turn in range(8):
        uid = club.new_member()
        club.wait_known(uid)
        begin = club.block(uid)
        wait_until(lambda uid=uid: _is_blocked(club, uid), 90, 0.01)
        took.append(time.monotonic() - begin)
    print(
        f"\nA blocked band at the box: p50 {statistics.median(took):.2f} s, "
        f"max {max(took):.2f} s of {len(took)}"
    )
    before = len(club.turnstile.opened)
    club.turnstile.swipe(uid)
    [(verdict, *_facts)] = wait_until(lambda: club.events(uid, "swipe"), 30)
    assert verdict == "deny"
    assert len(club.turnstile.opened) == before


def _is_blocked(club, uid: str) -> bool:
    row = club.row_on_box(uid)
    return row is None or "rights" not in json.loads(row) or '"bars"' in row


def test_locker_by_its_own_reader(real_club):
    """F47: a band held to a door takes it, and held again opens it."""
    club, uid = real_club, real_club.new_member()
    club.lockers.read_band(2, uid)
    query = "SELECT state FROM community_locker WHERE bank_id = %s AND number = 2"
    bank = club.records["bank"]
    wait_until(lambda: club.query(query, bank)[0][0] == "used", 30)
    time.sleep(2)  # the same band again at once is one reading
    club.lockers.read_band(2, uid)
    wait_until(lambda: club.lockers.open_doors == {2}, 60)
    assert club.query(query, bank)[0][0] == "free"


def test_no_error_in_either_log(real_club):
    """After all of that neither of the two has logged an error of ours."""
    for text in (real_club.server_log(), real_club.box.log_text()):
        errors = [
            line
            for line in text.splitlines()
            if " ERROR " in line and "community_access" in line.partition(": ")[0]
        ]
        assert not errors
