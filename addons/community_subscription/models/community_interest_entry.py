from odoo import fields, models


class CommunityInterestEntry(models.Model):
    """The ledger of late interest: what an item bore, from which day to which.

    The sum of an item's rows is what ``tools/late_interest.py`` says of its history.
    When the past turns out to be different (a payment undone, or dated earlier), a
    row of correction is added; no row is edited, but for the invoice that asks for it.
    """

    _name = "community.interest.entry"
    _description = "Late Interest"
    _inherit = [
        "community.member.card.number.guard",
        "community.points.ledger.guard",
    ]
    _order = "date_to DESC, id DESC"
    _rec_name = "move_line_id"

    move_line_id = fields.Many2one(
        "account.move.line",
        "Item",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    invoice_name = fields.Char("Invoice", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Payer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    origin = fields.Char(
        required=True,
        readonly=True,
        help="What the row is for: a first day, or the number of a correction.",
    )
    is_correction = fields.Boolean("Correction", readonly=True)
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    days = fields.Integer(readonly=True)
    base = fields.Monetary("Debt", readonly=True)
    rate = fields.Float("Percent a Year", readonly=True, digits=(16, 4))
    amount = fields.Monetary("Interest", readonly=True)
    move_id = fields.Many2one(
        "account.move",
        "Invoiced With",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    _origin_uniq = models.UniqueIndex(
        "(move_line_id, origin)", "This interest is in the ledger already."
    )
    _open_index = models.Index("(company_id, partner_id) WHERE move_id IS NULL")
    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "Interest cannot end before it begins."
    )
