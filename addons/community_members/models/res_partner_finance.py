from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

FINANCE_GROUP = "community_members.group_member_finance"


class ResPartner(models.Model):
    """Money at a glance: figures over the whole tree, and the credit terms."""

    _inherit = "res.partner"

    member_turnover = fields.Monetary(
        "Turnover",
        compute="_compute_member_figures",
        groups=FINANCE_GROUP,
        help="Invoiced without taxes by this company, with everything below.",
    )
    member_balance = fields.Monetary(
        "Balance",
        compute="_compute_member_figures",
        groups=FINANCE_GROUP,
        help="Owed to this company today, with everything below.",
    )
    member_overdue = fields.Monetary(
        "Overdue",
        compute="_compute_member_figures",
        search="_search_member_overdue",
        groups=FINANCE_GROUP,
        help="Part of the balance whose due date has passed.",
    )
    late_interest_rate = fields.Float(
        "Late Interest (% a Year)", company_dependent=True, groups=FINANCE_GROUP
    )
    credit_risk_class = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")],
        "Risk Class",
        company_dependent=True,
        groups=FINANCE_GROUP,
    )
    credit_note = fields.Char("Note on Credit", groups=FINANCE_GROUP)
    payment_token_count = fields.Integer(
        "Payment Cards", compute="_compute_payment_token_count"
    )

    @api.depends_context("company")
    def _compute_member_figures(self):
        figures = self._get_tree_figures()
        for partner in self:
            turnover, balance, overdue = figures.get(
                partner._origin.id, (0.0, 0.0, 0.0)
            )
            partner.member_turnover = turnover
            partner.member_balance = balance
            partner.member_overdue = overdue

    def _get_tree_figures(self):
        """Turnover, balance, overdue of each record with everything below it.

        Invoices count where they were addressed (a branch, an employee), in the
        current company and its currency.

        :return: {partner id: (turnover, balance, overdue)}
        """
        self.env["account.move.line"].flush_model()
        self.env["account.move"].flush_model()
        self.flush_model(["parent_id"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE %(tree)s,
                open_items AS (
                    SELECT tree.root,
                           SUM(line.amount_residual) AS balance,
                           SUM(line.amount_residual) FILTER (
                               WHERE line.date_maturity < %(today)s
                                 AND line.amount_residual > 0) AS overdue
                      FROM tree
                      JOIN account_move move ON move.partner_id = tree.id
                      JOIN account_move_line line ON line.move_id = move.id
                      JOIN account_account account ON account.id = line.account_id
                     WHERE move.company_id = %(company)s AND move.state = 'posted'
                       AND account.account_type = 'asset_receivable'
                       AND NOT COALESCE(line.reconciled, false)
                  GROUP BY tree.root
                )
                SELECT root.id, turnover.amount, open_items.balance, open_items.overdue
                  FROM (SELECT DISTINCT root AS id FROM tree) root
             LEFT JOIN (%(turnover)s) turnover ON turnover.root = root.id
             LEFT JOIN open_items ON open_items.root = root.id
                """,
                tree=self._sql_tree(),
                today=fields.Date.context_today(self),
                company=self.env.company.id,
                turnover=self._sql_turnover(),
            )
        )
        return {row[0]: tuple(value or 0.0 for value in row[1:]) for row in rows}

    @api.model
    def _search_member_overdue(self, operator, value):
        """Members who, with everything below them, owe more than `value` too late."""
        if operator != ">" or value < 0:
            return NotImplemented
        self.env["account.move.line"].flush_model()
        self.flush_model(["parent_id"])
        # Every overdue item is carried up to all records above its own.
        late = SQL(
            """
            WITH RECURSIVE climb(id, amount) AS (
                SELECT move.partner_id, SUM(line.amount_residual)
                  FROM account_move_line line
                  JOIN account_move move ON move.id = line.move_id
                  JOIN account_account account ON account.id = line.account_id
                 WHERE move.company_id = %(company)s AND move.state = 'posted'
                   AND account.account_type = 'asset_receivable'
                   AND NOT COALESCE(line.reconciled, false)
                   AND line.amount_residual > 0 AND line.date_maturity < %(today)s
              GROUP BY move.partner_id
             UNION ALL
                SELECT partner.parent_id, climb.amount
                  FROM climb
                  JOIN res_partner partner ON partner.id = climb.id
                 WHERE partner.parent_id IS NOT NULL
            )
            SELECT id FROM climb
          GROUP BY id HAVING SUM(amount) > %(value)s
            """,
            company=self.env.company.id,
            today=fields.Date.context_today(self),
            value=value,
        )
        return Domain("id", "in", late)

    def _sql_turnover(self, date_from=None, date_to=None):
        period = SQL("true")
        if date_from and date_to:
            period = SQL("move.invoice_date BETWEEN %s AND %s", date_from, date_to)
        return SQL(
            """
            SELECT tree.root, SUM(move.amount_untaxed_signed) AS amount
              FROM tree
              JOIN account_move move ON move.partner_id = tree.id
             WHERE move.company_id = %s AND move.state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
               AND %s AND %s
          GROUP BY tree.root
            """,
            self.env.company.id,
            period,
            self._sql_is_turnover(),
        )

    def _sql_is_turnover(self):
        """Hook: whether an invoice `move` is turnover; deposits are not."""
        return SQL("true")

    def _get_tree_turnover(self, date_from, date_to):
        """{partner id: turnover of the period with everything below}."""
        self.env["account.move"].flush_model()
        self.flush_model(["parent_id"])
        rows = self.env.execute_query(
            SQL(
                "WITH RECURSIVE %s %s",
                self._sql_tree(),
                self._sql_turnover(date_from, date_to),
            )
        )
        return dict(rows)

    def _compute_payment_token_count(self):
        # sudo: the finance role counts cards; tokens themselves stay hidden.
        groups = (
            self.env["payment.token"]
            .sudo()
            ._read_group(
                [("partner_id", "child_of", self.ids)], ["partner_id"], ["__count"]
            )
        )
        by_partner = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.payment_token_count = by_partner.get(partner.id, 0)

    def action_open_tree_invoices(self):
        """The invoices behind the figures, down to the last branch."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return action | {
            "domain": [
                ("partner_id", "in", self._get_tree_ids()),
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
            ],
            "context": {"create": False, "search_default_group_by_partner": 1},
        }
