from odoo.tests import tagged

from .common_portal_contract import PortalContractCase


@tagged("post_install", "-at_install", "community")
class TestPortalContractTours(PortalContractCase):
    """On a phone, with the thumb."""

    browser_size = "390x844"
    touch_enabled = True

    def test_member_changes_plan(self):
        """F28: another plan, what it costs at once, and the page to pay it."""
        contract = self._contract(start=self._days(-3))
        self._pay(contract)
        self.start_tour(
            "/my",
            "community_subscription_member_changes_plan",
            login=self.users[self.ayse.id].login,
        )
        self.assertEqual(contract.plan_id, self.big)
        self.assertTrue(contract._get_open_invoices())

    def test_member_buys(self):
        """F21, F28: choose, begin, read, sign, and the page to pay."""
        plan = self._plan("Signed", 60.0, require_signature=True)
        self.start_tour(
            "/subscriptions",
            "community_subscription_member_buys",
            login=self.users[self.ayse.id].login,
        )
        contract = self.env["community.contract"].search([("plan_id", "=", plan.id)])
        self.assertEqual(contract.state, "active")
        self.assertTrue(contract.signature)
        self.assertEqual(contract._get_open_invoices().amount_total, 60.0)
