from odoo import fields, models
from odoo.tools import SQL


class CommunityRevenueMonth(models.Model):
    """What of each billed period was earned in each month, by days.

    Dues of a year are income of twelve months. Shares are rounded on the running
    total, so that the months of a period add up to what was billed. Fees are earned on
    their day. Amounts are in the company's currency, at the rate of the invoice.
    """

    _name = "community.revenue.month"
    _description = "Earned Revenue by Month"
    _auto = False
    _order = "month DESC, id DESC"
    _rec_name = "contract_id"

    period_id = fields.Many2one("community.contract.period", readonly=True)
    contract_id = fields.Many2one("community.contract", readonly=True)
    plan_id = fields.Many2one("community.plan", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    move_id = fields.Many2one("account.move", "Invoice", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    invoice_date = fields.Date(readonly=True)
    month = fields.Date(readonly=True)
    amount = fields.Monetary("Earned", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT share.period_id::bigint * 1000 + share.place AS id,
                   share.period_id, share.contract_id, share.plan_id,
                   share.partner_id, share.move_id, share.company_id,
                   share.currency_id, share.invoice_date, share.month,
                   ROUND(share.total * share.days_done / share.days, share.digits)
                   - ROUND(share.total * share.days_before / share.days, share.digits)
                       AS amount
              FROM (%s) share
            """,
            self._sql_shares(),
        )

    def _sql_shares(self):
        """Each month that a billed period touches, with its running days."""
        return SQL(
            """
            SELECT billed.*, months.month::date AS month, months.place,
                   LEAST(billed.last_day,
                         (months.month + interval '1 month')::date - 1)
                       - billed.first_day + 1 AS days_done,
                   GREATEST(months.month::date, billed.first_day)
                       - billed.first_day AS days_before
              FROM (%s) billed,
                   LATERAL (
                       SELECT month, ROW_NUMBER() OVER (ORDER BY month) AS place
                         FROM generate_series(
                             date_trunc('month', billed.first_day::timestamp),
                             billed.last_day::timestamp, interval '1 month') AS month
                   ) months
            """,
            self._sql_billed(),
        )

    def _sql_billed(self):
        """Billed rows of posted invoices in the company's currency."""
        return SQL(
            """
            SELECT period.id AS period_id, period.contract_id, contract.plan_id,
                   contract.partner_id, period.company_id, period.move_id,
                   company.currency_id, move.invoice_date,
                   period.date_from AS first_day,
                   CASE WHEN period.kind IN ('joining', 'fee') THEN period.date_from
                        ELSE period.date_to END AS last_day,
                   CASE WHEN period.kind IN ('joining', 'fee') THEN 1
                        ELSE period.date_to - period.date_from + 1 END AS days,
                   period.amount_untaxed
                       * COALESCE(ABS(move.amount_untaxed_signed
                                      / NULLIF(move.amount_untaxed, 0)), 1) AS total,
                   CASE WHEN currency.rounding < 1
                        THEN CEIL(-LOG(currency.rounding))::int ELSE 0 END AS digits
              FROM community_contract_period period
              JOIN community_contract contract ON contract.id = period.contract_id
              JOIN account_move move ON move.id = period.move_id
              JOIN res_company company ON company.id = period.company_id
              JOIN res_currency currency ON currency.id = company.currency_id
             WHERE period.state = 'billed' AND move.state = 'posted'
            """
        )

    def action_open_invoice(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }
