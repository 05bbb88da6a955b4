from odoo.tests import TransactionCase, tagged

from odoo.addons.community_suite.demo.contract_life import cards_in_play


@tagged("post_install", "-at_install", "community")
class TestDemoCards(TransactionCase):
    def test_demo_installs_without_the_demonstration_provider(self):
        """A card that is only shown is left alone: its provider refuses charges."""
        provider = self.env.ref("payment.payment_provider_stripe")
        self.env["payment.token"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": self.env.ref("payment.payment_method_card").id,
                "partner_id": self.env.company.partner_id.id,
                "payment_details": "1008",
                "provider_ref": "demo-demo_member_001",
            }
        )
        self.assertFalse(
            cards_in_play(self.env).filtered(
                lambda token: token.provider_id == provider
            )
        )
