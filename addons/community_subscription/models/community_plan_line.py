from odoo import fields, models


class CommunityPlanLine(models.Model):
    _name = "community.plan.line"
    _description = "Product of a Subscription Plan"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    plan_id = fields.Many2one(
        "community.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one("product.product", required=True, ondelete="restrict")
    name = fields.Char(
        "Description",
        translate=True,
        help="#START# and #END# become the first and last day of the period.",
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    price_mode = fields.Selection(
        [("pricelist", "Pricelist"), ("fixed", "Fixed")],
        default="pricelist",
        required=True,
        help="Pricelist: the price on the first day of each period.",
    )
    price_unit = fields.Float(digits="Product Price")
    by_seat = fields.Boolean(help="Once for each seat in use.")
