"""Row 10: in a fire every way out is open; software is the second line only."""

import time
from pathlib import Path

from .stock_box import wait_until

README = Path(__file__).resolve().parents[2] / "addons/community_access/readme"


def test_all_exits_open_and_stay_open(club):
    """Within one second all exits are open; no command locks them; written once; only a
    reset by hand ends it, and not while it burns; a kill changes nothing of that.
    """
    club.start()
    begin = time.monotonic()
    club.turnstile.fire(True)
    wait_until(lambda: club.relay.contacts[2] and club.turnstile.free["OUT"])
    assert time.monotonic() - begin < 1.0
    for do in ("closed", "normal", "fire_reset"):
        club.command(do)
    wait_until(lambda: len(club.server.kinds("command_refused")) == 3)
    codes = [one["data"]["why"] for one in club.server.kinds("command_refused")]
    assert codes == ["fire"] * 3
    club.relay.contacts[2] = False
    club.kill_and_start()
    wait_until(lambda: club.relay.contacts.get(2), 30)
    club.wait_ready()
    club.turnstile.fire(False)
    time.sleep(1)
    assert club.relay.contacts[2]
    assert len(club.server.kinds("fire_on")) == 1
    assert not club.server.kinds("fire_off")
    club.command("fire_reset")
    wait_until(lambda: not club.relay.contacts[2] and not club.turnstile.free["OUT"])
    wait_until(lambda: len(club.server.kinds("fire_off")) == 1)
    assert len(club.server.kinds("fire_on")) == 1


def test_the_turnstile_opens_without_the_box(club):
    """The box stopped and no server: the wiring opens, and it is written later on."""
    club.start()
    club.box.freeze()
    club.turnstile.fire(True)
    assert club.turnstile.free["OUT"]
    time.sleep(0.5)
    assert not club.server.kinds("fire_on")
    club.box.thaw()
    wait_until(lambda: len(club.server.kinds("fire_on")) == 1)


def test_readme_says_what_it_is_not():
    """Who installs it reads that the relay is to be wired."""
    text = (README / "HARDWARE.md").read_text()
    assert "not a life-safety system" in text
    assert "wire the relay" in text.lower()
