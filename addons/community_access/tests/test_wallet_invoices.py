from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletInvoices(CommunityWalletCommon, HttpCase):
    """An open invoice is paid from the wallet, at the desk and on the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["website"].search([], limit=1).company_id = cls.company
        cls.stranger = cls._new_member("Kemal Kaya", email="kemal@example.com")
        cls.theirs = cls.stranger._get_wallet(cls.company, create=True)
        cls.invoice = cls._new_invoice(50.0)

    @classmethod
    def _new_invoice(cls, amount, partner=None):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.member).id,
                "company_id": cls.company.id,
                "invoice_line_ids": [
                    (0, 0, {"product_id": cls.product.id, "price_unit": amount})
                ],
            }
        )
        move.action_post()
        return move

    def _open_window(self):
        wallet = self.wallet.with_user(self.desk)
        windows = self.env["community.wallet.pay"].with_user(self.desk)
        return windows.browse(wallet.action_pay_invoices()["res_id"])

    def test_desk_pays_from_the_wallet(self):
        """F44: the desk pays a member's invoice from his wallet; the books tie."""
        self._top_up(80.0)
        window = self._open_window()
        line = window.line_ids
        self.assertEqual((line.name, line.open_amount), (self.invoice.name, 50.0))
        line.action_pay()
        self.assertEqual(self.wallet.balance, 30.0)
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertFalse(line.open_amount)
        with self.assertRaisesRegex(UserError, "paid already"):
            line.action_pay()
        with self.assertRaisesRegex(UserError, "owes nothing"):
            self.wallet.with_user(self.desk).action_pay_invoices()
        self._check_ties()

    def test_as_much_as_is_there(self):
        """F44: a wallet with less pays a part; an empty one says so."""
        self._top_up(20.0)
        line = self._open_window().line_ids
        line.action_pay()
        self.assertEqual(self.invoice.amount_residual, 30.0)
        with self.assertRaisesRegex(UserError, "too little"):
            line.action_pay()
        self.assertEqual(self.wallet.balance, 0.0)
        self._check_ties()

    def test_limits_count(self):
        """F45: what a child may spend a day is the most that an invoice takes."""
        self._top_up(80.0)
        self.wallet.daily_limit = 15.0
        line = self._open_window().line_ids
        line.action_pay()
        self.assertEqual(self.invoice.amount_residual, 35.0)
        with self.assertRaisesRegex(UserError, "limit"):
            line.action_pay()

    def test_invoices_of_others_are_refused(self):
        self._top_up(80.0)
        theirs = self._new_invoice(10.0, self.stranger)
        forged = self._open_window()
        forged.line_ids.move_id = theirs
        self.assertFalse(forged.line_ids.open_amount)
        with self.assertRaisesRegex(UserError, "not an invoice of the holder"):
            forged.line_ids.action_pay()
        with self.assertRaises(AccessError):
            self.env["community.wallet.pay"].with_user(self.guard)._open(self.wallet)
        with self.assertRaises(AccessError):
            self.wallet.with_user(self.guard).action_pay_invoices()
        with self.assertRaises(AccessError):
            self.env["community.wallet.pay.line"].with_user(self.guard).create({})

    def test_button_on_the_invoice(self):
        """F44: whoever is at the desk and reads invoices pays them where they are."""
        self._top_up(80.0)
        user = self.desk
        with self.assertRaises(AccessError):
            self.invoice.with_user(user).action_pay_from_wallet()
        with self.assertRaises(AccessError):
            self.invoice.with_user(self.treasurer).action_pay_from_wallet()
        user.group_ids |= self.env.ref("account.group_account_readonly")
        invoice = self.invoice.with_user(user)
        self.assertEqual(invoice.wallet_payable, 80.0)
        invoice.action_pay_from_wallet()
        self.assertEqual((self.wallet.balance, invoice.amount_residual), (30.0, 0.0))
        self.assertEqual(invoice.wallet_payable, 0.0)
        with self.assertRaisesRegex(UserError, "paid already"):
            invoice.action_pay_from_wallet()
        nobody = self._new_invoice(5.0, self._new_member("Nino")).with_user(user)
        with self.assertRaisesRegex(UserError, "no wallet"):
            nobody.action_pay_from_wallet()
        self._check_ties()

    # ------------------------------------------------------------
    # PORTAL
    # ------------------------------------------------------------

    def _log_in(self, login, partner):
        user = self._new_user(login, "base.group_portal")
        user.write({"partner_id": partner.id, "password": login})
        self.authenticate(f"community_{login}", login)

    def _pay(self, wallet, invoice, **values):
        values.setdefault("csrf_token", Request.csrf_token(self))
        path = f"/my/wallet/{wallet.id}/pay/{invoice.id}"
        return self.url_open(path, values, allow_redirects=False)

    def test_member_pays_on_the_portal(self):
        """F29: a member pays his own invoice from his wallet, once."""
        self._top_up(80.0)
        self._log_in("ayse", self.member)
        page = self.url_open(f"/my/wallet/{self.wallet.id}").text
        self.assertIn(self.invoice.name, page)
        self.assertIn("o_community_pay_invoice", page)
        self.assertEqual(self._pay(self.wallet, self.invoice).status_code, 303)
        self.assertEqual(self._pay(self.wallet, self.invoice).status_code, 404)
        self.assertEqual((self.wallet.balance, self.invoice.amount_residual), (30, 0))
        page = self.url_open(f"/my/wallet/{self.wallet.id}").text
        self.assertNotIn("o_community_pay_invoice", page)
        self._check_ties()

    def test_refusal_is_told_on_the_portal(self):
        self._top_up(80.0)
        self.wallet.category_ids = self.env["product.category"].create({"name": "Tea"})
        self._log_in("ayse", self.member)
        self.assertIn("may not be used", self._pay(self.wallet, self.invoice).text)
        self.assertEqual(self.wallet.balance, 80.0)

    def test_nothing_of_others_on_the_portal(self):
        """F29: neither another's wallet nor another's invoice, nor without a token."""
        self._top_up(80.0)
        self._top_up(80.0, self.theirs)
        theirs = self._new_invoice(10.0, self.stranger)
        child = self._new_member(
            "Deniz", guardian_id=self.member.id, birthdate_date="2020-01-01"
        )
        ward = child._get_wallet(self.company, create=True)
        self._log_in("ayse", self.member)
        for wallet, invoice in (
            (self.wallet, theirs),
            (self.theirs, theirs),
            (self.theirs, self.invoice),
            (ward, self.invoice),
        ):
            self.assertEqual(self._pay(wallet, invoice).status_code, 404)
        with mute_logger("odoo.http"):
            answer = self._pay(self.wallet, self.invoice, csrf_token="x")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.wallet.balance, 80.0)
