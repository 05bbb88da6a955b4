from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import users
from odoo.tools import file_open

from .common import TODAY, CommunitySubscriptionCommon


@freeze_time(TODAY)
class TestOverview(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_contract()
        cls.dear = cls._new_plan("Rider, all halls", cls._new_product("Halls", 80.0))

    def _overview(self):
        self.env.flush_all()
        overview = self.env["community.subscription.overview"]
        return overview.with_user(self.treasurer).get_overview()

    def _mrr(self):
        running = self.env["community.contract"].search(
            [("company_id", "=", self.company.id)]
        )
        return sum(running.mapped("mrr"))

    def test_movements_tie_to_the_contracts(self):
        """W9: all movements together are the monthly revenue of today's contracts."""
        second = self._new_contract()
        with freeze_time("2026-03-15"):
            second._change_plan(self.dear, date(2026, 3, 15))
        with freeze_time("2026-03-20"):
            self._new_contract()._close(date(2026, 3, 20))
        with freeze_time("2026-04-02"):
            self.env["community.contract"].search([])._refresh_state()
            self.env.flush_all()
            groups = self.env["community.contract.movement"]._read_group(
                [("company_id", "=", self.company.id)], [], ["mrr:sum"]
            )
        self.assertAlmostEqual(groups[0][0], self._mrr())

    def test_revenue_ties_to_the_invoices(self):
        """W9: monthly plans bill in a month what the monthly revenue says."""
        self._new_contract(self.dear)
        contracts = self.env["community.contract"].search(
            [("company_id", "=", self.company.id)]
        )
        contracts._bill()
        invoiced = sum(contracts.invoice_ids.mapped("amount_untaxed_signed"))
        self.assertAlmostEqual(invoiced, self._mrr())
        month = self._overview()["months"][-1]
        self.assertAlmostEqual(month["closing"], invoiced)

    def test_numbers_open_to_their_rows(self):
        """Each number is the number of the rows that its domain finds."""
        self.contract.bill_error = "No account"
        draft = self._new_contract(confirm=False)
        data = self._overview()
        counts = {tile["name"]: tile["count"] for tile in data["attention"]}
        contracts = self.env["community.contract"]
        for name in ("bill_error", "draft", "ends_soon", "hold", "no_card"):
            found = contracts.search(data["domains"][name])
            self.assertEqual(counts[name], len(found), name)
        self.assertEqual(contracts.search(data["domains"]["draft"]), draft)
        self.assertEqual(contracts.search(data["domains"]["bill_error"]), self.contract)

    def test_what_is_due_and_overdue(self):
        """The morning shows what is to be invoiced, what is due, what is late."""

        def counts():
            return {row["name"]: row["count"] for row in self._overview()["attention"]}

        self.assertEqual(counts()["to_bill"], 1)
        self.contract._bill()
        self.assertEqual(counts()["to_bill"], 0)
        self.assertEqual(counts()["due"], 1)
        with freeze_time("2026-05-01"):
            self.assertEqual(counts()["overdue"], 1)

    def test_one_word_for_a_movement(self):
        """W9: movements are called as in the reports, and each has its colour."""
        names = self._overview()["movement_names"]
        movements = self.env["community.contract.movement"]
        labels = movements.fields_get(["movement"])["movement"]["selection"]
        self.assertEqual(
            names, {name: label for name, label in labels if name in names}
        )
        self.assertEqual(set(names), set(self._overview()["months"][0]["movements"]))
        with file_open(
            "community_subscription/static/src/movement/movement.scss"
        ) as file:
            colours = file.read()
        for name in names:
            self.assertIn(f'"{name}":', colours)

    def test_cannot_be_billed_is_no_invoice(self):
        """W6: what cannot be billed has its own number, and is not announced."""
        self.assertEqual(self._due()["count"], 1)
        self.contract.bill_error = "No account"
        self.assertEqual(self._due()["count"], 0)

    def _due(self):
        rows = self._overview()["attention"]
        return next(row for row in rows if row["name"] == "to_bill")

    def test_forecast_is_the_schedule(self):
        """W5: planned rows by month, late ones in the current month."""
        forecast = self._overview()["forecast"]
        self.assertEqual(len(forecast), 12)
        planned = self.contract.period_ids.filtered(
            lambda row: row.state == "planned" and row.bill_date < date(2027, 3, 1)
        )
        self.assertAlmostEqual(
            sum(month["amount"] for month in forecast),
            sum(planned.mapped("amount_untaxed")),
        )

    def test_cohorts(self):
        """Who joined in a month, and who of them is still there."""
        with freeze_time("2026-01-05"):
            old = self._new_contract(start=date(2026, 1, 5))
            self._new_contract(start=date(2026, 1, 5))
        self.env["community.contract.change"].create(
            {
                "contract_id": old.id,
                "date": date(2026, 2, 10),
                "kind": "close",
                "movement": "churn",
                "state": "done",
            }
        )
        self.env.flush_all()
        cohorts = self.env["community.contract.cohort"].with_user(self.treasurer)
        table = cohorts.get_cohorts()
        self.assertEqual(table["rows"][0]["month"], "2026-01-01")
        self.assertEqual(table["rows"][0]["percents"], [100, 50, 50])
        self.assertEqual(table["rows"][1]["percents"], [100])

    def test_same_queries_for_many(self):
        """W3: the screen takes the same number of queries for any number of rows."""
        # One environment for all, which knows its user, and two rehearsals: the first
        # fills what the registry keeps, languages among it, which the second therefore
        # reads by the user's rules, as all that follow.
        overview = self.env["community.subscription.overview"]
        overview = overview.with_user(self.treasurer)
        counts = []
        for _number in range(4):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            overview.get_overview()
            counts.append(self.env.cr.sql_log_count - start)
            self._new_contract()
            self._new_contract()
        self.assertEqual(*counts[2:])

    @users("community_sub_officer", "community_internal")
    def test_for_treasurers_alone(self):
        """Revenue is not shown to others."""
        with self.assertRaises(AccessError):
            self.env["community.subscription.overview"].get_overview()
        with self.assertRaises(AccessError):
            self.env["community.contract.cohort"].get_cohorts()
