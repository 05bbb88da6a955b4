from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWallet(CommunityWalletCommon):
    def test_top_up(self):
        """F44: what the desk takes is on the band and in the books at once."""
        entry = self._top_up(100.0)
        self.assertEqual(self.wallet.balance, 100.0)
        self.assertEqual(entry.balance_after, 100.0)
        lines = entry.move_id.line_ids
        self.assertEqual(entry.move_id.state, "posted")
        self.assertEqual(
            {line.account_id: line.balance for line in lines},
            {self.cash.default_account_id: 100.0, self.company.wallet_account_id: -100},
        )
        self.assertEqual(lines.partner_id, self.member)
        self._check_ties()

    def test_top_up_by_bank(self):
        """F44: a card's money stands on the way to the bank, as core has it."""
        entry = self.wallet._top_up(25.5, self.bank, "card:1")
        payment = entry.move_id.origin_payment_id
        self.assertEqual(payment.journal_id, self.bank)
        self.assertEqual(payment.destination_account_id, self.company.wallet_account_id)
        self._check_ties()

    def test_same_origin_changes_nothing(self):
        """F44, F45: each operation asked for twice is done once."""
        first = self._top_up(100.0, origin="a")
        self.assertEqual(self._top_up(100.0, origin="a"), first)
        spent = self._spend(30.0, origin="b")
        self.assertEqual(self._spend(30.0, origin="b"), spent)
        other = self._new_wallet()
        passed = self.wallet._transfer(other, 20.0, "c")
        self.assertEqual(self.wallet._transfer(other, 20.0, "c"), passed)
        rest = self.wallet._refund_rest(self.cash, "d")
        self.assertEqual(self.wallet._refund_rest(self.cash, "d"), rest)
        undone = self.wallet._reverse(spent, "wrong")
        self.assertEqual(self.wallet._reverse(spent, "wrong"), undone)
        self.assertEqual(self.wallet.balance, 30.0)
        self.assertEqual(other.balance, 20.0)
        self._check_ties()

    def test_same_origin_for_something_else(self):
        self._top_up(100.0, origin="a")
        with self.assertRaisesRegex(UserError, "booked already"):
            self._top_up(50.0, origin="a")
        with self.assertRaisesRegex(UserError, "booked already"):
            self._new_wallet()._top_up(100.0, self.cash, "a")
        self.assertEqual(self.wallet.balance, 100.0)

    def test_origin_unique_in_the_database(self):
        entry = self._top_up(100.0, origin="a")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            entry._with_pen().copy({"reversal_of_id": False}).flush_recordset()

    def test_spend(self):
        """F45: the till takes it; the day's journal entry says so."""
        self._top_up(100.0)
        entry = self._spend(12.34, note="Two teas")
        self.assertEqual(entry.amount, -12.34)
        self.assertEqual(self.wallet.balance, 87.66)
        self.assertFalse(entry.move_id)
        self.assertEqual(self._check_ties()["waiting"], -12.34)
        move = self.entries._post_pending(self.company)
        self.assertEqual(entry.move_id, move)
        self.assertEqual(self._check_ties()["waiting"], 0.0)
        taken = move.line_ids.filtered(
            lambda line: line.account_id == self.company.wallet_income_account_id
        )
        self.assertEqual(taken.credit, 12.34)
        self.assertFalse(self.entries._post_pending(self.company))

    def test_spend_to_account_of_caller(self):
        income = self.product._get_product_accounts()["income"]
        self._top_up(100.0)
        entry = self._spend(40.0, account=income)
        move = self.entries._post_pending(self.company)
        self.assertEqual(entry.account_id, income)
        self.assertIn(income, move.line_ids.account_id)

    def test_not_below_zero(self):
        """F45: what is not there is not spent; the database would refuse it, too."""
        self._top_up(10.0)
        with self.assertRaisesRegex(UserError, "0.01 too little"):
            self._spend(10.01)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.wallet._add(-10.01)

    def test_credit_limit(self):
        self.wallet.credit_limit = 20.0
        self._spend(20.0)
        self.assertEqual(self.wallet.balance, -20.0)
        with self.assertRaisesRegex(UserError, "too little"):
            self._spend(0.01)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.wallet.credit_limit = 5.0
            self.wallet.flush_recordset()

    def test_nothing_is_no_amount(self):
        self._top_up(10.0)
        with self.assertRaisesRegex(UserError, "above zero"):
            self._top_up(0.0)
        with self.assertRaisesRegex(UserError, "no amount"):
            self._spend(-5.0)
        with self.assertRaisesRegex(UserError, "no amount"):
            self._new_wallet()._refund_rest(self.cash, "r")

    def test_refund_rest(self):
        self._top_up(100.0)
        self._spend(30.0)
        entry = self.wallet._refund_rest(self.cash, "out")
        self.assertEqual(entry.amount, -70.0)
        self.assertEqual(self.wallet.balance, 0.0)
        self._check_ties()

    def test_refund_of_blocked(self):
        self._top_up(100.0)
        self.wallet._block("band lost")
        self.wallet._refund_rest(self.cash, "out")
        self.assertEqual(self.wallet.balance, 0.0)

    def test_transfer(self):
        self._top_up(100.0)
        other = self._new_wallet()
        self.wallet._transfer(other, 60.0, "t")
        self.assertEqual((self.wallet.balance, other.balance), (40.0, 60.0))
        self.entries._post_pending(self.company)
        self._check_ties()

    def test_transfer_is_both_or_none(self):
        self._top_up(100.0)
        other = self._new_wallet()
        self._top_up(10.0, other, origin="t:in")  # so that the second row cannot be
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.wallet._transfer(other, 60.0, "t")
        self.env.invalidate_all()
        self.assertEqual((self.wallet.balance, other.balance), (100.0, 10.0))
        self._check_ties()

    def test_transfer_refused(self):
        self._top_up(100.0)
        with self.assertRaisesRegex(UserError, "another wallet"):
            self.wallet._transfer(self.wallet, 1.0, "t")
        with self.assertRaisesRegex(UserError, "too little"):
            self.wallet._transfer(self._new_wallet(), 100.01, "t")
        abroad = self._new_member("Nino")._get_wallet(self.other_company, create=True)
        with self.assertRaisesRegex(UserError, "same company"):
            self.wallet._transfer(abroad, 1.0, "t")

    def test_rows_are_not_edited(self):
        entry = self._top_up(100.0)
        for record, values in ((entry, {"amount": 1.0}), (self.wallet, {"balance": 9})):
            with self.assertRaises(UserError):
                record.sudo().write(values)
        with self.assertRaises(UserError):
            entry.sudo().unlink()
        with self.assertRaises(UserError):
            entry.with_user(self.desk).write({"note": "x"})
        with self.assertRaises(UserError):
            self.wallet.with_user(self.desk).copy()

    def test_altered_rows_are_found(self):
        entry = self._top_up(100.0)
        self.env.cr.execute(
            SQL("UPDATE community_wallet_entry SET amount = 90 WHERE id = %s", entry.id)
        )
        self.env.invalidate_all()
        found = "\n".join(self.entries._check_ledger())
        self.assertIn(f"Wallet entry {entry.id} was altered", found)
        self.assertIn(f"Wallet {self.wallet.id} has", found)
        self.assertIn("Journal entry", found)

    def test_journal_entry_stays(self):
        entry = self._top_up(100.0)
        for name in ("button_draft", "button_cancel"):
            with self.assertRaisesRegex(UserError, "Reverse the entry"):
                getattr(entry.move_id, name)()

    def test_account_stays(self):
        self._top_up(100.0)
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            self.company.wallet_account_id = self.company.wallet_income_account_id

    def test_one_wallet_a_person(self):
        self.assertEqual(
            self.member._get_wallet(self.company, create=True), self.wallet
        )
        self.assertFalse(self.member._get_wallet(self.other_company))
