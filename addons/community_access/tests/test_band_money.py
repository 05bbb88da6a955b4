from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common_band_money import CommunityBandMoneyCommon


@freeze_time("2026-03-10 12:00:00")
class TestBandMoney(CommunityBandMoneyCommon):
    def test_deposit_is_owed_and_no_income(self):
        """F42: the deposit is invoiced and taken, and stands as owed to the member."""
        band = self._give()
        move = band.holding_ids.money_ids.move_id
        self.assertEqual(move.amount_total, 15.0)
        self.assertFalse(move.amount_tax)
        line = move.invoice_line_ids
        self.assertEqual(line.account_id, self.company.band_deposit_account_id)
        self.assertEqual(line.account_id.account_type, "liability_current")
        self.assertEqual(move.company_id, self.company)
        self.assertEqual(move.currency_id, self.company.currency_id)
        self.assertIn(move.payment_state, ("paid", "in_payment"))
        self.assertFalse(move._is_dues_on_time())
        self.assert_money(deposits=15.0, till=15.0)

    def test_unpaid_deposit_is_a_debt(self):
        """F42: not paid at once, it stays open; the desk takes it later, once."""
        band = self._give_unpaid().with_user(self.desk)
        self.assert_money(owed=15.0, deposits=15.0)
        self.assertEqual(band.open_amount, 15.0)
        window = self.env["community.access.pay"].with_user(self.desk)
        window = window.browse(band.action_settle_money()["res_id"])
        self.assertEqual(window.amount, 15.0)
        window.journal_id = self.till
        window.action_pay()
        window.action_pay()
        self.assert_money(deposits=15.0, till=15.0)
        with self.assertRaisesRegex(UserError, "Nothing is open"):
            band.action_settle_money()

    def test_deposit_is_no_turnover(self):
        """W52: what a member leaves for a band counts for no target; a loss does."""
        finance = self._new_user(
            "band_finance", "community_members.group_member_finance"
        )
        member = self.member.with_user(finance)
        before = member.member_turnover
        band = self._give()
        member.invalidate_recordset(["member_turnover"])
        self.assertEqual(member.member_turnover, before)
        band.with_user(self.desk).action_lost()
        member.invalidate_recordset(["member_turnover"])
        fees = band.holding_ids.money_ids.filtered(lambda row: row.kind == "fee")
        expected = before + sum(fees.move_id.mapped("amount_untaxed_signed"))
        self.assertEqual(member.member_turnover, expected)

    def test_return_pays_it_back(self):
        """F42: the band comes back, and so does the money, once."""
        band = self._give()
        window = self._open_give(band.uid)
        self.assertEqual((window.due, window.pay_out), (0.0, 15.0))
        window.action_take_back()
        self.assertEqual(self._get_rows(band), [("deposit", 15.0), ("back", -15.0)])
        note = band.holding_ids.money_ids.filtered(lambda row: row.kind == "back")
        self.assertEqual(note.move_id.move_type, "out_refund")
        self.assertTrue(note.move_id.reversed_entry_id)
        self.assert_money()
        with self.assertRaises(UserError):
            band.with_user(self.desk).action_return()
        self.assertEqual(len(band.holding_ids.money_ids), 2)
        self.assert_money()

    def test_return_of_an_unpaid_deposit(self):
        """Nothing was paid, nothing is paid out: the invoice is credited."""
        band = self._give_unpaid()
        self.assertFalse(self._open_give(band.uid).pay_out)
        band.with_user(self.desk).action_return()
        self.assert_money()
        invoice = band.holding_ids.money_ids.sorted("id")[0].move_id
        self.assertEqual(invoice.payment_state, "reversed")

    def test_return_without_paying_out(self):
        """What is not paid out at once is a credit of the member."""
        band = self._give()
        band.with_user(self.desk).action_return()
        self.assert_money(owed=-15.0, till=15.0)
        window = self.env["community.access.pay"].with_user(self.desk)
        window = window.browse(
            band.with_user(self.desk).action_settle_money()["res_id"]
        )
        self.assertEqual((window.amount, window.pay_out), (0.0, 15.0))
        window.action_pay()
        self.assert_money()

    def test_lost_costs_the_fee_less_the_deposit(self):
        """F43: who loses a band pays its fee; the deposit is set off against it."""
        band = self._give().with_user(self.desk)
        band.action_lost()
        rows = [("deposit", 15.0), ("fee", 40.0), ("back", -15.0)]
        self.assertEqual(self._get_rows(band), rows)
        self.assert_money(owed=25.0, till=15.0)
        self.assertEqual(band.open_amount, 25.0)
        self.assertFalse(band.is_loss_open)
        band.action_charge_loss()
        with self.assertRaises(UserError):
            band.action_lost()
        self.assertEqual(self._get_rows(band), rows)
        self.assert_money(owed=25.0, till=15.0)

    def test_fee_below_the_deposit(self):
        """F43: what is left of the deposit is the member's."""
        self.band_type.loss_fee = 5.0
        self._give().with_user(self.desk).action_lost()
        self.assert_money(owed=-10.0, till=15.0)

    def test_no_fee_keeps_the_deposit(self):
        self.band_type.loss_fee = 0.0
        band = self._give().with_user(self.desk)
        band.action_stolen()
        self.assert_money(till=15.0)
        fee = band.holding_ids.money_ids.filtered(lambda row: row.kind == "fee")
        self.assertEqual(fee.move_id.amount_total, 15.0)

    def test_fee_has_the_taxes_of_its_product(self):
        """The fee is what is paid: taxes that come on top are taken out of it."""
        tax = self.env["account.tax"].create(
            {
                "name": "KDV 20",
                "amount": 20,
                "company_id": self.company.id,
                "price_include_override": "tax_excluded",
                "tax_group_id": self.env["account.tax.group"].search([], limit=1).id,
                "country_id": self.company.account_fiscal_country_id.id,
            }
        )
        self.company.band_fee_product_id = self._new_product("Lost", 0, taxes=tax)
        band = self._give()
        band.with_user(self.desk).action_lost()
        fee = band.holding_ids.money_ids.filtered(lambda row: row.kind == "fee")
        self.assertEqual(fee.move_id.amount_total, 40.0)
        self.assertEqual(fee.move_id.amount_tax, 6.67)

    def test_found_again(self):
        """A lost band that comes back costs nothing."""
        band = self._give().with_user(self.desk)
        band.action_lost()
        window = self._open_give(band.uid)
        self.assertEqual(window.pay_out, 15.0)
        window.action_take_back()
        self.assert_money()

    def test_lost_by_the_holders_word(self):
        """F43: on the portal a loss stops the band; the desk charges it."""
        band = self._give()
        band._block_by_holder(is_lost=True)
        self.assertEqual(band.state, "lost")
        self.assert_money(deposits=15.0, till=15.0)
        band = band.with_user(self.desk)
        self.assertTrue(band.is_loss_open)
        band.action_charge_loss()
        self.assert_money(owed=25.0, till=15.0)

    def test_nothing_to_bill(self):
        """F41: a type without a deposit makes no invoice."""
        self.band_type.write({"deposit": 0.0, "loss_fee": 0.0})
        band = self._give().with_user(self.desk)
        band.action_lost()
        self.assertFalse(band.holding_ids.money_ids)
        self.assertFalse(self.company.band_deposit_account_id)
        self.assertFalse(band.open_amount)

    def test_guardian_pays(self):
        child = self._new_member(
            "Deniz Kaya", guardian_id=self.member.id, birthdate_date="2020-01-01"
        )
        band = self._give_unpaid(partner=child)
        self.assertEqual(band.holding_ids.money_ids.partner_id, self.member)
        self.assert_money(owed=15.0, deposits=15.0)

    def test_books_stay(self):
        """Documents of bands are not cancelled, rows are not written, accounts stay."""
        band = self._give_unpaid()
        row = band.holding_ids.money_ids
        with self.assertRaisesRegex(UserError, "belongs to a band"):
            row.move_id.button_draft()
        with self.assertRaisesRegex(UserError, "belongs to a band"):
            row.move_id.button_cancel()
        with self.assertRaisesRegex(UserError, "follows from"):
            row.write({"amount": 1.0})
        with self.assertRaisesRegex(UserError, "account stays"):
            self.company.band_deposit_account_id = self._get_other_account()
        for user in (self.guard, self.internal):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["amount"])
        self.assertEqual(row.with_user(self.desk).amount, 15.0)

    def _get_other_account(self):
        return self.env["account.account"].search(
            [
                ("company_ids", "in", self.company.ids),
                ("id", "!=", self.company.band_deposit_account_id.id),
            ],
            limit=1,
        )

    def test_other_company(self):
        """Each company has its account; the till of another one is refused."""
        self._give()
        self._set_up_accounting(self.other_company)
        desk = self._new_user(
            "their_desk", "community_access.group_access_desk", self.other_company
        )
        rows = self.money.with_user(desk).with_context(
            allowed_company_ids=self.other_company.ids
        )
        self.assertFalse(rows.search([]))
        theirs = self.other_company._ensure_band_products()
        self.assertNotEqual(
            theirs.band_deposit_account_id, self.company.band_deposit_account_id
        )
        till = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.other_company.id)], limit=1
        )
        band = self._new_band()
        holding = band._issue(self.member, 15.0).holding_ids
        with self.assertRaisesRegex(UserError, "another company"):
            holding.money_ids.move_id._pay_at_desk(till)

    def test_negative_deposit(self):
        band = self._new_band()
        with self.assertRaisesRegex(UserError, "cannot be negative"):
            band._issue(self.member, -1.0)
        self.assertEqual(band.state, "stock")
