from odoo import fields, models


class CommunityPlan(models.Model):
    """How hours of service are rounded."""

    _inherit = "community.plan"

    service_round_minutes = fields.Integer(
        "Round Service Up To (Minutes)", help="0: to the second."
    )
    service_min_minutes = fields.Integer(
        "At Least (Minutes)", help="What a service record counts at least."
    )

    _service_minutes = models.Constraint(
        "CHECK (service_round_minutes >= 0 AND service_min_minutes >= 0)",
        "Minutes cannot be negative.",
    )
