from odoo import fields, models


class CommunityPlanAllowance(models.Model):
    """What a plan includes without a price: visits, hours of help, places in a class.

    Other add-ons add kinds and burn them down.
    """

    _name = "community.plan.allowance"
    _description = "Included Quantity of a Plan"
    _inherit = "community.member.card.number.guard"
    _order = "plan_id, kind, id"

    plan_id = fields.Many2one(
        "community.plan", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("visits", "Visits"),
            ("guests", "Guests"),
            ("service_hours", "Hours of Help"),
            ("support", "Support"),
        ],
        required=True,
    )
    is_unlimited = fields.Boolean("Unlimited")
    quantity = fields.Float(help="In each period.")

    _kind_uniq = models.UniqueIndex(
        "(plan_id, kind)", "A plan includes each kind only once."
    )
