from odoo.tests import HttpCase, tagged

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestTourMember(CommunityMembersCommon, HttpCase):
    def test_officer_creates_corporate_member(self):
        """W14, W32, W47, W54: the lowest role does the whole task in the browser."""
        self.start_tour(
            "/odoo/members",
            "community_members_corporate_tour",
            login=self.officer.login,
        )
        company = self.env["res.partner"].search(
            [("name", "=", "Boğaziçi Lojistik A.Ş."), ("in_member_register", "=", True)]
        )
        self.assertTrue(company.member_number)
        self.assertEqual(company.member_unit_ids.mapped("name"), ["Kadıköy Şubesi"])
        assignment = company.staff_assignment_ids
        self.assertEqual(assignment.person_id.name, "Nino Beridze")
        self.assertEqual(assignment.person_id.parent_id, company)
        self.assertTrue(assignment.can_order)
