import re
from pathlib import Path

from freezegun import freeze_time

from odoo.tests import tagged

from ..models.community_checkin_attempt_labels import LABELS
from ..models.community_checkin_attempt_texts import FIXES, REFUSALS
from ..tools import checkin_decision, place, ticket_rules
from ..tools.decision_facts import say_metres
from .common import CommunityEventsCommon

WELCOMES = {"welcome", "left", "was_not_inside", "look"}
PLACES = {
    f"place_{found}"
    for found in (
        place.UNSURE,
        place.OUTSIDE,
        place.AWAY,
        place.COARSE,
        place.OLD,
        place.REFUSED,
        place.MISSING,
    )
}


@tagged("post_install", "-at_install", "community")
class TestCheckinWords(CommunityEventsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.attempts = cls.env["community.checkin.attempt"]

    def _say(self, code, fix="", **facts):
        decision = {
            "verdict": "deny",
            "reasons": [{"code": code, "facts": facts, "fix": fix}],
        }
        return self.attempts._get_decision_words(decision, self.event)

    def _find_codes(self):
        """Every code that the rules' source names."""
        mine = Path(checkin_decision.__file__).read_text()
        gate = Path(ticket_rules.__file__).read_text()
        return {
            *re.findall(r'(?:deny|Reason)\(\s*"(\w+)"', mine),
            *re.findall(r'code = "(\w+)" if .* else "(\w+)"', mine)[0],
            *re.findall(r'Verdict\((?:DENY|ALLOW|FLAG), "(\w+)"', gate),
            *re.findall(r'"(left)" if .* else "(was_not_inside)"', gate)[0],
            *ticket_rules._BARRED.values(),
            *PLACES,
            "blocked",
            "unpaid",
        }

    def test_every_code_has_words(self):
        """G37: whatever the rules may say, the member and the organiser can read it."""
        codes = self._find_codes()
        self.assertGreater(len(codes), 40)
        self.assertEqual(codes - WELCOMES - REFUSALS.keys(), set())
        self.assertEqual(codes - LABELS.keys(), set())
        fixes = {*checkin_decision._EASE, "wait", "register", "waiting_list", "pay"}
        self.assertEqual(fixes - FIXES.keys(), set())

    def test_sentence_has_its_facts(self):
        """G37: why it was refused, with figures, and what would help."""
        words = self._say("place_away", "desk", metres=2345, accuracy=18)
        self.assertEqual(
            words["sentence"],
            "Your phone sees you 2.3 km from the venue, give or take 18 m.",
        )
        self.assertIn("registration desk", words["fix"])
        self.assertEqual(words["tone"], "danger")
        self.assertIn("45 seconds", self._say("expired", seconds=45)["sentence"])
        self.assertIn("12 minutes", self._say("too_slow", seconds=720)["sentence"])

    @freeze_time("2026-05-04 15:00:00")
    def test_moment_is_the_venues(self):
        """Times are those of the venue's clock, with the day only when not today."""
        self.event.date_tz = "Asia/Tbilisi"
        moment = 1_777_910_400  # 4 May 2026, 16:00 UTC
        said = self.attempts._say_moment(moment, self.event)
        self.assertIn("today at 8:00", said)
        later = self.attempts._say_moment(moment + 86_400, self.event)
        self.assertRegex(later, r"on 05/05/2026 at 8:00.PM")

    def test_missing_fact_leaves_a_sentence(self):
        """A decision of an older rule, without its facts, is still said."""
        words = self._say("already_in", attended_at=None)
        self.assertEqual(words["sentence"], "You are checked in already")
        label = self.attempts._get_label({"code": "expired"}, self.event)
        self.assertEqual(label, "Code was old")
        self.assertEqual(self._say("no_such_code")["headline"], "You were not let in")

    def test_gate_by_name(self):
        """The other entrance is named, not numbered."""
        gate = self.env["community.checkin.gate"].create(
            {"name": "North Door", "event_id": self.event.id}
        )
        words = self._say("other_gate", gates=[gate.id])
        self.assertEqual(words["sentence"], "Your ticket is good at: North Door.")

    def test_metres(self):
        """Distances are said as exactly as they are known."""
        said = [say_metres(value) for value in (0, 84.6, 344, 1249, 54_321)]
        self.assertEqual(said, ["0 m", "85 m", "340 m", "1.2 km", "54 km"])

    def test_classes_are_no_words(self):
        """Translators read sentences; names of classes are none."""
        views = self.env["ir.ui.view"].search(
            [("key", "like", "community_events.%"), ("type", "=", "qweb")]
        )
        read_terms = views._fields["arch_db"].get_trans_terms
        terms = {term for view in views for term in read_terms(view.arch_db)}
        self.assertIn("Scan again", terms)
        self.assertNotIn("answer danger", terms)
