from datetime import date

from odoo.tests import BaseCase, tagged

from ..tools.pin_code import (
    WRONG,
    WRONG_SECONDS,
    WrongPins,
    derive_key,
    hash_pin,
    is_dull,
    is_form,
    is_weak,
    length_for,
)


@tagged("post_install", "-at_install", "community")
class TestPinCodeTools(BaseCase):
    def test_length_grows_with_the_people(self):
        """F38: of a thousand possible codes at most one is given out."""
        for people, length in (
            (1, 4),
            (10, 4),
            (11, 5),
            (100, 5),
            (101, 6),
            (1000, 6),
            (1001, 7),
            (10_000, 7),
            (10_001, 8),
        ):
            self.assertEqual(length_for(people), length, people)
            self.assertGreaterEqual(10**length, people * 1000)

    def test_weak(self):
        born = date(1988, 5, 12)
        weak = "1111 1234 4321 0987 2468 1212 1221 1122 1988 2024 123123 1205 0512 8805"
        for pin in weak.split():
            self.assertTrue(is_weak(pin, born), pin)
        for pin in ("120588", "19881205", "051288"):
            self.assertTrue(is_weak(pin, born), pin)
        for pin in ("7391", "4862", "80417", "591734"):
            self.assertFalse(is_weak(pin, born), pin)
        self.assertFalse(is_weak("1205"), "nobody's birthday")

    def test_form(self):
        self.assertTrue(is_form("7391", 4))
        for pin in ("", "739", "73a1", "７３９１", "123456789", "7391 "):
            self.assertFalse(is_form(pin, 4), pin)
        self.assertFalse(is_form("7391", 5), "shorter than the number of people asks")

    def test_hash_needs_the_key(self):
        one, two = derive_key(b"secret", 1), derive_key(b"secret", 2)
        self.assertNotEqual(hash_pin("7391", one), hash_pin("7391", two))
        self.assertRegex(hash_pin("7391", one), "^P[0-9a-f]{64}$")

    def test_dull_are_few_and_always_the_same(self):
        key = derive_key(b"secret", 1)
        dull = [pin for pin in range(10_000) if is_dull(f"{pin:04}", key)]
        self.assertTrue(400 < len(dull) < 900, len(dull))
        self.assertTrue(all(is_dull(f"{pin:04}", key) for pin in dull))

    def test_who_guesses_has_to_wait(self):
        """F38: five wrong ones within five minutes, and none is taken for as long."""
        pad = WrongPins()
        for number in range(WRONG):
            self.assertEqual(pad.seconds_left(number), 0)
            pad.add(number)
        last = WRONG - 1
        self.assertEqual(pad.seconds_left(last), WRONG_SECONDS)
        self.assertEqual(pad.seconds_left(last + WRONG_SECONDS - 1), 1)
        self.assertEqual(pad.seconds_left(last + WRONG_SECONDS), 0)
        pad.add(last + WRONG_SECONDS)
        self.assertEqual(pad.seconds_left(last + WRONG_SECONDS), 0, "a new row")

    def test_mistakes_over_a_day_lock_nobody_out(self):
        pad = WrongPins()
        for number in range(50):
            pad.add(number * WRONG_SECONDS)
            self.assertEqual(pad.seconds_left(number * WRONG_SECONDS), 0)
