import random
import string

from odoo.tests import BaseCase, tagged

from ..tools.uid import LENGTHS, UidError, normalise_uid
from ..tools.visit_tariff import paid_until, surplus
from .gate_cases import tariff_row

TEXTS = 200_000
LETTERS = "0123456789ABCDEFabcdef" * 6 + ":- ." + string.printable + "\ufb00ß٣\u00a0\0"
FORMS = ("hex", "hex", "decimal4", "decimal5", "decimal7", "decimal")


@tagged("post_install", "-at_install", "community")
class TestUidTariffTools(BaseCase):
    def test_any_text_is_a_uid_or_refused(self):
        """200,000 texts: a full number of a chip, or why it is none; nothing else."""
        draw, good = random.Random(5), 0
        for _ in range(TEXTS):
            letters = LETTERS[: draw.choice([10, 22, len(LETTERS)])]
            length = draw.choice([8, 10, 14, 16, 20, draw.randrange(80)])
            text = "".join(draw.choices(letters, k=length))
            try:
                uid = normalise_uid(text, draw.choice(FORMS), draw.random() < 0.3)
            except UidError as error:
                self.assertTrue(error.code)
                continue
            good += 1
            self.assertLessEqual(set(uid), set("0123456789ABCDEF"))
            self.assertIn(len(uid) // 2, LENGTHS)
            self.assertEqual(normalise_uid(uid), uid)
            back = normalise_uid(uid, is_reversed=True)
            self.assertEqual(normalise_uid(back, is_reversed=True), uid)
        self.assertGreater(good, TEXTS // 10)

    def test_how_readers_write(self):
        full = "04A2B3C4D5E680"
        for text in (
            full,
            full.lower(),
            "04:a2:b3:c4:d5:e6:80",
            " 04-A2 B3.C4D5E680\n",
        ):
            self.assertEqual(normalise_uid(text), full)
        self.assertEqual(normalise_uid("80E6D5C4B3A204", is_reversed=True), full)
        self.assertEqual(normalise_uid("4026531841", "decimal4"), "F0000001")
        self.assertEqual(normalise_uid("0000000001", "decimal4"), "00000001")
        self.assertEqual(normalise_uid("1", "decimal4", True), "01000000")
        # The short number is another number, never a part of the long one.
        self.assertNotEqual(normalise_uid(full[:8]), full)

    def test_why_not(self):
        for text, form, code in (
            ("", "hex", "empty"),
            (None, "hex", "empty"),
            (" :-", "hex", "empty"),
            ("0" * 65, "hex", "too_long"),
            ("0" * 64, "hex", "wrong_length"),
            ("XYZ12345", "hex", "not_hex"),
            ("\ufb00\ufb00\ufb0001", "hex", "not_hex"),
            ("1234567", "hex", "wrong_length"),
            ("AABBCCDDEEFF", "hex", "wrong_length"),
            ("00000000", "hex", "blank_chip"),
            ("FFFFFFFFFFFFFF", "hex", "blank_chip"),
            ("4294967296", "decimal4", "wrong_length"),
            ("4294967295", "decimal4", "blank_chip"),
            ("12A4", "decimal4", "not_decimal"),
        ):
            with self.assertRaises(UidError, msg=text) as caught:
                normalise_uid(text, form)
            self.assertEqual(caught.exception.code, code, text)

    def test_tariff_never_falls_and_is_bounded(self):
        draw = random.Random(7)
        for _ in range(300):
            tariff, last = tariff_row(draw), 0
            for seconds in sorted(draw.choices(range(-60, 40_000), k=60)):
                price = surplus(tariff, seconds)
                self.assertGreaterEqual(price, last)
                self.assertIsInstance(price, int)
                if tariff["most"]:
                    self.assertLessEqual(price, tariff["most"])
                if seconds <= tariff["courtesy"] * 60:
                    self.assertEqual(price, 0)
                last = price
        self.assertEqual((surplus(None, 99), surplus({}, 99)), (0, 0))

    def test_paid_until(self):
        self.assertEqual(paid_until(100, 0, 0), 0)
        self.assertEqual(paid_until(100, 1, 0), 160)
        self.assertEqual(paid_until(100, 1, 130), 130)
        self.assertEqual(paid_until(100, 0, 130), 130)
        self.assertEqual(paid_until(100, 1, 190), 160)
