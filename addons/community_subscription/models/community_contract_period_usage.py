from odoo import fields, models


class CommunityContractPeriod(models.Model):
    """What was used, on rows that bill usage."""

    _inherit = "community.contract.period"

    usage_kind = fields.Char(readonly=True)
    usage_quantity = fields.Float("Used", readonly=True, digits="Product Unit")


class CommunityPlanAllowance(models.Model):
    _inherit = "community.plan.allowance"

    extra_product_id = fields.Many2one(
        "product.product",
        "Billed Beyond It",
        index="btree_not_null",
        ondelete="restrict",
        help="What is used beyond the included quantity is billed with this product; "
        "empty: it is not billed.",
    )
