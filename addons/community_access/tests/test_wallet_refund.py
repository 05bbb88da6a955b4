from odoo.tests import tagged

from odoo.addons.community_subscription.tests.fake_bank import prepare_card

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletRefund(CommunityWalletCommon):
    """A top-up that the provider of payments pays back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = prepare_card(cls.env, cls.company, cls.member)
        cls.top_up = cls._pay_online(50.0)

    @classmethod
    def _pay_online(cls, amount, **values):
        provider = cls.token.provider_id
        transaction = cls.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "reference": cls._next_origin(),
                "amount": amount,
                "currency_id": cls.company.currency_id.id,
                "partner_id": cls.member.id,
                "community_wallet_id": cls.wallet.id,
                **values,
            }
        )
        transaction._set_done()
        transaction._post_process()
        return transaction

    def _refund(self, amount=50.0):
        refund = self.top_up._create_child_transaction(amount, is_refund=True)
        refund._set_done()
        refund._post_process()
        refund._post_process()
        return refund

    def _get_debt(self):
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.member.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("company_id", "=", self.company.id),
            ]
        )
        return sum(lines.mapped("amount_residual"))

    def test_refund_takes_the_money_out(self):
        """F44: what the provider pays back is no longer in the wallet, once."""
        self.assertEqual(self.wallet.balance, 50.0)
        refund = self._refund()
        self.assertEqual(self.wallet.balance, 0.0)
        entry = self.wallet.entry_ids[:1]
        self.assertEqual((entry.kind, entry.origin), ("refund", f"tx:{refund.id}"))
        self.assertEqual(refund.payment_id.payment_type, "outbound")
        self.assertEqual(self._get_debt(), 0.0)
        self._check_ties()

    def test_refund_of_what_is_spent(self):
        """F44: what was spent meanwhile is a debt, and stays one."""
        self._spend(35.0)
        refund = self._refund()
        self.assertEqual(self.wallet.balance, 0.0)
        self.assertEqual(self._get_debt(), 35.0)
        self._top_up(100.0)
        refund._post_process()
        self.assertEqual(self.wallet.balance, 100.0)
        self.assertEqual(self._get_debt(), 35.0)
        self._check_ties()

    def test_refund_in_part_and_all_spent(self):
        self._refund(20.0)
        self.assertEqual(self.wallet.balance, 30.0)
        self._spend(30.0)
        refund = self._refund(30.0)
        self.assertFalse(self.entries._find(self.company, f"tx:{refund.id}"))
        self.assertEqual(self._get_debt(), 30.0)
        self._check_ties()

    def test_refund_of_a_blocked_wallet(self):
        self.wallet._block("band lost")
        self._refund()
        self.assertEqual(self.wallet.balance, 0.0)
        self._check_ties()

    def test_refund_after_the_desk_took_it_out(self):
        """Reversed in the wallet by hand already: not taken a second time."""
        self._top_up(100.0)
        self.wallet._reverse(
            self.entries._find(self.company, f"tx:{self.top_up.id}"), "by mistake"
        )
        self._refund()
        self.assertEqual(self.wallet.balance, 100.0)
        self.assertEqual(self._get_debt(), 0.0)
        self._check_ties()

    def test_refund_of_another_payment(self):
        """A refund of what is no top-up leaves wallets alone."""
        self.top_up = self._pay_online(20.0, community_wallet_id=False)
        self._refund(20.0)
        self.assertEqual(self.wallet.balance, 50.0)
