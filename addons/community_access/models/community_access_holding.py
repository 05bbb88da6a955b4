from odoo import fields, models


class CommunityAccessHolding(models.Model):
    """Who carried a band from when to when; written when it changes hands."""

    _name = "community.access.holding"
    _description = "Holder of a Band or Card"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "date_from DESC, id DESC"
    _rec_name = "partner_id"

    credential_id = fields.Many2one(
        "community.access.credential",
        "Band or Card",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner", "Holder", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="credential_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Datetime("From", required=True)
    date_to = fields.Datetime("To")
    deposit = fields.Monetary()
    reason = fields.Selection(
        [
            ("returned", "Returned"),
            ("lost", "Lost"),
            ("stolen", "Stolen"),
            ("swapped", "Swapped"),
        ],
        "Ended By",
    )
    user_id = fields.Many2one("res.users", "Given Out By")
    user_end_id = fields.Many2one("res.users", "Taken Back By")

    _one_holder = models.UniqueIndex(
        "(credential_id) WHERE date_to IS NULL",
        "Somebody holds this band already.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A band is not taken back before it was given out.",
    )

    _pen = "access_holding"
