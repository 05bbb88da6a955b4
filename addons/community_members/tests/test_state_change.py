from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-06-15")
class TestStateChange(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member(
            member_since=date(2024, 1, 1),
            membership_start=date(2024, 1, 1),
            membership_end=date(2026, 12, 31),
        )

    def _change(self, operation, **values):
        changes = self.env["community.member.state.change"].with_context(
            active_model="res.partner", active_ids=self.member.ids
        )
        with Form(changes) as form:
            form.operation = operation
            for name, value in values.items():
                form[name] = value
        self.assertTrue(form.record.outcome)
        form.record.action_apply()
        return self.member.member_state

    @users("community_officer")
    def test_suspend_and_lift(self):
        """Suspension takes the rights until its last day, or until it is lifted."""
        self.assertEqual(self._change("suspend", last_day="2026-07-31"), "suspended")
        self.assertFalse(self.member.is_member)
        self.assertEqual(self._change("lift"), "current")
        # It began today, so nothing of it remains.
        self.assertFalse(self.member.membership_suspended_from)

    @users("community_officer")
    def test_lift_keeps_history(self):
        """A suspension of the past ends yesterday and stays on the record."""
        self.member.write({"membership_suspended_from": date(2026, 5, 1)})
        self.assertEqual(self._change("lift"), "current")
        self.assertEqual(self.member.membership_suspended_from, date(2026, 5, 1))
        self.assertEqual(self.member.membership_suspended_until, date(2026, 6, 14))

    @users("community_officer")
    def test_resign_with_reason(self):
        """Leaving keeps the reason; admission again clears both."""
        reason = self.env["community.member.reason"].sudo().create({"name": "Moved"})
        self.assertEqual(self._change("resign", reason_id=reason), "resigned")
        self.assertEqual(self.member.membership_reason_id, reason)
        self.member.with_env(self.env).action_renew_membership()
        self.assertFalse(self.member.membership_resigned_on)

    @users("community_officer")
    def test_deceased_is_not_renewed(self):
        """After a death nothing is renewed."""
        self.assertEqual(self._change("decease"), "deceased")
        with self.assertRaises(UserError):
            self.member.with_env(self.env).action_renew_membership()

    @users("community_officer")
    def test_by_hand_and_back(self):
        """A state set by hand stands until the rules may decide again."""
        self.assertEqual(self._change("by_hand", state="expired"), "expired")
        self.assertEqual(self._change("by_rules"), "current")

    @users("community_reader")
    def test_reader_is_refused(self):
        """A reader can neither open the window nor write through it."""
        with self.assertRaises(AccessError):
            self.env["community.member.state.change"].create(
                {"partner_ids": [(6, 0, self.member.ids)], "operation": "decease"}
            )

    @users("community_officer")
    def test_outside_the_register(self):
        """Who is not in the register has no state that could change."""
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        change = self.env["community.member.state.change"].create(
            {"partner_ids": [(6, 0, stranger.ids)], "operation": "resign"}
        )
        with self.assertRaises(UserError):
            change.action_apply()

    def test_rule_in_words(self):
        """A rule can be read as a sentence."""
        rule = self.env.ref("community_members.member_state_rule_grace")
        self.assertEqual(
            rule.sentence,
            "From 1 day after the day of “End” to 30 days after the day of “End”; "
            "has the rights of a member",
        )
