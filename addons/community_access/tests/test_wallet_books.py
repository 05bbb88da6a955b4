import random

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletBooks(CommunityWalletCommon):
    def _new_invoice(self, amount=50.0, partner=None, **values):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or self.member).id,
                "company_id": self.company.id,
                "invoice_line_ids": [
                    (0, 0, {"product_id": self.product.id, "price_unit": amount})
                ],
                **values,
            }
        )
        move.action_post()
        return move

    def test_pay_invoice(self):
        """F45: an invoice of another service is paid from the wallet, reconciled."""
        self._top_up(100.0)
        invoice = self._new_invoice(50.0)
        entry = self.wallet._pay_invoice(invoice)
        self.assertEqual(entry.amount, -50.0)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertEqual(invoice.amount_residual, 0.0)
        with self.assertRaisesRegex(UserError, "paid already"):
            self.wallet._pay_invoice(invoice)
        self._check_ties()

    def test_pay_invoice_in_part_and_take_back(self):
        self._top_up(100.0)
        invoice = self._new_invoice(50.0)
        entry = self.wallet._pay_invoice(invoice, 20.0)
        self.assertEqual(invoice.amount_residual, 30.0)
        self.wallet._reverse(entry, "wrong invoice")
        self.assertEqual(invoice.amount_residual, 50.0)
        self.assertEqual(self.wallet.balance, 100.0)
        self._check_ties()

    def test_pay_invoice_refused(self):
        self._top_up(10.0)
        with self.assertRaisesRegex(UserError, "too little"):
            self.wallet._pay_invoice(self._new_invoice(50.0))
        stranger = self._new_invoice(5.0, self._new_member("Kemal"))
        with self.assertRaisesRegex(UserError, "not an invoice of the holder"):
            self.wallet._pay_invoice(stranger)
        self.wallet.category_ids = self.env["product.category"].create({"name": "Tea"})
        with self.assertRaisesRegex(UserError, "may not be used"):
            self.wallet._pay_invoice(self._new_invoice(5.0))
        self.assertEqual(self.wallet.balance, 10.0)

    def test_reverse_top_up(self):
        entry = self._top_up(100.0)
        undone = self.wallet._reverse(entry, "counted wrong")
        self.assertEqual(self.wallet.balance, 0.0)
        self.assertEqual(undone.move_id.reversed_entry_id, entry.move_id)
        self.assertEqual(undone.note, "counted wrong")
        with self.assertRaisesRegex(UserError, "not reversed"):
            self.wallet._reverse(undone, "again")
        self._check_ties()

    def test_reverse_what_is_spent(self):
        entry = self._top_up(100.0)
        self._spend(60.0)
        with self.assertRaisesRegex(UserError, "60.00 too little"):
            self.wallet._reverse(entry, "wrong")

    def test_reverse_spend_before_and_after_posting(self):
        self._top_up(100.0)
        early, late = self._spend(10.0), self._spend(20.0)
        self.wallet._reverse(early, "wrong")
        self.entries._post_pending(self.company)
        self.wallet._reverse(late, "wrong")
        self._check_ties()
        self.entries._post_pending(self.company)
        tie = self._check_ties()
        self.assertEqual((tie["booked"], tie["waiting"]), (100.0, 0.0))

    def test_reverse_transfer(self):
        self._top_up(100.0)
        other = self._new_wallet()
        entry = self.wallet._transfer(other, 60.0, "t")
        received = other.entry_ids
        other._reverse(received, "wrong person")
        self.assertEqual((self.wallet.balance, other.balance), (100.0, 0.0))
        self.assertTrue(entry.reversed_by_ids)
        self.assertTrue(self.wallet._reverse(entry, "again"))
        self.assertEqual(self.wallet.balance, 100.0)
        self._check_ties()

    def _run_cron(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["community.wallet.entry"]._cron_post()
        self.env.invalidate_all()

    def test_one_journal_entry_a_day(self):
        with freeze_time("2026-07-01 10:00:00"):
            self._top_up(100.0)
            self._spend(10.0)
        with freeze_time("2026-07-02 10:00:00"):
            self._spend(20.0)
            self._run_cron()
            self.assertEqual(self.company._get_wallet_tie()["waiting"], -20.0)
        with freeze_time("2026-07-03 10:00:00"):
            self._run_cron()
            self._run_cron()
        moves = self.entries.search([("kind", "=", "spend")]).move_id
        self.assertEqual(
            sorted(moves.mapped(lambda move: (str(move.date), move.amount_total))),
            [("2026-07-01", 10.0), ("2026-07-02", 20.0)],
        )
        self._check_ties()

    def test_ties_after_anything(self):
        """F44, F45: after 300 operations the sum of the rows, each balance and the
        account of the books say the same."""
        rng = random.Random(20260310)
        wallets = self.wallet
        for number in range(3):
            wallets |= self._new_wallet(f"Member {number}")
        wallets[1].daily_limit = 40.0
        done = 0
        while done < 300:
            try:
                with self.env.cr.savepoint():
                    self._do_anything(rng, wallets)
                    done += 1
            except UserError:
                self.env.invalidate_all()
            if rng.random() < 0.02:
                self.entries._post_pending(self.company)
        self._check_ties()
        self.entries._post_pending(self.company)
        tie = self._check_ties()
        self.assertEqual(tie["waiting"], 0.0)
        self.assertEqual(tie["booked"], round(sum(wallets.mapped("balance")), 2))

    def _do_anything(self, rng, wallets):
        wallet = rng.choice(wallets)
        amount = rng.randint(1, 6000) / 100
        step = rng.choices(
            ["top_up", "spend", "fee", "transfer", "refund", "reverse", "again"],
            [20, 50, 5, 10, 2, 10, 5],
        )[0]
        if step == "top_up":
            self._top_up(3 * amount, wallet)
        elif step == "spend":
            self._spend(amount, wallet)
        elif step == "fee":
            self._spend(amount, wallet, kind="fee")
        elif step == "transfer":
            wallet._transfer(rng.choice(wallets), amount, self._next_origin())
        elif step == "refund":
            wallet._refund_rest(self.cash, self._next_origin())
        elif wallet.entry_ids:
            entry = rng.choice(wallet.entry_ids)
            if step == "reverse":
                wallet._reverse(entry, "wrong")
            elif entry.kind == "spend":
                wallet._spend(-entry.amount, entry.origin)

    def test_merged_people(self):
        """Two records of one person: the money comes together, nothing is lost."""
        self._top_up(100.0)
        twin = self._new_wallet("Ayse Demir")
        self._top_up(50.0, twin)
        twin._block("band lost")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.member | twin.partner_id).ids, self.member)
        self.env.invalidate_all()
        self.assertEqual(self.member._get_wallet(self.company), self.wallet)
        self.assertEqual(self.wallet.balance, 150.0)
        self.assertEqual(twin.state, "closed")
        self.assertEqual(twin.partner_id, self.member)
        self.entries._post_pending(self.company)
        self._check_ties()

    def test_other_company(self):
        """Each company has its own wallets, accounts and journal."""
        self._set_up_accounting(self.other_company)
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.other_company.id)], limit=1
        )
        abroad = self.member._get_wallet(self.other_company, create=True)
        self.assertNotEqual(abroad, self.wallet)
        with self.assertRaisesRegex(UserError, "another company"):
            abroad._top_up(10.0, self.cash, "x")
        abroad._top_up(10.0, journal, "x")
        self._top_up(20.0, origin="x")
        self.assertNotEqual(
            self.company.wallet_account_id, self.other_company.wallet_account_id
        )
        abroad._spend(4.0, "y")
        self.entries._post_pending(self.other_company)
        self._check_ties()
        self.assertEqual(self.other_company._get_wallet_tie()["booked"], 6.0)

    def test_tie_screen(self):
        self._top_up(100.0)
        self._spend(30.0)
        ties = self.env["community.wallet.tie"].with_user(self.access_manager)
        with Form(ties) as form:
            self.assertEqual((form.booked, form.waiting), (100.0, -30.0))
        tie = form.save()
        self.assertEqual(tie.difference, 0.0)
        tie.action_post()
        tie.invalidate_recordset()
        self.assertEqual((tie.booked, tie.waiting, tie.wallets), (70.0, 0.0, 70.0))
