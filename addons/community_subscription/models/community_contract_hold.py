from odoo import fields, models


class CommunityContractHold(models.Model):
    """A stretch in which a contract rests; the end of its term moves by its length."""

    _name = "community.contract.hold"
    _description = "Hold of a Subscription Contract"
    _inherit = "community.member.card.number.guard"
    _order = "date_from DESC, id DESC"

    contract_id = fields.Many2one(
        "community.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="contract_id.partner_id", store=True, index=True
    )
    kind = fields.Selection(
        [
            ("manual", "By the Club"),
            ("self", "By the Member"),
            ("debt", "For Debt"),
            ("mass", "Club Closed"),
            ("gift", "Gift Time"),
        ],
        default="manual",
        required=True,
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", help="Last day; empty: until somebody ends it.")
    fee_mode = fields.Selection(
        [
            ("free", "Free"),
            ("fee", "One Fee"),
            ("reduced", "Reduced Price"),
            ("full", "Billed as Usual"),
        ],
        default="free",
        required=True,
    )
    percent = fields.Float("Price During the Hold (%)")
    extends_term = fields.Boolean("Moves the End", default=True)
    end_on_return = fields.Boolean(help="The first visit ends the hold.")
    reason = fields.Char()
    user_id = fields.Many2one(
        "res.users", readonly=True, default=lambda self: self.env.user
    )
    is_cancelled = fields.Boolean("Cancelled", readonly=True)
    days_added = fields.Integer(
        readonly=True, help="By so many days the end of the term was moved already."
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A hold cannot end before it begins.",
    )
    # Two ranges, because a plain number would need an extension of the database.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(contract_id, contract_id, '[]') WITH &&, "
        "daterange(date_from, date_to, '[]') WITH &&) WHERE (is_cancelled IS NOT TRUE)",
        "The contract rests on one of these days already.",
    )
