from odoo import fields, models


class ResCompany(models.Model):
    """Limits of forgotten clocks, and what an hour of service costs and brings."""

    _inherit = "res.company"

    service_max_hours = fields.Float(
        "Longest Stretch (Hours)",
        default=10.0,
        help="A clock that runs longer was forgotten and is stopped. 0: no limit.",
    )
    service_day_end = fields.Float(
        "Working Day Ends At",
        help="Clocks that still run are stopped then. 0:00: no limit.",
    )
    service_hour_cost = fields.Float(
        "Cost of an Hour of Service", groups="community_helpdesk.group_helpdesk_manager"
    )
    service_product_id = fields.Many2one(
        "product.product",
        "Product for Hours of Service",
        ondelete="restrict",
        domain=[("type", "=", "service")],
    )

    _service_limits = models.Constraint(
        "CHECK (service_max_hours >= 0 AND service_day_end BETWEEN 0 AND 24 "
        "AND service_hour_cost >= 0)",
        "Hours lie between 0 and 24, and costs are not negative.",
    )
