from odoo import api, models
from odoo.tools import SQL


class CommunityContractPeriod(models.Model):
    """How many invoices the rows of a schedule become.

    What is due of one contract goes on one invoice for each day, or on a single one,
    as the company has it; less than nothing makes a credit note. This is the one place
    that says so: billing groups its rows by it, and the overview counts by it.
    """

    _inherit = "community.contract.period"

    def _get_bill_key(self):
        """Rows with the same key go on one invoice."""
        self.ensure_one()
        is_together = self.company_id.community_bill_catch_up == "together"
        return (self.contract_id, False if is_together else self.bill_date)

    @api.model
    def _count_bills(self, company, domain):
        """What the rows of a company become, counted by the database.

        :return: list of (currency, is_credit, number, sum)
        """
        query = self._search(domain)
        names = ["contract_id", "currency_id", "bill_date"]
        if company.community_bill_catch_up == "together":
            names.remove("bill_date")
        query.groupby = SQL(", ").join(
            SQL.identifier(query.table, name) for name in names
        )
        bills = query.select(
            SQL.identifier(query.table, "currency_id"),
            SQL("SUM(%s) AS total", SQL.identifier(query.table, "amount_total")),
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT currency_id, total < 0, COUNT(*), SUM(total)"
                " FROM (%s) bill GROUP BY currency_id, total < 0",
                bills,
            )
        )
        currencies = self.env["res.currency"]
        return [
            (currencies.browse(currency), is_credit, number, float(total))
            for currency, is_credit, number, total in rows
        ]
