from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestPreviewTold(CommunityChangeCommon):
    """What a preview says is what is invoiced, paid and set off afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env["account.tax"].create(
            {"name": "18 %", "amount": 18.0, "company_id": cls.company.id}
        )
        year = cls._new_product("Dues, a year", 500.0, taxes=cls.tax)
        cls.yearly = cls._new_plan("Rider, yearly", year, interval_unit="year")
        (cls.product | cls.big_product).taxes_id = cls.tax

    def _paid(self, contract, day):
        with freeze_time(day):
            for move in contract._get_open_invoices():
                self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=move.ids
                ).create({})._create_payments()

    def _assert_told(self, contract, plan, **options):
        """Preview, change, bill: each bill ahead and what is paid for it come true."""
        found = contract._preview_change(plan, **options)
        self.assertFalse(contract.change_ids.filtered(lambda c: c.new_plan_id == plan))
        contract._change_plan(plan, **options)
        for bill in found["bills"][:4]:
            with freeze_time(bill["date"]):
                moves = contract._bill()
                billed = sum(moves.mapped("amount_total_signed"))
                self.assertAlmostEqual(billed, bill["total"], 2)
                parts = sum(part[3] for part in bill["parts"])
                self.assertAlmostEqual(parts, bill["total"], 2)
                owed = sum(contract._get_open_invoices().mapped("amount_residual"))
                self.assertAlmostEqual(owed, bill["pay"], 2)
                left = sum(contract._get_open_credits().mapped("amount_residual"))
                self.assertAlmostEqual(left, bill["credit"], 2)
            self._paid(contract, bill["date"])
        return found

    def _get_texts(self, contract, found, plan):
        blocks = contract._tell_plan_change(found, plan)
        return [
            (block["title"], [(row[0], round(row[1], 2)) for row in block["rows"]])
            for block in blocks
        ]

    @freeze_time("2026-03-16")
    def test_upgrade_of_a_paid_period(self):
        """W5: credit of the old plan, price of the new one, and their difference."""
        contract = self._billed_contract()
        self._paid(contract, "2026-03-01")
        found = self._assert_told(contract, self.big)
        (now, rows), (_next, [last]) = self._get_texts(contract, found, self.big)
        self.assertEqual(now, "Now")
        self.assertEqual([row[1] for row in rows], [-30.46, 48.73, 18.27])
        self.assertEqual(last, ("04/01/2026", 94.4))

    @freeze_time("2026-03-16")
    def test_downgrade_with_the_next_period(self):
        """W5: nothing now, and the first payment of the new plan on its day."""
        contract = self._billed_contract()
        self._paid(contract, "2026-03-01")
        found = self._assert_told(contract, self.small)
        first, second = self._get_texts(contract, found, self.small)
        self.assertEqual(first[0], "On 04/01/2026")
        self.assertEqual([row[1] for row in first[1]], [20.0, 20.0])
        self.assertEqual(second[1], [("05/01/2026", 20.0)])

    @freeze_time("2026-03-16")
    def test_from_yearly_to_monthly(self):
        """W5: the credit is told once, and which payment is the first one again."""
        contract = self._billed_contract("2026-01-01", plan_id=self.yearly.id)
        self._paid(contract, "2026-01-01")
        day = date(2026, 3, 16)
        found = self._assert_told(contract, self.plan, date=day)
        now, following = contract._tell_plan_change(found, self.plan)
        labels = [row[0] for row in now["rows"]]
        self.assertIn("Credit for days already paid", labels)
        credit, price, left = (row[1] for row in now["rows"])
        self.assertAlmostEqual(credit + price, -left, 2)
        self.assertAlmostEqual(credit, -round(500 * 291 / 365, 2) * 1.18, 2)
        self.assertIn("set off against the next bills", now["note"])
        self.assertEqual(following["title"], "Next payment after that")

    @freeze_time("2026-04-01")
    def test_on_the_boundary_day(self):
        """W5: on the first day of a period that is not billed, nothing is credited."""
        contract = self._billed_contract()
        self._paid(contract, "2026-03-01")
        for plan in (self.big, self.small):
            found = contract._preview_change(plan)
            (now, rows), _next = self._get_texts(contract, found, plan)
            self.assertEqual(now, "Now")
            price = {self.big: 94.4, self.small: 20.0}[plan]
            self.assertEqual([row[1] for row in rows], [price, price])
        self._assert_told(contract, self.big)

    @freeze_time("2026-03-16")
    def test_nothing_billed_yet(self):
        """W5: what was due anyway is told apart; the invoice is the sum of both."""
        contract = self._new_contract(start=date(2026, 3, 1))
        found = self._assert_told(contract, self.big)
        (_now, rows), _next = self._get_texts(contract, found, self.big)
        self.assertEqual(rows[0][0], "Due anyway")
        self.assertEqual(sum(row[1] for row in rows[:-1]), rows[-1][1])

    @freeze_time("2026-03-16")
    def test_an_open_invoice_takes_the_credit(self):
        """W5: what is credited lowers what is open, and the rest is to be paid."""
        contract = self._billed_contract()
        found = self._assert_told(contract, self.big)
        (_now, rows), _next = self._get_texts(contract, found, self.big)
        self.assertEqual(rows[-2], ("Open from before", 59.0))
        self.assertEqual(rows[-1], ("To pay", 77.27))

    @freeze_time("2026-03-16")
    def test_a_credit_is_set_off(self):
        """W2: bills take the credit of their contract, and no other's."""
        contract = self._billed_contract("2026-01-01", plan_id=self.yearly.id)
        other = self._billed_contract("2026-03-01", partner_id=contract.partner_id.id)
        self._paid(contract, "2026-01-01")
        contract._change_plan(self.plan, date=date(2026, 3, 16))
        note = contract._bill()
        self.assertEqual(note.move_type, "out_refund")
        self.assertEqual(contract.paid_until, date(2026, 4, 15), "the year is cut")
        self.assertEqual(other._get_open_invoices().amount_residual, 59.0)
        with freeze_time("2026-04-16"):
            bill = contract._bill()
        self.assertEqual(bill.payment_state, "reversed")
        self.assertAlmostEqual(note.amount_residual, note.amount_total - 59.0, 2)
        self.assertEqual(bill.community_period_ids.standing, "paid")
        self.assertEqual(contract.paid_until, bill.community_period_ids.date_to)
        self.assertIn("set off", contract.credit_words)

    @freeze_time("2026-03-16")
    def test_credits_made_by_hand_are_left_alone(self):
        """A credit note that somebody made is not set off by itself."""
        contract = self._billed_contract()
        self._paid(contract, "2026-03-01")
        move = self.env["account.move"].search(
            [("community_contract_id", "=", contract.id)]
        )
        note = move._reverse_moves([{"invoice_date": date(2026, 3, 16)}])
        note.action_post()
        with freeze_time("2026-04-01"):
            bill = contract._bill()
        self.assertEqual(bill.amount_residual, bill.amount_total)
        self.assertEqual(note.amount_residual, note.amount_total)
