from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import users

from .common import TODAY, CommunitySubscriptionCommon


@freeze_time(TODAY)
class TestContractProfit(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tracked = cls._new_plan("Berth", track_profit=True)
        cls.contract = cls._new_contract(cls.tracked)
        cls.other = cls._new_contract(cls.tracked)
        cls.contract._bill()
        cls.account = cls.contract.analytic_account_id
        cls.column = cls.account.root_plan_id._column_name()
        cls.supplier = cls._new_member("Marina Supplies")

    def _new_bill(self, amount, percent, **values):
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.supplier.id,
                "company_id": self.company.id,
                "invoice_date": TODAY,
                "invoice_line_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Towels",
                            "price_unit": amount,
                            "tax_ids": [(5,)],
                            "analytic_distribution": {str(self.account.id): percent},
                        },
                    )
                ],
                **values,
            }
        )
        bill.action_post()
        return bill

    def _figures(self):
        self.env.flush_all()
        contract = self.contract.with_user(self.treasurer)
        contract.invalidate_recordset()
        return contract.income, contract.cost, contract.margin

    def test_invoice_counts_once(self):
        """W9: an invoice with the contract's own account is income only once."""
        move = self.contract.period_ids.move_id
        lines = move.invoice_line_ids
        lines.analytic_distribution = {str(self.account.id): 100}
        self.env.flush_all()
        self.assertTrue(
            self.env["account.analytic.line"].search_count(
                [("move_line_id", "in", lines.ids)]
            )
        )
        self.assertEqual(self._figures(), (50.0, 0.0, 50.0))

    def test_bills_and_parts_of_bills(self):
        """W9: vendor bills cost as much as their distribution says."""
        self._new_bill(10.0, 100)
        self._new_bill(40.0, 25)
        self.assertEqual(self._figures(), (50.0, 20.0, 30.0))
        self._new_bill(4.0, 50, move_type="in_refund")
        self.assertEqual(self._figures(), (50.0, 18.0, 32.0))

    def test_credit_note_lowers_the_income(self):
        """W9: a credit note of the contract is negative income, not cost."""
        move = self.contract.period_ids.move_id
        refund = move._reverse_moves([{"invoice_date": TODAY}])
        refund.community_contract_id = self.contract
        refund.invoice_line_ids.price_unit = 15.0
        refund.action_post()
        self.assertEqual(self._figures(), (35.0, 0.0, 35.0))

    def test_entries_by_hand(self):
        """W9: entries on the account count by their sign, hours as cost."""
        lines = self.env["account.analytic.line"]
        for amount in (-12.0, 5.0):
            lines.create(
                {
                    "name": "By hand",
                    self.column: self.account.id,
                    "amount": amount,
                    "company_id": self.company.id,
                }
            )
        self.assertEqual(self._figures(), (55.0, 12.0, 43.0))

    def test_contracts_do_not_take_from_each_other(self):
        """W9: an invoice belongs to its contract, whatever account it names."""
        self.other._bill()
        lines = self.other.period_ids.move_id.invoice_line_ids
        lines.analytic_distribution = {str(self.account.id): 100}
        self.assertEqual(self._figures(), (50.0, 0.0, 50.0))

    def test_margin_of_a_group_is_of_its_sums(self):
        """W9: the percentage of many rows is that of their sums; rows open."""
        self._new_bill(20.0, 100)
        self.env.flush_all()
        rows = self.env["community.contract.profit"].with_user(self.treasurer)
        domain = [("contract_id", "=", self.contract.id)]
        [(percent,)] = rows._read_group(domain, [], ["margin_percent:avg"])
        self.assertAlmostEqual(percent, 60.0)
        for row in rows.search(domain):
            action = row.action_open()
            self.assertEqual(action["res_model"], "account.move")
        self.assertEqual(set(rows.search(domain).mapped("source")), {"invoice", "bill"})

    def test_same_queries_for_many(self):
        """W9, W3: the margin in a list is read at once for all contracts."""
        counts = []
        for contracts in (self.contract, self.contract + self.other):
            contracts = contracts.with_user(self.treasurer)
            contracts.mapped("margin")
            self.env.invalidate_all()
            contracts.mapped("name")
            start = self.env.cr.sql_log_count
            contracts.mapped("margin")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(*counts)

    @users("community_sub_officer")
    def test_profit_is_for_treasurers(self):
        """W9: officers sell; what a contract earns is not theirs to see."""
        with self.assertRaises(AccessError):
            self.contract.with_user(self.env.user).read(["margin"])
        with self.assertRaises(AccessError):
            self.env["community.contract.profit"].search([])
