import ast
from pathlib import Path

from odoo.tests import tagged

from .common_access import CommunityAccessCommon

HERE = Path(__file__).parent.parent
SOURCES = (
    "tools/gate_decision.py",
    "tools/gate_rights.py",
    "models/community_access_pass_compile.py",
    "models/community_contract.py",
)
MAKERS = {"Reason", "Stand", "Bar", "_allow"}


def find_words():
    """(codes, fixes) that the rules' source names, wherever a reason is made."""
    codes, fixes = set(), set()
    for name in SOURCES:
        for node in ast.walk(ast.parse((HERE / name).read_text())):
            if isinstance(node, ast.Call):
                _note_call(node, codes, fixes)
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                _note_tuple(node.value.elts, codes, fixes)
    return codes - {""}, fixes - {""}


def _note_call(node, codes, fixes):
    name = getattr(node.func, "id", "")
    if name not in MAKERS:
        return
    texts = [arg.value for arg in node.args if _is_text(arg)]
    if texts:
        codes.add(texts[0])
        fixes.update(texts[1:])
    fixes.update(
        word.value.value
        for word in node.keywords
        if word.arg == "fix" and _is_text(word.value)
    )


def _note_tuple(parts, codes, fixes):
    """("membership", "renew", {…}) of what judges a day."""
    if len(parts) == 3 and all(_is_text(part) for part in parts[:2]):
        codes.add(parts[0].value)
        fixes.add(parts[1].value)


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@tagged("post_install", "-at_install", "community")
class TestAccessWords(CommunityAccessCommon):
    def _say(self, code, **facts):
        reason = {"code": code, "facts": facts}
        return self.env["community.access.words"]._say(reason, self.company)

    def test_every_reason_and_every_fix_has_words(self):
        """F39: whoever is refused learns why and what helps, whatever the reason."""
        words = self.env["community.access.words"]
        codes, fixes = find_words()
        self.assertGreater(len(codes), 25)
        self.assertGreater(len(fixes), 10)
        texts = words._get_texts(words._say_facts({}, self.company))
        self.assertEqual(codes - texts.keys(), set())
        self.assertEqual(fixes - words._get_fixes().keys(), set())

    def test_facts_are_said_as_people_read_them(self):
        text = self._say("past_due", invoice="INV/2026/0042", amount=3500)
        self.assertIn("INV/2026/0042", text)
        self.assertIn("35.00", text.replace("\xa0", " "))
        opens = 1773126000  # 2026-03-10 07:00 UTC, 10:00 in İstanbul
        self.assertIn("10:00", self._say("zone_closed", opens=opens))
        self.assertEqual(self._say("stopped", message="Come in"), "Come in")

    def test_unknown_code_and_odd_facts_do_not_break_the_screen(self):
        self.assertIn("new_code", self._say("new_code"))
        self.assertTrue(self._say("zone_closed", opens="soon"))
        self.assertTrue(self._say("past_due", amount=None, invoice=None))
