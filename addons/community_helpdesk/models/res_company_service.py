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

    service_link_days = fields.Integer(
        "Approval Link Holds (Days)",
        default=30,
        help="Days in which a customer may approve an on-site form by the link.",
    )
    service_remind_days = fields.Integer(
        "Reminder After (Days)",
        default=3,
        help="Days without an answer after which the customer is reminded. 0: never.",
    )
    service_approve_days = fields.Integer(
        "Approved by Itself After (Days)",
        help="Days without an answer after which a form counts as approved. 0: never.",
    )

    _service_days = models.Constraint(
        "CHECK (service_link_days > 0 AND service_remind_days >= 0 "
        "AND service_approve_days >= 0)",
        "A link holds for a day at least, and no other number is negative.",
    )
    _service_limits = models.Constraint(
        "CHECK (service_max_hours >= 0 AND service_day_end BETWEEN 0 AND 24 "
        "AND service_hour_cost >= 0)",
        "Hours lie between 0 and 24, and costs are not negative.",
    )
