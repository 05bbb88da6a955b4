from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .common import CommunitySubscriptionCommon


class TestDeferredRevenue(CommunitySubscriptionCommon):
    """Dues of a year are income of twelve months."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["account.account"].create(
            {
                "name": "Dues not earned yet",
                "code": "209900",
                "account_type": "liability_current",
            }
        )
        yearly = cls._new_plan(
            "Yearly",
            product=cls._new_product("Dues of a year", 365.0),
            interval_unit="year",
        )
        with freeze_time("2026-03-11"):
            cls.contract = cls._new_contract(yearly, start=date(2026, 3, 11))
            cls.moves = cls.contract._bill(date(2026, 3, 11))

    def _wizard(self, day="2026-03-31", user=None):
        return (
            self.env["community.revenue.deferral"]
            .with_user(user or self.treasurer)
            .with_company(self.company)
            .create({"date": day, "account_id": self.account.id})
        )

    def test_months_add_up(self):
        """A year from 11 March has thirteen months; together they are the invoice."""
        rows = self.env["community.revenue.month"].search(
            [("contract_id", "=", self.contract.id)], order="month"
        )
        self.assertEqual(rows[0].amount, 21.0)
        self.assertEqual(rows[1].amount, 30.0)
        self.assertEqual(len(rows), 13)
        self.assertEqual(sum(rows.mapped("amount")), self.moves.amount_untaxed)

    def test_entry_and_reverse(self):
        """What is not earned leaves income on the last day and is back on the next."""
        wizard = self._wizard()
        self.assertEqual(wizard.amount, 344.0)
        wizard.action_post()
        entries = self.env["account.move"].search(
            [("journal_id.type", "=", "general"), ("company_id", "=", self.company.id)],
            order="date",
        )
        self.assertEqual(entries.mapped("date"), [date(2026, 3, 31), date(2026, 4, 1)])
        self.assertEqual(set(entries.mapped("state")), {"posted"})
        on_account = entries[0].line_ids.filtered(
            lambda line: line.account_id == self.account
        )
        self.assertEqual(on_account.credit, 344.0)
        self.assertFalse(sum(entries.line_ids.mapped("balance")))

    def test_twice(self):
        """A month end has one entry."""
        self._wizard().action_post()
        with self.assertRaisesRegex(UserError, "deferred already"):
            self._wizard().action_post()

    def test_everything_earned(self):
        """After the year nothing is left to defer."""
        with self.assertRaisesRegex(UserError, "is earned by that day"):
            self._wizard("2027-03-10").action_post()

    def test_last_day_but_one(self):
        """On the day before the last, one day is left."""
        self.assertEqual(self._wizard("2027-03-09").amount, 1.0)

    def test_only_the_treasurer(self):
        """An officer neither sees what was earned nor posts."""
        with self.assertRaises(AccessError):
            self._wizard(user=self.sub_officer)
        with self.assertRaises(AccessError):
            self.env["community.revenue.month"].with_user(self.sub_officer).search([])
