from odoo import fields, models


class CommunityContractLine(models.Model):
    """A part of a contract, for the days from `date_start` to `date_end`.

    A price or a quantity that changes ends its line and begins another: what was
    agreed on a day can be read on every later day.
    """

    _name = "community.contract.line"
    _description = "Line of a Subscription Contract"
    _inherit = [
        "community.member.card.number.guard",
        "community.pen.guard",
        "analytic.mixin",
    ]
    _order = "contract_id, sequence, id"

    contract_id = fields.Many2one(
        "community.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    sequence = fields.Integer(default=10)
    display_type = fields.Selection(
        [("line_section", "Section"), ("line_note", "Note")],
        help="A heading or a remark; printed on the invoice, without a price.",
    )
    product_id = fields.Many2one("product.product", index=True, ondelete="restrict")
    name = fields.Text(
        "Description",
        help="#START# and #END# become the first and last day of the period.",
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    by_seat = fields.Boolean(help="Once for each seat in use.")
    price_mode = fields.Selection(
        [("pricelist", "Pricelist"), ("fixed", "Fixed")],
        default="pricelist",
        required=True,
    )
    price_unit = fields.Float(digits="Product Price")
    discount = fields.Float("Discount (%)", digits="Discount")
    tax_ids = fields.Many2many(
        "account.tax",
        "community_contract_line_tax_rel",
        "line_id",
        "tax_id",
        "Other Taxes",
        help="Empty: those of the product.",
    )
    date_start = fields.Date("From", help="Empty: from the beginning.")
    date_end = fields.Date("To", help="Empty: to the end.")
    origin = fields.Selection(
        [
            ("plan", "Plan"),
            ("extra", "Agreed in Addition"),
            ("temporary", "For a While"),
        ],
        default="extra",
        required=True,
    )
    change_id = fields.Many2one(
        "community.contract.change",
        "Came with the Change",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_start IS NULL OR date_end IS NULL OR date_end >= date_start - 1)",
        "A line cannot end before it begins.",
    )
    _product_or_text = models.Constraint(
        "CHECK (display_type IS NOT NULL OR product_id IS NOT NULL)",
        "A line needs a product.",
    )
    _discount_in_range = models.Constraint(
        "CHECK (discount BETWEEN 0 AND 100)", "A discount is between 0 and 100 %."
    )

    def _is_alive(self, day):
        """Whether the line is in force on `day` or on any later one."""
        self.ensure_one()
        first, last = self.date_start, self.date_end
        is_empty = last and last < (first or self.contract_id.date_start)
        return not is_empty and (not last or last >= day)

    def _is_on(self, day):
        """Whether the line is in force on `day`."""
        return self._is_alive(day) and (not self.date_start or self.date_start <= day)

    def _has_own_price(self):
        """Whether the price was agreed with this member, not set for everybody."""
        self.ensure_one()
        if self.discount:
            return True
        if self.price_mode != "fixed" or self.change_id.kind == "price":
            return False
        same = self.contract_id.plan_id.line_ids.filtered(
            lambda line: line.product_id == self.product_id
        )
        return not any(
            line.price_mode == "fixed" and line.price_unit == self.price_unit
            for line in same
        )
