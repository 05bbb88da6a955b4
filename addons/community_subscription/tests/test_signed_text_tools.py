import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.signed_text import fingerprint, is_same_text, write_text

# Letters of one and two code points, spaces, line ends and the sign between parts.
WORDS = st.text("abşé \n\r\t:\u0327", max_size=12)
FACTS = st.lists(st.tuples(WORDS, WORDS), max_size=5)
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@tagged("post_install", "-at_install", "community")
class TestSignedTextTools(BaseCase):
    """The text that is signed, and its fingerprint."""

    def test_known_fingerprint(self):
        """W8: years later the same facts give the same fingerprint."""
        text = write_text([("contract", "C/1"), ("begins", "2026-03-01")])
        self.assertEqual(text, "contract: C/1\nbegins: 2026-03-01")
        self.assertEqual(
            fingerprint(text),
            "a3d19963d91bc83b2c2823f013540679cde8ae6b643927e5f8f5ddbc9db67c76",
        )

    def test_spaces_and_composition_do_not_matter(self):
        composed = unicodedata.normalize("NFC", "Ayşe  Demir\r\n")
        apart = unicodedata.normalize("NFD", "Ayşe Demir")
        self.assertEqual(write_text([("a", composed)]), write_text([("a", apart)]))

    def test_empty_is_not_absent(self):
        self.assertNotEqual(write_text([("terms", "")]), write_text([]))
        self.assertEqual(write_text([("terms", False)]), write_text([("terms", None)]))

    @QUICK
    @given(FACTS)
    def test_same_text_is_recognised(self, facts):
        text = write_text(facts)
        self.assertTrue(is_same_text(text, fingerprint(text)))
        self.assertFalse(is_same_text(text + "x", fingerprint(text)))

    def test_no_fingerprint_is_no_proof(self):
        for known in ("", None, False, "ş", fingerprint("b")):
            self.assertFalse(is_same_text("a", known))

    @QUICK
    @given(FACTS, st.integers(0, 7), WORDS)
    def test_a_fact_cannot_pose_as_two(self, facts, at, value):
        """No value can forge another line: a line end inside it becomes a space."""
        facts.insert(min(at, len(facts)), ("payer", f"{value}\nplan: other"))
        self.assertEqual(len(write_text(facts).split("\n")), len(facts))
