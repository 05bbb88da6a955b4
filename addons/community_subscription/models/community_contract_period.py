from odoo import api, fields, models

KINDS = [
    ("period", "Period"),
    ("joining", "Joining Fee"),
    ("adjust", "Adjustment"),
    ("usage", "Usage"),
    ("fee", "Fee"),
]


class CommunityContractPeriod(models.Model):
    """A row of the payment schedule: a stretch of time, or a fee, billed once.

    Planned rows may be laid out anew; a billed row is never edited. ``origin`` says
    what the row is for ("trial:2026-03-01", "period:2026-03-08", "joining",
    "adjust:2026-03-08:1", "fee:hold:7", "usage:visit:42"): the database refuses a
    second row of the same origin, so nothing is billed twice.

    ``detail`` holds the lines that the invoice will have, as JSON list of
    {"line": id or null, "product": id, "name", "quantity", "price_unit", "discount",
    "taxes": [ids], "analytic": {}, "days": n, "of": n, "base": price of one whole
    period and seat, "display_type"}; ``amount_*`` are computed from it as Odoo computes
    an invoice, together for the rows that are due on the same day.
    """

    _name = "community.contract.period"
    _description = "Row of a Payment Schedule"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "bill_date, date_from, id"

    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, index=True
    )
    payer_id = fields.Many2one(related="contract_id.payer_id", store=True, index=True)
    plan_id = fields.Many2one(related="contract_id.plan_id", store=True, index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, default="period")
    origin = fields.Char(required=True, readonly=True)
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    bill_date = fields.Date(
        "Invoice On", required=True, readonly=True, help="When the invoice is made."
    )
    state = fields.Selection(
        [("planned", "Planned"), ("billed", "Billed"), ("free", "Nothing to Pay")],
        default="planned",
        required=True,
        readonly=True,
    )
    detail = fields.Json(readonly=True)
    amount_untaxed = fields.Monetary("Without Taxes", readonly=True)
    amount_tax = fields.Monetary("Taxes", readonly=True)
    amount_total = fields.Monetary("Total", readonly=True)
    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    invoice_date_due = fields.Date(related="move_id.invoice_date_due", string="Due On")
    payment_state = fields.Selection(related="move_id.payment_state")

    _origin_uniq = models.UniqueIndex(
        "(contract_id, origin)", "This period of the contract is there already."
    )
    _due_index = models.Index(
        "(company_id, bill_date, contract_id) WHERE state = 'planned'"
    )
    _order_index = models.Index("(bill_date, date_from, id)")
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period cannot end before it begins."
    )
    _billed_has_invoice = models.Constraint(
        "CHECK (state != 'billed' OR move_id IS NOT NULL)",
        "A billed period has an invoice.",
    )

    @api.depends("contract_id", "date_from", "date_to")
    def _compute_display_name(self):
        for period in self:
            period.display_name = self.env._(
                "%(contract)s: %(start)s to %(end)s",
                contract=period.contract_id.name,
                start=fields.Date.to_string(period.date_from),
                end=fields.Date.to_string(period.date_to),
            )
