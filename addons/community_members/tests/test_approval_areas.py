from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestApprovalAreas(CommunityMembersCommon):
    """The areas that come with the register, as a club switches them on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.approver = cls._new_user(
            "approver",
            "community_approval.group_approval_approver",
        )
        cls.member = cls._new_member(company_id=cls.company.id)

    def _switch_on(self, name):
        area = self.env.ref(f"community_members.{name}")
        area.enabled = True
        return area

    def _get_pending(self, record):
        return self.env["community.change.request"].search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("state", "=", "pending"),
            ]
        )

    def test_shipped_switched_off(self):
        """G43, G45: a club that wants no second pair of eyes notices nothing."""
        areas = self.env["community.approval.area"].search(
            [("code", "in", ["member", "card", "bank_account", "price", "credit"])]
        )
        self.assertEqual(len(areas), 5)
        self.assertFalse(any(areas.mapped("enabled")))

    def test_each_can_be_switched_on(self):
        """G43, G44: every area that comes with the register is complete."""
        for area in self.env["community.approval.area"].search([]):
            area.enabled = True
            self.assertFalse(any(area.line_ids.mapped("broken")), area.name)

    def test_category_of_a_member(self):
        """G46, G50: a member's category waits; other contacts are free."""
        self._switch_on("approval_area_member")
        other = self.env["community.member.category"].create({"name": "Pillion"})
        self.member.with_user(self.officer).member_category_id = other
        self.assertEqual(self.member.member_category_id, self.category)
        change = self._get_pending(self.member)
        self.assertEqual(change.approver_ids & self.approver, self.approver)
        change.with_user(self.approver).action_approve()
        self.assertEqual(self.member.member_category_id, other)

    def test_a_card_number_does_not_wait_either(self):
        """W73: a full card number is refused, not kept in a request."""
        area = self._switch_on("approval_area_member")
        name = self.env["ir.model.fields"]._get("res.partner", "former_member_numbers")
        area.line_ids.field_ids += name
        with self.assertRaises(UserError):
            self.member.with_user(
                self.officer
            ).former_member_numbers = "4111 1111 1111 1111"
        self.assertFalse(self._get_pending(self.member))

    def test_nightly_states_and_posting_pass(self):
        """G46: the night's work and the books are the system's."""
        self._switch_on("approval_area_member")
        methods = self.env["community.approval.area"]._get_system_methods()
        self.assertIn("_post", methods["account.move"])
        self.env["community.approval.gate"]._place_gates()
        gate = self.env.registry["account.move"].__bases__[0]
        self.assertIn("_post", gate.__dict__)
