from odoo import fields, models
from odoo.tools import SQL

BUCKETS = [
    ("0", "Not Due"),
    ("1", "1-30 Days"),
    ("2", "31-60 Days"),
    ("3", "61-90 Days"),
    ("4", "Over 90 Days"),
]


class CommunityDebtorItem(models.Model):
    """Open items of payers, one row each: the ageing list."""

    _name = "community.debtor.item"
    _description = "Open Item"
    _auto = False
    _order = "date_due, id"
    _rec_name = "name"

    name = fields.Char("Invoice", readonly=True)
    move_id = fields.Many2one(
        "account.move", readonly=True, groups="account.group_account_invoice"
    )
    partner_id = fields.Many2one("res.partner", "Payer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the Company"
    )
    contract_id = fields.Many2one("community.contract", readonly=True)
    plan_id = fields.Many2one("community.plan", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Date("Invoiced On", readonly=True)
    date_due = fields.Date("Due On", readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    bucket = fields.Selection(BUCKETS, "Age", readonly=True)
    residual = fields.Monetary(
        "Open", currency_field="company_currency_id", readonly=True
    )
    residual_currency = fields.Monetary("Open in Its Currency", readonly=True)
    is_late_charge = fields.Boolean("Fee or Interest", readonly=True)
    is_disputed = fields.Boolean("Disputed", readonly=True)

    @property
    def _table_query(self):
        return self._sql_items()

    def _sql_items(self):
        """Uses the index on open items: what was paid is not even looked at."""
        return SQL(
            """
            SELECT line.id, line.move_name AS name, line.move_id, line.partner_id,
                   line.company_id, line.currency_id, line.date,
                   move.community_contract_id AS contract_id, contract.plan_id,
                   COALESCE(line.date_maturity, line.date) AS date_due,
                   %(today)s::date - COALESCE(line.date_maturity, line.date)
                       AS days_overdue,
                   CASE WHEN line.amount_residual < 0
                          OR COALESCE(line.date_maturity, line.date) >= %(today)s
                        THEN '0'
                        ELSE LEAST(
                            (%(today)s::date - COALESCE(line.date_maturity, line.date)
                             + 29) / 30, 4)::text
                   END AS bucket,
                   line.amount_residual AS residual,
                   line.amount_residual_currency AS residual_currency,
                   COALESCE(move.is_late_charge, FALSE) AS is_late_charge,
                   COALESCE(move.is_disputed, FALSE) AS is_disputed
              FROM account_move_line line
              JOIN account_account account ON account.id = line.account_id
               AND account.account_type = 'asset_receivable'
              JOIN account_move move ON move.id = line.move_id
         LEFT JOIN community_contract contract
                ON contract.id = move.community_contract_id
             WHERE line.parent_state = 'posted' AND line.reconciled IS NOT TRUE
               AND line.amount_residual != 0 AND line.partner_id IS NOT NULL
            """,
            today=fields.Date.context_today(self),
        )

    def action_open_invoice(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }
