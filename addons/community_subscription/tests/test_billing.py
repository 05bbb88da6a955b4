from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import CommunitySubscriptionCommon

DAY = date(2026, 3, 10)


@freeze_time(DAY)
class TestBilling(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env["account.tax"].create(
            {"name": "20 %", "amount": 20.0, "company_id": cls.company.id}
        )
        cls.product.taxes_id = cls.tax

    def _get_rows(self, contract, state="billed"):
        return contract.period_ids.filtered(lambda row: row.state == state)

    def test_one_invoice_per_due_period(self):
        """W6: what is due becomes a posted invoice, exactly as the schedule said."""
        contract = self._new_contract()
        planned = contract.period_ids[0]
        announced = planned.amount_untaxed, planned.amount_tax, planned.amount_total
        move = contract._bill(DAY)
        self.assertEqual(len(move), 1)
        self.assertRecordValues(
            move,
            [
                {
                    "state": "posted",
                    "move_type": "out_invoice",
                    "partner_id": contract.payer_id.id,
                    "invoice_date": DAY,
                    "community_contract_id": contract.id,
                    "invoice_origin": contract.name,
                }
            ],
        )
        self.assertEqual(
            (move.amount_untaxed, move.amount_tax, move.amount_total), announced
        )
        self.assertEqual(announced, (50.0, 10.0, 60.0))
        self.assertEqual(self._get_rows(contract), move.community_period_ids)
        self.assertGreater(contract.next_bill_date, DAY)

    def test_twice_in_a_row(self):
        """W6: the second run finds nothing to bill."""
        contract = self._new_contract()
        self.assertEqual(len(contract._bill(DAY)), 1)
        self.assertFalse(contract._bill(DAY))
        self.assertEqual(len(self._get_rows(contract)), 1)

    def test_payer_is_billed(self):
        """W6: who pays gets the invoice, not the member."""
        payer = self.env["res.partner"].create({"name": "Mother"})
        contract = self._new_contract(payer_id=payer.id)
        self.assertEqual(contract._bill(DAY).partner_id, payer)

    def test_catch_up_separately(self):
        """W6: after an outage every missed period gets an invoice of its own."""
        contract = self._new_contract(start=date(2026, 1, 10))
        moves = contract._bill(DAY)
        self.assertEqual(
            moves.mapped("invoice_date"),
            [date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)],
        )
        # Nobody could pay before: what is made late is due on the day it is made.
        self.assertEqual(set(moves.mapped("invoice_date_due")), {DAY})
        self.assertEqual(len(self._get_rows(contract)), 3)

    def test_catch_up_together(self):
        """W6: or all missed periods go on one invoice."""
        self.company.community_bill_catch_up = "together"
        contract = self._new_contract(start=date(2026, 1, 10))
        move = contract._bill(DAY)
        self.assertRecordValues(move, [{"amount_untaxed": 150, "invoice_date": DAY}])
        self.assertEqual(len(move.community_period_ids), 3)

    def test_dated_today(self):
        """W6: the invoices of a late run may bear its own day."""
        self.company.community_bill_dating = "today"
        contract = self._new_contract(start=date(2026, 2, 10))
        self.assertEqual(set(contract._bill(DAY).mapped("invoice_date")), {DAY})

    def test_closed_period(self):
        """W6: a day in a closed period is billed with the day of the run."""
        contract = self._new_contract(start=date(2026, 2, 10))
        self.company.sudo().fiscalyear_lock_date = date(2026, 2, 28)
        self.assertEqual(contract._bill(DAY).mapped("invoice_date"), [DAY, DAY])

    def test_everything_closed(self):
        """W6: if today is closed, too, the contract says so."""
        contract = self._new_contract()
        self.company.sudo().fiscalyear_lock_date = date(2026, 3, 31)
        self.assertFalse(contract._bill(DAY))
        self.assertIn("closed", contract.bill_error)

    def test_negative_sum_is_a_credit_note(self):
        """W6: what is less than nothing becomes a credit note of the same amount."""
        contract = self._new_contract()
        contract._bill(DAY)
        product = self._new_product("Gift", -70.0)
        contract.line_ids = [
            (0, 0, {"product_id": product.id, "date_start": date(2026, 4, 10)})
        ]
        contract._lay_out()
        with freeze_time("2026-04-10"):
            move = contract._bill(date(2026, 4, 10))
        self.assertRecordValues(
            move,
            [{"move_type": "out_refund", "state": "posted", "amount_total": 10.0}],
        )

    def test_officer_may_not_post_but_billing_may(self):
        """W6: billing follows from the contract, whoever starts it."""
        contract = self._new_contract().with_user(self.sub_officer)
        self.assertEqual(contract._bill(DAY).sudo().state, "posted")


@freeze_time(DAY)
class TestBillingFaults(CommunitySubscriptionCommon):
    def _get_activities(self, contract):
        return contract.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("community_subscription.mail_activity_type_bill_error")
            )
        )

    def test_told_once_and_taken_back(self):
        """W6: one reason, one activity, however often it runs; gone when mended."""
        product = self._new_product("Old tariff", 40.0)
        plan = self._new_plan("Old", product)
        bad, good = self._new_contract(plan), self._new_contract()
        product.active = False
        moves = (bad + good)._bill(DAY)
        self.assertEqual(moves.community_contract_id, good)
        self.assertEqual(bad.bill_error, "The product Old tariff is archived.")
        self.assertEqual(len(self._get_activities(bad)), 1)
        since = bad.bill_error_date
        with freeze_time("2026-03-11"):
            self.assertFalse((bad + good)._bill(DAY))
        self.assertEqual(len(self._get_activities(bad)), 1)
        self.assertEqual(bad.bill_error_date, since)
        product.active = True
        self.assertEqual(len(bad._bill(DAY)), 1)
        self.assertFalse(bad.bill_error)
        self.assertFalse(self._get_activities(bad))

    @mute_logger("odoo.addons.community_subscription.models.community_contract_billing")
    def test_unforeseen_fault_stops_nobody_else(self):
        """W6: a fault that nobody looked for is found by halves."""
        contracts = self._new_contract()
        for _number in range(6):
            contracts += self._new_contract()
        bad = contracts[4]
        kind = type(self.env["account.move"])
        post = kind._post

        def refuse(moves, soft=True):
            if bad in moves.community_contract_id:
                fault = "The fiscal printer is on fire"
                raise UserError(fault)
            return post(moves, soft=soft)

        self.patch(kind, "_post", refuse)
        moves = contracts._bill(DAY)
        self.assertEqual(len(moves), 6)
        self.assertEqual(bad.bill_error, "The fiscal printer is on fire")
        self.assertEqual(len(self._get_activities(bad)), 1)

    def test_reasons_in_words(self):
        """W6: what is missing is said as a treasurer would say it."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).unlink()
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )
        foreign = self._new_contract(pricelist_id=pricelist.id)
        payer = self.env["res.partner"].create({"name": "Gone"})
        gone = self._new_contract(payer_id=payer.id)
        payer.active = False
        (foreign + gone)._bill(DAY)
        self.assertIn("EUR has no rate", foreign.bill_error)
        self.assertEqual(gone.bill_error, "The payer Gone is archived.")

    def test_archived_journal(self):
        """W6: the journal that was chosen was archived."""
        journal = self.env["account.journal"].create(
            {
                "name": "Dues",
                "type": "sale",
                "code": "DUES",
                "company_id": self.company.id,
            }
        )
        self.company.sudo().community_bill_journal_id = journal
        contract = self._new_contract()
        journal.active = False
        contract._bill(DAY)
        self.assertIn("Dues is archived", contract.bill_error)
        journal.active = True
        self.assertEqual(contract._bill(DAY).journal_id, journal)
