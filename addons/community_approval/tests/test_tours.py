from odoo.tests import HttpCase, tagged

from .common import CommunityApprovalCommon


@tagged("post_install", "-at_install", "community")
class TestTours(CommunityApprovalCommon, HttpCase):
    def test_ten_requests_in_twelve_steps(self):
        """G55, G56, G57: ten pending requests, before, after and consequences of each
        seen, are decided in twelve steps with the keyboard."""
        self._new_area()
        self.approver.group_ids += self.env.ref(
            "community_approval.group_approval_approver"
        )
        partners = self.env["res.partner"].create(
            [{"name": f"Member {n}", "ref": "SILVER"} for n in range(10)]
        )
        for partner in partners:
            self._as(self.maker, partner).write({"ref": "GOLD"})
        self.start_tour(
            "/odoo/pending-requests",
            "community_approval_ten_requests",
            login=self.approver.login,
        )
        partners.invalidate_recordset()
        self.assertEqual(sorted(partners.mapped("ref")), ["GOLD"] * 9 + ["SILVER"])
        states = self.requests.search([("maker_id", "=", self.maker.id)])
        self.assertEqual(states.mapped("state").count("rejected"), 1)

    def test_what_waits_is_marked(self):
        """G48: saving asks for approval by itself; form and list say what waits, and
        a new record that waits opens its request."""
        self._new_area(
            on_create=True, condition=[("name", "like", "Marked")].__repr__()
        )
        self.partner.name = "Marked One"
        self.start_tour(
            f"/odoo/res.partner/{self.partner.id}",
            "community_approval_marks",
            login=self.maker.login,
        )
        self.assertEqual(self.partner.ref, "SILVER")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Marked Two")]))
        waiting = self.requests.search([("maker_id", "=", self.maker.id)])
        self.assertEqual(sorted(waiting.mapped("operation")), ["create", "write"])
