from odoo import api, fields, models
from odoo.tools import SQL


class CommunityContractProfit(models.Model):
    """Income and cost of the contracts, entry by entry, in the company's currency.

    A contract's own invoices and credit notes are its income. Everything else comes by
    its analytic account: bills of vendors, timesheets, fees, entries made by hand. What
    an invoice of any contract wrote into the analytic ledger is left out: it is counted
    with the invoice already.
    """

    _name = "community.contract.profit"
    _description = "Profitability of Contracts"
    _auto = False
    _order = "date DESC, id DESC"
    _rec_name = "name"

    contract_id = fields.Many2one("community.contract", readonly=True)
    plan_id = fields.Many2one("community.plan", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date(readonly=True)
    name = fields.Char("Description", readonly=True)
    source = fields.Selection(
        [
            ("invoice", "Invoice"),
            ("refund", "Credit Note"),
            ("bill", "Vendor Bill"),
            ("timesheet", "Timesheet"),
            ("other", "Other Entry"),
        ],
        readonly=True,
    )
    income = fields.Monetary(readonly=True)
    cost = fields.Monetary(readonly=True)
    margin = fields.Monetary(readonly=True)
    margin_percent = fields.Float("Margin (%)", readonly=True, aggregator="avg")
    move_id = fields.Many2one("account.move", "Journal Entry", readonly=True)
    analytic_line_id = fields.Many2one(
        "account.analytic.line", "Analytic Item", readonly=True
    )

    @property
    def _table_query(self):
        parts = [self._sql_own_invoices()]
        parts += [
            self._sql_analytic(number, plan._column_name())
            for number, plan in enumerate(self._get_analytic_plans())
        ]
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _get_analytic_plans(self):
        project_plan, other_plans = self.env["account.analytic.plan"]._get_all_plans()
        return project_plan | other_plans

    @api.model
    def _sql_own_invoices(self):
        return SQL(
            """
            SELECT line.id::bigint * 64 AS id,
                   contract.id AS contract_id, contract.plan_id, contract.partner_id,
                   move.company_id, company.currency_id,
                   line.date, line.name::varchar AS name,
                   (CASE WHEN move.move_type = 'out_refund' THEN 'refund'
                         ELSE 'invoice' END)::varchar AS source,
                   -line.balance AS income, 0::numeric AS cost,
                   -line.balance AS margin, 0::numeric AS margin_percent,
                   move.id AS move_id, NULL::integer AS analytic_line_id
              FROM account_move move
              JOIN community_contract contract
                ON contract.id = move.community_contract_id
              JOIN account_move_line line ON line.move_id = move.id
              JOIN res_company company ON company.id = move.company_id
             WHERE move.state = 'posted'
               AND line.display_type IN ('product', 'rounding')
            """
        )

    @api.model
    def _sql_analytic(self, number, column):
        """:param column: where the analytic lines keep the accounts of a plan"""
        return SQL(
            """
            SELECT line.id::bigint * 64 + %(number)s AS id,
                   contract.id, contract.plan_id, contract.partner_id,
                   line.company_id, company.currency_id,
                   line.date, line.name::varchar,
                   (%(source)s)::varchar,
                   CASE WHEN %(is_income)s THEN line.amount ELSE 0 END,
                   CASE WHEN %(is_income)s THEN 0 ELSE -line.amount END,
                   line.amount, 0::numeric,
                   entry.move_id, line.id
              FROM account_analytic_line line
              JOIN community_contract contract
                ON contract.analytic_account_id = line.%(column)s
              JOIN res_company company ON company.id = line.company_id
         LEFT JOIN account_move_line entry ON entry.id = line.move_line_id
         LEFT JOIN account_move move ON move.id = entry.move_id
             WHERE move.community_contract_id IS NULL
            """,
            number=number + 1,
            column=SQL.identifier(column),
            source=self._sql_source(),
            is_income=self._sql_is_income(),
        )

    @api.model
    def _sql_source(self):
        """What an analytic line comes from; bridges know more kinds."""
        return SQL(
            """
            CASE WHEN move.move_type IN ('in_invoice', 'in_refund', 'in_receipt')
                 THEN 'bill'
                 WHEN move.move_type IN ('out_invoice', 'out_receipt') THEN 'invoice'
                 WHEN move.move_type = 'out_refund' THEN 'refund'
                 ELSE 'other' END
            """
        )

    @api.model
    def _sql_is_income(self):
        # A refund of a vendor lowers the cost, a credit note the income.
        return SQL(
            """
            (move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
             OR (COALESCE(move.move_type, 'entry') = 'entry' AND line.amount > 0))
            """
        )

    def _read_group_select(self, aggregate_spec, query):
        """The margin of many rows is the margin of their sums."""
        if aggregate_spec != "margin_percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "COALESCE(SUM(%(margin)s) / NULLIF(SUM(%(income)s), 0) * 100, 0)",
            margin=self._field_to_sql(self._table, "margin", query),
            income=self._field_to_sql(self._table, "income", query),
        )

    def action_open(self):
        """The entry behind the row: the invoice or bill, else the analytic item."""
        self.ensure_one()
        record = self.move_id or self.analytic_line_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
