from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount


class CommunitySubscriberPayment(models.Model):
    """All payments of all subscribers: every invoice of a contract, and what comes.

    One row for each invoice or credit note, and one for each planned row of a payment
    schedule. Amounts are in the currency of the document; credit is negative.
    """

    _name = "community.subscriber.payment"
    _description = "Payment of a Subscriber"
    _auto = False
    _order = "date_due DESC, id DESC"

    contract_id = fields.Many2one("community.contract", readonly=True)
    plan_id = fields.Many2one("community.plan", readonly=True)
    partner_id = fields.Many2one("res.partner", "Member", readonly=True)
    payer_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    move_id = fields.Many2one("account.move", "Invoice", readonly=True)
    period_id = fields.Many2one("community.contract.period", readonly=True)
    reference = fields.Char(readonly=True)
    date_from = fields.Date("From", readonly=True)
    date_to = fields.Date("To", readonly=True)
    date_invoice = fields.Date("Invoiced On", readonly=True)
    date_due = fields.Date("Due On", readonly=True)
    date_paid = fields.Date("Last Payment", readonly=True)
    amount = fields.Monetary(readonly=True)
    amount_paid = fields.Monetary("Paid", readonly=True)
    amount_open = fields.Monetary("Open", readonly=True)
    days_late = fields.Integer(readonly=True, aggregator="max")
    auto_charge = fields.Boolean("Charged Automatically", readonly=True)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("draft", "Draft"),
            ("open", "Open"),
            ("partial", "Partly Paid"),
            ("overdue", "Overdue"),
            ("paid", "Paid"),
            ("credit", "Credit"),
        ],
        readonly=True,
    )
    charge_state = fields.Selection(
        selection="_get_charge_states",
        string="Last Charge",
        compute="_compute_charge_state",
        search="_search_charge_state",
    )

    @api.depends("partner_id", "amount", "currency_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(member)s: %(amount)s",
                member=row.partner_id.name or "",
                amount=format_amount(self.env, row.amount, row.currency_id),
            )

    @api.model
    def _get_charge_states(self):
        return (
            self.env["community.charge"]
            ._fields["state"]
            ._description_selection(self.env)
        )

    @api.depends("move_id")
    def _compute_charge_state(self):
        charges = self.env["community.charge"].search(
            [("move_id", "in", self.move_id.ids)], order="id"
        )
        last = {charge.move_id.id: charge.state for charge in charges}
        for row in self:
            row.charge_state = last.get(row.move_id.id)

    @api.model
    def _search_charge_state(self, operator, value):
        """Invoices with a try to charge in these states."""
        if operator != "in":
            return NotImplemented
        charges = self.env["community.charge"]._search([("state", "in", list(value))])
        return Domain("move_id", "in", charges.subselect("move_id"))

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL("%s UNION ALL %s", self._sql_invoices(today), self._sql_planned())

    @api.model
    def _sql_invoices(self, today):
        # Sub-selects stand in the columns: they run for the rows of a page alone.
        return SQL(
            """
            SELECT move.id * 2 AS id,
                   move.community_contract_id AS contract_id,
                   contract.plan_id, contract.partner_id,
                   move.partner_id AS payer_id,
                   move.company_id, move.currency_id,
                   move.id AS move_id, NULL::integer AS period_id,
                   move.name::varchar AS reference,
                   (SELECT MIN(period.date_from) FROM community_contract_period period
                     WHERE period.move_id = move.id) AS date_from,
                   (SELECT MAX(period.date_to) FROM community_contract_period period
                     WHERE period.move_id = move.id) AS date_to,
                   move.invoice_date AS date_invoice,
                   move.invoice_date_due AS date_due,
                   (SELECT MAX(partial.max_date)
                      FROM account_move_line line
                      JOIN account_partial_reconcile partial
                        ON line.id IN (partial.debit_move_id, partial.credit_move_id)
                     WHERE line.move_id = move.id
                       AND line.display_type = 'payment_term') AS date_paid,
                   %(total)s::numeric AS amount,
                   (%(total)s - %(residual)s)::numeric AS amount_paid,
                   %(residual)s::numeric AS amount_open,
                   CASE WHEN move.state = 'posted' AND %(residual)s > 0
                         AND move.invoice_date_due < %(today)s
                        THEN %(today)s::date - move.invoice_date_due
                        ELSE 0 END AS days_late,
                   contract.auto_charge,
                   (%(state)s)::varchar AS state
              FROM account_move move
              JOIN community_contract contract
                ON contract.id = move.community_contract_id
             WHERE move.community_contract_id IS NOT NULL AND move.state != 'cancel'
            """,
            total=SQL("COALESCE(move.amount_total_in_currency_signed, 0)"),
            residual=self._sql_residual(),
            today=today,
            state=self._sql_state(today),
        )

    @api.model
    def _sql_residual(self):
        return SQL(
            "(CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END"
            " * COALESCE(move.amount_residual, 0))"
        )

    @api.model
    def _sql_state(self, today):
        return SQL(
            """
            CASE WHEN move.state = 'draft' THEN 'draft'
                 WHEN move.move_type = 'out_refund' THEN 'credit'
                 WHEN COALESCE(move.amount_residual, 0) = 0 THEN 'paid'
                 WHEN move.invoice_date_due < %(today)s THEN 'overdue'
                 WHEN move.payment_state = 'partial' THEN 'partial'
                 ELSE 'open' END
            """,
            today=today,
        )

    @api.model
    def _sql_planned(self):
        return SQL(
            """
            SELECT period.id * 2 + 1, period.contract_id,
                   period.plan_id, period.partner_id, period.payer_id,
                   period.company_id, period.currency_id,
                   NULL::integer, period.id, NULL::varchar,
                   period.date_from, period.date_to,
                   NULL::date, period.bill_date, NULL::date,
                   period.amount_total::numeric, 0::numeric,
                   period.amount_total::numeric,
                   0, contract.auto_charge,
                   (CASE WHEN period.amount_total < 0 THEN 'credit'
                         ELSE 'planned' END)::varchar
              FROM community_contract_period period
              JOIN community_contract contract ON contract.id = period.contract_id
             WHERE period.state = 'planned'
            """
        )

    def action_open(self):
        """The invoice; the contract where there is none yet, or none to be seen."""
        self.ensure_one()
        record = self.contract_id
        if self.move_id and self.move_id.has_access("read"):
            record = self.move_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
