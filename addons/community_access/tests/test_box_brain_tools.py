import tempfile
import time
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..iot_handlers.lib.community_access.brain import STOP_SECONDS, Brain
from ..iot_handlers.lib.community_access.catalogue import make_protocol
from ..iot_handlers.lib.community_access.clock import ServerClock
from ..iot_handlers.lib.community_access.journal import Journal
from ..iot_handlers.lib.community_access.messages import (
    Fire,
    Hold,
    Open,
    Passed,
    Read,
)
from ..tools import box_wire, pin_code, qr_code

KEY, QR_KEY, PIN_KEY = b"k" * 32, b"q" * 32, b"p" * 32
NOW = 1_800_000_000.0
ADA = "04A2B3C4D5E680"
LIBRARY = "odoo.addons.community_access.iot_handlers"
RIGHT = {"key": "c1", "zones": [7], "stands": [[0, 0]]}


class Bench:
    """Devices that remember what they were told, and answer at once."""

    def __init__(self):
        self.told, self.brain, self.passes = [], None, True
        self.kinds = {"gate": make_protocol("turnstile", {})}

    def protocol(self, name):
        return self.kinds.get(name)

    def health(self):
        return {}

    def send(self, name, order):
        if name not in self.kinds:
            return False
        self.told.append(order)
        if isinstance(order, Open) and self.passes:
            self.brain.hear(name, Passed(order.side, order.ticket))
        return True

    def count(self, kind):
        return len([one for one in self.told if isinstance(one, kind)])


@tagged("post_install", "-at_install", "community")
class TestBoxBrain(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name, "box.sqlite")
        self.tell_world()
        self.brain = self.make_brain()

    def tell_world(self, **door):
        row = {"gate": 1, "zone": 7, **door}
        world = {
            "doors": {"gate": {"in": row, "out": row}},
            "settings": {
                "devices": {"gate": {"protocol": "turnstile"}},
                "qr_key": QR_KEY.hex(),
                "pin_key": PIN_KEY.hex(),
            },
        }
        journal = Journal(self.path)
        row = {"credential": 1, "partner": 1, "rights": [RIGHT]}
        pin = pin_code.hash_pin("7391", PIN_KEY)
        journal.stage([[ADA, row], ["Q1", row], [pin, row]], True)
        journal.finish_sync("r1", world, True)
        journal.close()

    def make_brain(self):
        journal = Journal(self.path)
        self.addCleanup(journal.close)
        self.bench = Bench()
        clock = ServerClock(NOW, 0.0, lambda: NOW)
        brain = Brain(journal, clock, None, self.bench)
        brain.key = KEY
        self.bench.brain = brain
        self.addCleanup(brain.stop)
        return brain

    def start_anew(self):
        self.brain.stop()
        self.brain.journal.close()
        self.brain = self.make_brain()

    def events(self, *kinds):
        rows = self.brain.journal.events_after(0, 500)
        return [one for one in rows if not kinds or one["kind"] in kinds]

    def wait_events(self, number, *kinds):
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and len(self.events(*kinds)) < number:
            time.sleep(0.01)
        return self.events(*kinds)

    def command(self, do, seq, key=KEY, **facts):
        command = {
            "id": "1",
            "seq": seq,
            "device": "gate",
            "do": do,
            "side": "in",
            "args": {},
            "issued_at": NOW,
            "valid_until": NOW + 10,
            **facts,
        }
        proof = box_wire.mac(key, box_wire.canonical(command))
        return self.brain.commands.take("gate", {"command": command, "mac": proof})

    def test_swipe_to_passage(self):
        """F39: decided, written, opened, passed; a reader's repetition is one swipe."""
        for _time in range(3):
            self.brain.hear("gate", Read(ADA))
        kinds = [one["kind"] for one in self.wait_events(2)]
        self.assertEqual(kinds, ["swipe", "passed"])
        self.assertEqual(self.bench.count(Open), 1)
        self.assertEqual(self.brain.journal.openings(), {})
        row = self.brain.journal.all_presence()["p1"]
        self.assertEqual(list(row["stays"]), ["7"])

    def test_passback_after_a_start_anew(self):
        """F40: who is inside is remembered by the file."""
        self.tell_world(passback="hard")
        self.brain = self.make_brain()
        self.brain.hear("gate", Read(ADA))
        self.wait_events(2)
        self.start_anew()
        self.brain.hear("gate", Read(ADA))
        *_others, last = self.wait_events(3)
        self.assertEqual(last["reasons"][0]["code"], "already_inside")
        self.brain.hear("gate", Read(ADA, side="out"))
        self.assertEqual(self.wait_events(5)[-1]["kind"], "passed")

    def test_unreadable(self):
        """A short or blank number opens nothing, even if somebody stored a pass."""
        for text, form, code in (
            ("D41B81", "short", "short_number"),
            ("00000000", "hex", "blank_chip"),
            ("04A2B3", "hex", "wrong_length"),
        ):
            self.brain.hear("gate", Read(text, "uid", form))
            time.sleep(0.05)
            last = self.wait_events(1)[-1]
            self.assertEqual(last["reasons"][0]["code"], code)
        self.assertEqual(self.bench.count(Open), 0)

    def test_codes_without_a_server(self):
        """F41: a code of now opens, an old or a forged one is nobody's."""
        step = qr_code.step_of(self.brain.clock.now())
        good = qr_code.make_text(1, QR_KEY, step)
        old = qr_code.make_text(1, QR_KEY, step - qr_code.SLACK - 2)
        forged = qr_code.make_text(1, b"x" * 32, step)
        for text, key, code in (
            (forged, "Q!forged", "unknown_credential"),
            (old, "Q!stale", "unknown_credential"),
            (good, "Q1", "right"),
        ):
            before = len(self.events("swipe"))
            self.brain.hear("gate", Read(text, "qr", ""))
            last = self.wait_events(before + 1, "swipe")[-1]
            self.assertEqual(last["uid"], key)
            self.assertEqual(last["reasons"][0]["code"], code)
        self.wait_events(1, "passed")
        self.assertEqual(self.bench.count(Open), 1)

    def test_who_guesses_pins_has_to_wait(self):
        """F38: after five wrong PINs the reader takes none, not even a right one; what
        was typed meanwhile is not kept, and bands open as ever.
        """
        for number in range(pin_code.WRONG):
            self.brain.hear("gate", Read(f"80{number}", "pin", ""))
            last = self.wait_events(number + 1, "swipe")[-1]
            self.assertEqual(last["reasons"][0]["code"], "unknown_credential")
        self.brain.hear("gate", Read("7391", "pin", ""))
        last = self.wait_events(pin_code.WRONG + 1, "swipe")[-1]
        self.assertEqual(last["reasons"][0]["code"], "locked_out")
        self.assertGreater(last["reasons"][0]["facts"]["until"], NOW)
        self.assertEqual((last["uid"], self.bench.count(Open)), ("", 0))
        self.brain.hear("gate", Read(ADA, "uid", ""))
        self.wait_events(1, "passed")
        self.assertEqual(self.bench.count(Open), 1)

    def test_a_right_pin_opens(self):
        self.brain.hear("gate", Read("7391", "pin", ""))
        self.wait_events(1, "passed")
        self.assertEqual(self.bench.count(Open), 1)

    def test_stopped_in_the_middle(self):
        """A stop while somebody is let in ends every thread, and logs no error: the
        opening gets its outcome from the start anew, as after a crash.
        """
        self.bench.passes = False
        with self.assertNoLogs(LIBRARY, "ERROR"):
            self.brain.start()
            self.brain.hear("gate", Read(ADA))
            self.wait_events(1, "swipe")
            lanes = self.brain.lanes()
            began = time.monotonic()
            self.brain.stop()
            self.brain.journal.close()
            self.assertFalse([lane for lane in lanes if lane.is_alive()])
            self.assertLess(time.monotonic() - began, STOP_SECONDS)
            self.brain.hear("gate", Read(ADA, side="out"))
        self.brain = self.make_brain()
        self.assertEqual(len(self.brain.journal.openings()), 1)
        self.assertEqual(self.events("not_passed"), [])

    def test_what_the_server_is_shown(self):
        self.brain.version = "a1"
        self.brain.hear("gate", Read(ADA))
        [swipe, _passed] = self.wait_events(2)
        health = self.brain.health()
        self.assertEqual(health["last_swipe"], swipe["at"])
        self.assertEqual((health["pending"], health["handlers"]), (2, "a1"))
        self.assertAlmostEqual(health["clock"], NOW, delta=60)

    def test_commands(self):
        """Row 14: once, in time, from the server, for this device."""
        self.assertEqual(self.command("open", 1), {"done": True})
        self.assertEqual(self.command("open", 1), {"refused": "repeated"})
        self.assertEqual(self.command("open", 2, key=b"x"), {"refused": "unsigned"})
        late = {"issued_at": NOW - 20, "valid_until": NOW - 10}
        self.assertEqual(self.command("open", 3, **late), {"refused": "late"})
        early = {"issued_at": NOW + 900, "valid_until": NOW + 910}
        self.assertEqual(self.command("open", 3, **early), {"refused": "early"})
        other = self.command("open", 3, device="door")
        self.assertEqual(other, {"refused": "other_device"})
        self.assertEqual(self.command("dance", 3), {"refused": "malformed"})
        self.assertEqual(self.command("open", 3.0), {"refused": "malformed"})
        self.assertEqual(self.command("open", 3), {"done": True})
        self.assertEqual(self.bench.count(Open), 2)
        self.assertEqual(len(self.events("command_refused")), 7)

    def test_fire(self):
        """Row 10: ways out at once, written once, kept over a start, reset by hand."""
        for _time in range(3):
            self.brain.hear("gate", Fire(True))
        self.assertEqual(self.bench.told[-1], Hold("out", True))
        self.assertEqual(self.command("closed", 1), {"refused": "fire"})
        self.assertEqual(self.command("fire_reset", 2), {"refused": "fire"})
        self.start_anew()
        self.brain.holds.apply()
        self.assertIn(Hold("out", True), self.bench.told)
        self.brain.hear("gate", Fire(False))
        self.assertTrue(self.brain.memory.is_fire)
        self.assertEqual(self.command("fire_reset", 3), {"done": True})
        self.assertEqual(self.bench.told[-1], Hold("out", False))
        kinds = [one["kind"] for one in self.events("fire_on", "fire_off")]
        self.assertEqual(kinds, ["fire_on", "fire_off"])

    def test_crash_between_opening_and_passage(self):
        """Row 8: what was open when it was killed gets one outcome, and the rotation
        that is told after the start counts for who was let in."""
        self.bench.passes = False
        self.brain.hear("gate", Read(ADA))
        self.wait_events(1)
        time.sleep(0.1)
        [ticket] = self.brain.journal.openings()
        self.start_anew()
        self.brain.hear("gate", Passed("in", ticket))
        self.brain.openings.settle_overdue()
        passed = self.events("passed", "not_passed")
        self.assertEqual(
            [(one["kind"], one["uid"]) for one in passed], [("passed", ADA)]
        )
        self.assertIn("p1", self.brain.journal.all_presence())

    def test_server_mode_ends_a_command(self):
        """A mode set by command holds until the server's settings say another one."""
        self.command("closed", 1)
        self.assertEqual(self.brain.memory.door("gate", "in").mode, "closed")
        self.brain.journal.finish_sync("r2", self.brain.journal.get_world(), False)
        self.brain.memory.reload()
        self.assertEqual(self.brain.memory.door("gate", "in").mode, "closed")
        world = self.brain.journal.get_world()
        world["doors"]["gate"]["in"]["mode"] = "free"
        self.brain.journal.finish_sync("r3", world, False)
        self.brain.memory.reload()
        self.assertEqual(self.brain.memory.door("gate", "in").mode, "free")

    def test_presence_of_the_server(self):
        """The server's word on who is inside counts, but for what is newer here."""
        brain = self.brain
        world = {**brain.journal.get_world(), "presence": {"p5": {"stays": {"7": [1]}}}}
        brain.memory.watch()
        brain.hear("gate", Read(ADA))
        self.wait_events(2)
        brain.journal.finish_sync("r2", world, False)
        brain.memory.reload()
        self.assertEqual(set(brain.journal.all_presence()), {"p1", "p5"})
        brain.memory.watch()
        brain.memory.reload()
        self.assertEqual(set(brain.journal.all_presence()), {"p5"})
