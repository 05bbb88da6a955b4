from itertools import product

from odoo.tests import BaseCase, tagged

from ..tools.qr_code import (
    FORGED,
    MALFORMED,
    STALE,
    STEP,
    derive_key,
    is_code,
    make_text,
    make_texts,
    read_qr,
    step_of,
)

NOW = 1_800_000_015.0
KEY = derive_key(b"secret", 1)


@tagged("post_install", "-at_install", "community")
class TestQrCodeTools(BaseCase):
    def test_made_is_read(self):
        """F38: any number of a credential comes back, also from a lower-case reader."""
        for credential in (1, 35, 36, 1295, 1296, 2**31 - 1):
            text = make_text(credential, KEY, step_of(NOW))
            self.assertTrue(is_code(text))
            self.assertEqual(read_qr(text, KEY, NOW), credential)
            self.assertEqual(read_qr(f" {text.lower()}\n", KEY, NOW), credential)

    def test_two_steps_before_and_after(self):
        """The very second at which a code begins and ceases to be good."""
        step = step_of(NOW)
        text = make_text(7, KEY, step)
        first, last = (step - 2) * STEP, (step + 3) * STEP
        for moment, answer in (
            (first - 0.001, STALE),
            (first, 7),
            (last - 0.001, 7),
            (last, STALE),
            (last + 86_400, STALE),
        ):
            self.assertEqual(read_qr(text, KEY, moment), answer, moment)

    def test_forged(self):
        """Another company, another salt, another number, time or letter: refused."""
        step = step_of(NOW)
        text = make_text(7, KEY, step)
        for other in (derive_key(b"secret", 2), derive_key(b"secret", 1, "new"), b""):
            self.assertEqual(read_qr(text, other, NOW), FORGED)
        head, number, at, mac = text.split(".")
        forged = [f"{head}.8.{at}.{mac}", make_text(7, KEY, step + 1)[:-16] + mac]
        for place in range(16):
            letter = "A" if mac[place] != "A" else "B"
            forged.append(text[: place - 16] + letter + mac[place + 1 :])
        for one in forged:
            self.assertEqual(read_qr(one, KEY, NOW), FORGED, one)
        self.assertEqual(number, "7")

    def test_malformed(self):
        text = make_text(7, KEY, step_of(NOW))
        for one in (
            "",
            "CQ1.",
            "CQ2" + text[3:],
            text[:-1],
            text + "A",
            text.replace(".", ","),
            text.replace("CQ1.7", "CQ1.-7"),
            text.replace("CQ1.7", "CQ1.0"),
            text.replace("CQ1.7", "CQ1.ZZZZZZZ"),
            text.replace("CQ1.7", "CQ1.７"),
            f"{text}\n{text}",
            "04A2B3C4D5E680",
        ):
            self.assertEqual(read_qr(one, KEY, NOW), MALFORMED, one)

    def test_codes_ahead_follow_each_other(self):
        texts = make_texts(7, KEY, NOW, 600)
        self.assertEqual(len(texts), 21)
        self.assertEqual(len({text for _at, text in texts}), 21)
        for (at, text), ahead in product(texts, (0, STEP - 1)):
            self.assertEqual(read_qr(text, KEY, at + ahead), 7)

    def test_no_code_for_no_credential(self):
        for credential in (0, -1, 2**31):
            with self.assertRaises(ValueError):
                make_text(credential, KEY, 1)
