from odoo import api, fields, models


class CommunityDunningLine(models.Model):
    """An overdue item as it stood on the day of the reminder."""

    _name = "community.dunning.line"
    _description = "Item of a Dunning"
    _inherit = "community.member.card.number.guard"
    _order = "date_due, id"
    _rec_name = "invoice_name"

    dunning_id = fields.Many2one(
        "community.dunning",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="dunning_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="dunning_id.partner_id", store=True, index=True
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        "Item",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    invoice_name = fields.Char("Invoice", readonly=True)
    date_due = fields.Date("Due On", required=True, readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    residual = fields.Monetary("Open", readonly=True)
    interest = fields.Monetary(readonly=True, help="Borne by this item up to the day.")
    residual_now = fields.Monetary("Open Now", compute="_compute_residual_now")

    @api.depends("move_line_id")
    def _compute_residual_now(self):
        # sudo: the figure alone, for whoever may read the dunning.
        for line in self.sudo():
            line.residual_now = line.move_line_id.amount_residual_currency
