from odoo import fields, models


class ResCompany(models.Model):
    """What holds for all events of a club."""

    _inherit = "res.company"

    checkin_place_days = fields.Integer(
        "Forget Places After (Days)",
        default=90,
        required=True,
        help="Positions of phones are taken out of the evidence of older check-ins; "
        "verdicts and distances stay.",
    )

    event_points_limit = fields.Integer(
        "Organisers Give Up To (Points)",
        default=1000,
        required=True,
        help="More points for one seat of an event are set by managers of members.",
    )

    _checkin_place_days = models.Constraint(
        "CHECK (checkin_place_days BETWEEN 1 AND 730)",
        "Positions of phones are kept for a day at least, and for two years at most.",
    )
    _event_points_limit = models.Constraint(
        "CHECK (event_points_limit BETWEEN 0 AND 1000000)",
        "Organisers may give between 0 and 1,000,000 points.",
    )
