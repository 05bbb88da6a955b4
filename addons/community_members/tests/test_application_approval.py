from odoo import Command
from odoo.tests import tagged

from .common_application import ApplicationCommon


@tagged("post_install", "-at_install", "community")
class TestApplicationApproval(ApplicationCommon):
    """A committee decides: two of three have to agree."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.committee = cls.env["res.users"]
        for name in ("one", "two", "three"):
            cls.committee |= cls._new_user(
                f"committee_{name}",
                "community_approval.group_approval_approver,"
                "community_members.group_member_admission",
            )
        cls.area = cls.env.ref("community_members.approval_area_application")
        cls.area.step_ids.write(
            {
                "group_ids": [Command.clear()],
                "user_ids": [Command.set(cls.committee.ids)],
                "needed": 2,
            }
        )

    def _pending(self, application):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["community.change.request"].search(
            [
                ("res_model", "=", "community.application"),
                ("res_id", "=", application.id),
                ("state", "=", "pending"),
            ]
        )

    def _window(self, application, **values):
        wizard = self.env["community.application.decide"].with_user(self.admission)
        return wizard.create({"application_ids": application.ids, **values})

    def test_off_by_default(self):
        """G25: who has the right decides alone until the club wants a committee."""
        self.assertFalse(self.area.enabled)

    def test_quorum_accepts(self):
        """G25: nothing happens before the second vote; then there is one member."""
        self.area.enabled = True
        application = self._apply()
        self._window(application, operation="accept", text="Hello").action_apply()
        request = self._pending(application)
        self.assertEqual(len(request), 1)
        self.assertEqual(application.state, "pending")
        self.assertFalse(self._letters(application))
        request.with_user(self.committee[0]).action_approve()
        self.env.invalidate_all()
        self.assertEqual(application.state, "pending")
        request.with_user(self.committee[1]).action_approve()
        self.env.invalidate_all()
        self.assertEqual(application.state, "accepted")
        self.assertTrue(application.partner_id.is_member)
        self.assertEqual(application.decision_text, "Hello")
        self.assertEqual(len(self._letters(application, "application_accepted")), 1)

    def test_committee_says_no(self):
        """G25: a request that is turned down leaves the application open."""
        self.area.enabled = True
        application = self._apply()
        self._window(application, operation="accept").action_apply()
        self._pending(application).with_user(self.committee[2]).action_reject("No")
        self.env.invalidate_all()
        self.assertEqual(application.state, "pending")
        self.assertFalse(application.partner_id)

    def test_other_areas_do_not_hold_the_parts(self):
        """G25: a new member is whole, also where members and cards are watched."""
        for code in ("member", "card"):
            area = self.env.ref(f"community_members.approval_area_{code}")
            area.step_ids.user_ids = self.committee
            area.enabled = True
        application = self._apply()
        application.with_user(self.admission).action_accept()
        self.env.invalidate_all()
        member = application.partner_id
        self.assertTrue(member.is_member and member.member_number)
        self.assertEqual(member.member_category_id, self.category)
        self.assertEqual(len(member.member_card_ids), 1)
