import random

from odoo.tests import BaseCase, tagged

from ..tools import box_report, box_wire

KEY = box_wire.derive_key(box_wire.derive_token("secret", "salt"))
NOW = 1_800_000_000.0


@tagged("post_install", "-at_install", "community")
class TestBoxWireTools(BaseCase):
    """How server and box know each other's messages."""

    def _build(self, do="open", seconds=10):
        return box_wire.build_command(
            "n1",
            7,
            device="gate",
            do=do,
            side="in",
            args={},
            issued_at=NOW,
            seconds=seconds,
        )

    def _why(self, command, now=NOW, mac=None, key=KEY):
        mac = mac or box_wire.mac(KEY, box_wire.canonical(command))
        return box_wire.why_refused(command, mac, key, now)

    def test_command_in_time(self):
        command = self._build()
        for after, why in ((0, ""), (10, ""), (10.1, "late"), (-61, "early")):
            self.assertEqual(self._why(command, NOW + after), why)

    def test_command_of_another(self):
        other = box_wire.derive_key(box_wire.derive_token("secret", "other salt"))
        self.assertEqual(self._why(self._build(), key=other), "unsigned")
        for garbage in (None, "", 7, "ü" * 64, "0" * 64):
            self.assertEqual(
                box_wire.why_refused(self._build(), garbage, KEY, NOW), "unsigned"
            )

    def test_every_change_is_seen(self):
        """Whatever is changed in a signed command, it is refused."""
        rng = random.Random(7)
        for _ in range(500):
            command = self._build()
            mac = box_wire.mac(KEY, box_wire.canonical(command))
            name = rng.choice(list(command))
            command[name] = rng.choice([None, 0, "x", [], {"a": 1}, rng.random()])
            if command[name] == self._build()[name]:
                continue
            self.assertTrue(self._why(command, mac=mac))

    def test_no_long_command(self):
        for do, seconds in (("open", 61), ("open", 0), ("explode", 10)):
            with self.assertRaises(ValueError):
                self._build(do, seconds)

    def test_no_salt_no_token(self):
        for secret, salt in (("", "salt"), ("secret", "")):
            token = box_wire.derive_token(secret, salt)
            self.assertEqual(token, "")
            self.assertFalse(box_wire.is_same(token, token))

    def test_places_grow_after_a_restored_backup(self):
        place = box_wire.next_seq(0, NOW)
        self.assertEqual(box_wire.next_seq(place, NOW), place + 1)
        self.assertGreater(box_wire.next_seq(0, NOW + 3600), place)
        self.assertLess(place, 2**53)

    def test_clean(self):
        """What no database holds does not come through, however it is wrapped."""
        dirty = {"a\0": ["\ud800", float("inf"), {"b": "c\0"}], "n": 5}
        self.assertEqual(
            box_report.clean(dirty), {"a�": ["?", None, {"b": "c�"}], "n": 5}
        )

    def test_garbage_about_devices(self):
        rng = random.Random(3)
        values = [None, 1, "x" * 5000, [], {}, {"name": 5}, {"name": "n\n"}, True]
        for _ in range(300):
            said = {str(rng.random()): rng.choice(values) for _ in range(100)}
            devices = box_report.read_devices(rng.choice([said, *values]))
            self.assertLessEqual(len(devices), box_report.MOST_DEVICES)
            for texts in devices.values():
                self.assertTrue(all(len(one) <= 120 for one in texts.values()))

    def test_log_lines(self):
        body = b"identifier box-1<log/>\n30,a\nb<log/>\nnonsense<log/>\n20,c<log/>\n"
        self.assertEqual(
            box_report.read_log(body), ("box-1", [("warning", "a b"), ("info", "c")])
        )
        self.assertEqual(box_report.read_log(b"\xff\xfe"), ("", []))
