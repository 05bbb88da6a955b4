from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common_wallet import CommunityWalletCommon


class TestHostileDesk(CommunityWalletCommon):
    """What somebody at the desk sends by hand instead of pressing a button."""

    def test_nobody_takes_the_origin_of_a_payment(self):
        """A top-up booked under the number of a payment to come would swallow it."""
        acts = self.env["community.wallet.act"].with_user(self.desk)
        values = {"wallet_id": self.wallet.id, "amount": 5, "journal_id": self.bank.id}
        act = acts.create({**values, "origin": "tx:77"})
        act.action_do()
        act.action_do()
        self.assertFalse(self.entries._find(self.company, "tx:77"))
        self.assertEqual(self.wallet.balance, 5)
        with self.assertRaises(UserError):
            act.write({"origin": "tx:77"})
        self.wallet._top_up(100, self.bank, "tx:77")
        self.assertEqual(self.wallet.balance, 105)

    def test_amounts_that_nobody_has(self):
        for amount in (1e9, 1e15, 1e300):
            with self.subTest(amount=amount), self.assertRaises(UserError):
                self._act("top_up", amount=amount, journal_id=self.bank.id)
        self.assertEqual(self.wallet.balance, 0)

    def test_a_ward_does_not_pay_for_the_guardian(self):
        guardian = self._new_member("Anne Kaya", email="anne@example.com")
        self.member.guardian_id = guardian
        self._top_up(100)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": guardian.id,
                "company_id": self.company.id,
                "invoice_line_ids": [Command.create({"name": "A", "price_unit": 10})],
            }
        )
        invoice.action_post()
        lines = [Command.create({"move_id": invoice.id})]
        pay = self.env["community.wallet.pay"].with_user(self.desk)
        window = pay.create({"wallet_id": self.wallet.id, "line_ids": lines})
        with self.assertRaises(UserError):
            window.line_ids.action_pay()
        self.assertEqual(self.wallet.balance, 100)

    def test_money_goes_to_nobody_of_another_company(self):
        self._top_up(100)
        other = self.env["res.company"].create({"name": "Hostile Pool"})
        stranger = self.env["res.partner"].create(
            {"name": "Nino", "company_id": other.id}
        )
        with self.assertRaises(AccessError):
            self._act("transfer", amount=5, to_partner_id=stranger.id)
        self.assertEqual(self.wallet.balance, 100)
