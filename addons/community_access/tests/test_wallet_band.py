import json

from odoo.tests import tagged

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletBand(CommunityWalletCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.medium = cls.env["community.access.medium"].create(
            {"name": "Silicone band", "kind": "band", "company_id": cls.company.id}
        )
        cls.band, cls.new_band = cls.env["community.access.credential"].create(
            [
                {
                    "medium_id": cls.medium.id,
                    "uid": uid,
                    "company_id": cls.company.id,
                }
                for uid in ("04A2B3C4D5E680", "04A2B3C4D5E681")
            ]
        )
        cls.band._issue(cls.member)

    def _get_balance_on_pass(self, band):
        self.env.flush_all()
        row = self.env["community.access.pass"].search(
            [("credential_id", "=", band.id)]
        )
        return json.loads(row.row).get("balance", 0)

    def test_lost_band_blocks(self):
        """F45: a lost band spends nothing; the new one opens the wallet again."""
        self._top_up(100.0)
        self.band._end("lost")
        self.assertEqual(self.wallet.state, "blocked")
        self.assertIn("Lost", self.wallet.block_reason)
        self.new_band._issue(self.member)
        self.assertEqual(self.wallet.state, "open")

    def test_blocked_band(self):
        self.band.action_block()
        self.assertEqual(self.wallet.state, "blocked")
        self.band.action_unblock()
        self.assertEqual(self.wallet.state, "open")

    def test_other_reasons_stay(self):
        self.wallet._block("asked by the mother")
        self.band._end("lost")
        self.new_band._issue(self.member)
        self.assertEqual(self.wallet.block_reason, "asked by the mother")

    def test_pass_knows_the_balance(self):
        """A gate that takes money sees at once what is there."""
        self._top_up(100.0)
        self.assertEqual(self._get_balance_on_pass(self.band), 10000)
        self._spend(30.0)
        self.assertEqual(self._get_balance_on_pass(self.band), 7000)
        self.wallet._block("asked by the mother")
        self.assertEqual(self._get_balance_on_pass(self.band), 0)
