import random
from itertools import pairwise

from odoo.tests import BaseCase, tagged

from ..tools import venue_code as codes

NOW = 1_800_000_000.0
KEY = codes.derive_key(b"secret", 7)


@tagged("post_install", "-at_install", "community")
class TestVenueCode(BaseCase):
    def test_says_what_it_is(self):
        """G29: event, time and screen are read back, and nothing else is in it."""
        text = codes.make_code(KEY, 7, codes.step_of(NOW), screen=3)
        found = codes.parse_code(text)
        self.assertEqual((found.event_id, found.screen), (7, 3))
        self.assertLessEqual(found.shown_at, NOW)
        self.assertGreater(found.shown_at, NOW - codes.STEP)
        self.assertRegex(text, r"^[A-Za-z0-9_-]{28}$")
        self.assertEqual(codes.judge_code(KEY, 7, text), codes.GENUINE)

    def test_pre_issued_codes(self):
        """G29: one code a step, without gap, each for its own time."""
        found = codes.make_codes(KEY, 7, NOW, 60)
        times = [shown_at for shown_at, _text in found]
        self.assertEqual(len(found), 60 // codes.STEP + 1)
        steps = {after - before for before, after in pairwise(times)}
        self.assertEqual(steps, {float(codes.STEP)})
        self.assertEqual(len({text for _shown_at, text in found}), len(found))
        for shown_at, text in found:
            self.assertEqual(codes.parse_code(text).shown_at, shown_at)

    def test_every_letter_counts(self):
        """G34: a code with one letter changed is forged, whichever letter."""
        text = codes.make_code(KEY, 7, codes.step_of(NOW))
        for spot, letter in enumerate(text):
            other = "A" if letter != "A" else "B"
            altered = text[:spot] + other + text[spot + 1 :]
            self.assertEqual(codes.judge_code(KEY, 7, altered), codes.FORGED, spot)

    def test_other_events(self):
        """G34: a code of another event is told from a forged one."""
        key = codes.derive_key(b"secret", 8)
        text = codes.make_code(key, 8, codes.step_of(NOW))
        self.assertEqual(codes.judge_code(key, 7, text), codes.OTHER_EVENT)
        self.assertEqual(codes.judge_code(KEY, 7, text), codes.FORGED)
        renamed = codes.make_code(key, 7, codes.step_of(NOW))
        self.assertEqual(codes.judge_code(KEY, 7, renamed), codes.FORGED)

    def test_any_text(self):
        """G34: whatever is sent is an answer, never an error."""
        dice = random.Random(1)
        texts = ["", "A" * 28, "é" * 28, "=" * 28, "A" * 27 + "\n", "A" * 5_000]
        texts += [
            "".join(chr(dice.randrange(32, 1_000)) for _letter in range(28))
            for _text in range(500)
        ]
        for text in texts:
            self.assertEqual(codes.judge_code(KEY, 7, text), codes.FORGED)
