import json
import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from .common_access import CommunityAccessCommon

MORNING = "2026-03-10 06:00:00"


@freeze_time(MORNING)
class TestEventReplay(CommunityAccessCommon):
    def setUp(self):
        super().setUp()
        self.hall.write({"passback": "hard", "capacity": 3})
        self.gate.lockout_after = 3
        self.bands = [self._new_band(self._new_member(f"M {n}")) for n in range(6)]
        for band in self.bands[:4]:
            self._new_contract(partner=band.partner_id, start=date(2026, 3, 1))

    def _get_swipes(self):
        return self.env["community.access.event"].search(
            [("kind", "=", "swipe"), ("company_id", "=", self.company.id)]
        )

    def _live_a_day(self):
        """Swipes and passages of a day, with changes in between."""
        dice = random.Random(7)
        start = fields.Datetime.now()
        for turn in range(60):
            with freeze_time(start + timedelta(minutes=11 * turn)):
                band = dice.choice(self.bands)
                side = dice.choice(["in", "in", "out"])
                if self._swipe(band, side)["open"] and dice.random() < 0.8:
                    self._pass_gate(band, side)
                if turn == 20:
                    self.bands[0].partner_id.access_stop = True
                if turn == 30:
                    self.gate.mode = "closed"
                if turn == 35:
                    self.gate.write({"mode": "normal", "is_fire": True})
                if turn == 37:
                    self.gate.is_fire = False
                if turn == 40:
                    self.bands[1].action_block()
        self.env.flush_all()
        return self._get_swipes()

    def test_every_decision_of_a_day(self):
        """F39: asked again later, each decision is the same, with the same reasons."""
        events = self._live_a_day()
        self.assertEqual(len(events), 60)
        self.assertGreater(len(set(events.mapped("code"))), 4)
        for event in events.with_user(self.guard):
            decision = event._replay_decision()
            self.assertEqual(decision.verdict, event.verdict)
            self.assertEqual(event._get_difference(decision), "")

    def _get_swipe(self):
        self._swipe(self.bands[0])
        return self._get_swipes()

    def _change(self, event, column, value):
        self.env.cr.execute(
            SQL(
                "UPDATE community_access_event SET %s = %s WHERE id = %s",
                SQL.identifier(column),
                value,
                event.id,
            )
        )
        event.invalidate_recordset()

    def test_changed_pass_is_found_out(self):
        event = self._get_swipe()
        digest = json.loads(event.facts)["pass"]
        self.env.cr.execute(
            SQL(
                "UPDATE community_access_fact SET text = replace(text, %s, %s) "
                "WHERE digest = %s",
                '"credential":',
                '"credential": ',
                digest,
            )
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, digest[:12]):
            event.with_user(self.guard)._replay_decision()
        self.assertEqual(event.action_ask_again()["params"]["type"], "danger")

    def test_changed_facts_are_found_out(self):
        event = self._get_swipe()
        self._change(event, "facts", event.facts.replace('"side":"in"', '"side":"out"'))
        with self.assertRaisesRegex(UserError, "changed afterwards"):
            event.with_user(self.guard)._replay_decision()

    def test_changed_answer_is_found_out(self):
        event = self._get_swipe()
        self._change(event, "verdict", "deny")
        answer = event.with_user(self.guard).action_ask_again()["params"]
        self.assertEqual(answer["type"], "danger")
        self.assertIn("Refused", answer["message"])

    def test_changed_reasons_are_found_out(self):
        event = self._get_swipe()
        self._change(event, "reasons", "[]")
        answer = event.with_user(self.guard).action_ask_again()["params"]
        self.assertEqual(answer["type"], "danger")

    def test_ask_again_twice(self):
        event = self._get_swipe().with_user(self.guard)
        for _turn in range(2):
            answer = event.action_ask_again()["params"]
            self.assertEqual(answer["type"], "success", answer)

    def test_nothing_to_ask(self):
        """A passage is no decision."""
        event = self._pass_gate(self.bands[0]).with_user(self.guard)
        with self.assertRaisesRegex(UserError, "nothing to"):
            event._replay_decision()
