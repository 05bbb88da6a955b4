from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
class TestBackOffice(CommunityAccessCommon):
    """What the desk and the manager read on their forms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member("Elif Kaya")
        cls.contract = cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)

    def _see(self, user=None):
        """The member as a user meets him who is in the company of the club."""
        user = user or self.desk
        companies = {"allowed_company_ids": self.company.ids}
        self.env.invalidate_all()
        return self.member.with_user(user).with_context(**companies)

    # ---- the member's form -----------------------------------------------------

    def test_nothing_is_said_while_the_gate_opens(self):
        self.assert_allowed(self._swipe(self.band))
        seen = self._see()
        self.assertFalse(seen.access_refusal_id)
        self.assertFalse(seen.access_refusal_words)
        self.assertEqual(seen.access_band_count, 1)

    def test_refusal_with_its_reason_and_the_one_fix(self):
        """F39: why, when, and what helps, until the gate would open again."""
        self.member = self._new_member("Deniz Arslan")
        band = self._new_band(self.member)
        self.assert_refused(self._swipe(band), "no_contract")
        seen = self._see()
        self.assertEqual(seen.access_refusal_words, "There is no subscription.")
        self.assertIn("Turnstile 1, today 3:00", seen.access_refusal_when)
        self.assertEqual(seen.access_refusal_fix, "Choose a plan that opens this door.")
        self.assertEqual(seen.access_refusal_help, "contracts")
        action = seen.action_fix_access()
        self.assertEqual(action["res_model"], "community.contract")
        opened = seen.action_open_access_refusal()
        self.assertEqual(opened["res_id"], seen.access_refusal_id.id)
        self._new_contract(partner=self.member, start=date(2026, 3, 1))
        self.assertEqual(self._see().access_refusal_help, "solved")

    def test_a_stop_is_solved_when_it_is_lifted(self):
        self.member.write({"access_stop": True, "access_stop_reason": "A word first"})
        self.assert_refused(self._swipe(self.band), "stopped")
        self.assertEqual(self._see().access_refusal_words, "A word first")
        self.assertFalse(self._see().access_refusal_help)
        self.member.access_stop = False
        self.assertEqual(self._see().access_refusal_help, "solved")
        self.assert_allowed(self._swipe(self.band))
        self.assertFalse(self._see().access_refusal_id)

    def test_what_time_has_mended_is_not_told(self):
        """Refused at a gate that was closed; it works again, and nobody is told."""
        self.gate.mode = "closed"
        self.assert_refused(self._swipe(self.band), "gate_closed")
        self.assertEqual(self._see().access_refusal_words, "This gate is closed.")
        self.gate.mode = "normal"
        self.assertFalse(self._see().access_refusal_id)

    def test_guard_reads_it_and_has_no_button(self):
        self.band.action_block()
        self.assert_refused(self._swipe(self.band), "credential_blocked")
        self.assertEqual(self._see().access_refusal_help, "bands")
        seen = self._see(self.guard)
        self.assertEqual(seen.access_refusal_words, "This band is blocked.")
        self.assertFalse(seen.access_refusal_help)
        with self.assertRaises(AccessError):
            self._see(self._new_user("nobody", "base.group_user")).read(
                ["access_refusal_words"]
            )

    def test_refusals_of_another_company_stay_there(self):
        self.band.action_block()
        self._swipe(self.band)
        other = self._new_user("desk_elsewhere", "community_access.group_access_desk")
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other.write(
            {
                "company_ids": [Command.set(elsewhere.ids)],
                "company_id": elsewhere.id,
            }
        )
        member = self.member.with_user(other)
        seen = member.with_context(allowed_company_ids=elsewhere.ids)
        self.assertFalse(seen.access_refusal_id)

    def test_last_tries_of_many_are_found_by_one_statement(self):
        people = self.member
        for number in range(4):
            person = self._new_member(f"Member {number}")
            people |= person
            self._swipe(self._new_band(person))
        people = people.with_user(self.desk)
        self.env.flush_all()
        people._find_access_refusals()
        few = self._count_queries(people[:2])
        self.assertEqual(self._count_queries(people), few)
        self.assertEqual(len(people._find_access_refusals()), 4)

    def _count_queries(self, people):
        self.env.invalidate_all()
        people.env.user.has_group("base.group_user")
        before = self.env.cr.sql_log_count
        people._find_access_refusals()
        return self.env.cr.sql_log_count - before

    # ---- bands -------------------------------------------------------------------

    def test_a_band_leads_to_its_holder_events_and_visits(self):
        self._swipe(self.band)
        self._pass_gate(self.band)
        band = self.band.with_user(self.desk)
        self.assertEqual(band.event_count, 2)
        self.assertEqual(band.action_open_member()["res_id"], self.member.id)
        for action, model in (
            (band.action_open_events(), "community.access.event"),
            (band.action_open_visits(), "community.access.visit"),
        ):
            self.assertEqual(action["res_model"], model)
            self.assertTrue(self.env[model].search(action["domain"]))

    # ---- the mode of a gate --------------------------------------------------------

    def _change(self, user, **values):
        window = self.env["community.access.mode.change"].with_user(user)
        return window.create({"gate_ids": [Command.set(self.gate.ids)], **values})

    def _get_mode_events(self):
        return self.env["community.access.event"].search(
            [("gate_id", "=", self.gate.id), ("kind", "=", "mode")]
        )

    def test_a_mode_is_set_with_a_reason_that_is_kept(self):
        """The journal has who, what and why; without a reason nothing changes."""
        window = self._change(self.access_manager, mode="free", reason=" ")
        with self.assertRaisesRegex(UserError, "Say why"):
            window.action_apply()
        self.assertEqual(self.gate.mode, "normal")
        window.reason = "Open day"
        window.action_apply()
        self.assertEqual(self.gate.mode, "free")
        event = self._get_mode_events()
        self.assertEqual(event.note, "Free Passage · Open day")
        self.assertEqual(event.user_id, self.access_manager)
        window.action_apply()
        self.assertEqual(self._get_mode_events(), event, "Nothing changed")

    def test_whoever_writes_the_mode_is_kept_too(self):
        self.gate.with_user(self.access_manager).write({"mode": "closed"})
        self.assertEqual(self._get_mode_events().note, "Closed")

    def test_guard_and_desk_set_no_mode(self):
        for user in (self.guard, self.desk):
            with self.assertRaises(AccessError):
                self._change(user, mode="free", reason="Because")
            with self.assertRaises(AccessError):
                self.gate.with_user(user).action_change_mode()
        action = self.gate.with_user(self.access_manager).action_change_mode()
        self.assertEqual(action["context"]["default_gate_ids"], self.gate.ids)

    def test_zone_leads_to_who_is_inside(self):
        self._pass_gate(self.band)
        action = self.hall.with_user(self.guard).action_open_inside()
        self.assertEqual(action["context"], {"search_default_zone_id": self.hall.id})
        gate = self.gate.with_user(self.guard)
        self.assertEqual(
            gate.action_open_events()["domain"], [("gate_id", "=", gate.id)]
        )
