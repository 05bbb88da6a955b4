from datetime import date

from freezegun import freeze_time

from odoo.tests import Form, tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestCloseTold(CommunityChangeCommon):
    """What is said before somebody leaves, or rests, is what then happens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        year = cls._new_product("Dues, a year", 365.0)
        cls.yearly = cls._new_plan(
            "Rider, yearly", year, interval_unit="year", notice_number=1
        )
        cls.plan.write({"notice_number": 1, "notice_unit": "month"})

    def _pay(self, contract):
        for move in contract._get_open_invoices():
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            ).create({"payment_date": move.invoice_date})._create_payments()

    def _close_as_told(self, contract):
        """Close it, bill what comes; return what was told and what is left then."""
        last = contract._get_close_date(date(2026, 3, 16))
        [block] = contract._tell_close(contract._preview_close(last))
        self.assertFalse(contract.close_date)
        contract._close(by="member")
        with freeze_time("2026-12-31"):
            contract._bill()
        owed = sum(contract._get_open_invoices().mapped("amount_residual"))
        left = sum(contract._get_open_credits().mapped("amount_residual"))
        return block, round(owed, 2), round(left, 2)

    @freeze_time("2026-03-16")
    def test_paid_ahead_and_credited(self):
        """F28: what was paid for days after the last one is left for the member."""
        contract = self._billed_contract("2026-01-01", plan_id=self.yearly.id)
        self._pay(contract)
        block, owed, left = self._close_as_told(contract)
        self.assertEqual((owed, left), (0, 259.0))  # 17 April to 31 December
        credit, result = block["rows"]
        self.assertEqual(credit[1], -left)
        self.assertEqual(result, ("Left for you", left, True))
        self.assertIn("pays it back", block["note"])

    @freeze_time("2026-03-16")
    def test_a_last_bill(self):
        """F28: what is still billed until the last day, with the day of the bill."""
        contract = self._billed_contract()
        self._pay(contract)
        block, owed, left = self._close_as_told(contract)
        self.assertEqual((owed, left), (26.67, 0))  # 16 days of April
        self.assertEqual(block["rows"][0], ("Last bill, on 04/01/2026", owed, False))
        self.assertEqual(block["rows"][-1], ("To pay in all", owed, True))
        self.assertIn("nothing is credited", block["note"])

    @freeze_time("2026-03-16")
    def test_unpaid_and_credited(self):
        """F28: the credit lowers what is open; only the days until then are paid."""
        contract = self._billed_contract("2026-01-01", plan_id=self.yearly.id)
        block, owed, left = self._close_as_told(contract)
        self.assertEqual((owed, left), (106.0, 0))
        self.assertEqual(block["rows"][0], ("Open from before", 365.0, False))
        self.assertEqual(block["rows"][-1], ("To pay in all", owed, True))

    @freeze_time("2026-03-16")
    def test_without_refund_at_the_desk(self):
        """The desk may keep what was paid; the window says so."""
        contract = self._billed_contract("2026-01-01", plan_id=self.yearly.id)
        self._pay(contract)
        model = self.env["community.contract.close"].with_user(self.sub_officer)
        form = Form(model.with_context(active_id=contract.id))
        self.assertIn("Left for you", form.outcome)
        form.refund = False
        self.assertIn("is not credited", form.outcome)
        self.assertNotIn("Left for you", form.outcome)

    # ------------------------------------------------------------
    # HOLD
    # ------------------------------------------------------------

    def _hold_as_told(self, contract, fee_mode="free"):
        model = self.env["community.contract.hold.make"].with_user(self.sub_officer)
        form = Form(model.with_context(active_id=contract.id))
        form.date_from, form.date_to = date(2026, 4, 1), date(2026, 4, 10)
        form.fee_mode = fee_mode
        before = contract._get_unit_sums()
        said = form.outcome
        form.save().action_apply()
        after = contract._get_unit_sums()
        saved = sum(before[unit][2] - after[unit][2] for unit in before)
        return said.replace("\N{NO-BREAK SPACE}", " "), round(saved, 2)

    @freeze_time("2026-03-16")
    def test_hold_of_a_paid_year_with_a_term(self):
        """W26: days, what is credited, the new end, and what is billed for it then."""
        self.yearly.write({"term_number": 1, "term_unit": "year", "renewal": "ask"})
        contract = self._billed_contract("2026-01-01", plan_id=self.yearly.id)
        self._pay(contract)
        said, saved = self._hold_as_told(contract)
        self.assertEqual(saved, 10.0)
        self.assertIn("These days cost nothing.", said)
        self.assertIn("$ 10.00 is credited", said)
        self.assertIn("ends on 01/10/2027 instead of 12/31/2026", said)
        self.assertEqual(contract.date_end, date(2027, 1, 10))
        self.assertIn("billed then: $ 10.00", said)

    @freeze_time("2026-03-16")
    def test_hold_of_days_that_are_not_billed(self):
        """W26: the bills are lower; half price is said as such."""
        contract = self._billed_contract()
        said, saved = self._hold_as_told(contract, "reduced")
        self.assertEqual(saved, 8.33)
        self.assertIn("These days cost 50 % of the price.", said)
        self.assertIn("The bills are lower by $ 8.33.", said)
        self.assertNotIn("term ends", said)
