from odoo import api, fields, models


class CommunityServicePart(models.Model):
    """A part that was used; with a price it is invoiced with the fee."""

    _name = "community.service.part"
    _description = "Part Used on Site"
    _inherit = [
        "community.member.card.number.guard",
        "community.service.abstract.line",
    ]
    _order = "form_id, id"

    form_id = fields.Many2one(
        "community.service.form", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(
        "Part",
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    currency_id = fields.Many2one(related="form_id.currency_id")
    price_unit = fields.Float(
        "Price", digits="Product Price", help="0: included in the fee."
    )

    _amounts = models.Constraint(
        "CHECK (quantity > 0 AND price_unit >= 0)",
        "A part has a quantity, and no negative price.",
    )

    @api.depends("product_id")
    def _compute_name(self):
        for part in self:
            part.name = part.product_id.display_name or part.name
