from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import CommunitySubscriptionCommon


@tagged("post_install", "-at_install", "community")
class TestTreasurerTour(HttpCase, CommunitySubscriptionCommon):
    def test_treasurer_bills_the_month(self):
        """F7, W6: from the overview to the posted invoices in four clicks."""
        today = fields.Date.today()
        contracts = self._new_contract(start=today)
        contracts += self._new_contract(
            partner=self._new_member("Giorgi Kapanadze"), start=today
        )
        self.start_tour(
            "/odoo/subscriptions-overview",
            "community_subscription_treasurer_bills",
            login=self.treasurer.login,
        )
        self.env.invalidate_all()
        self.assertEqual(
            contracts.period_ids.move_id.mapped("state"), ["posted", "posted"]
        )
