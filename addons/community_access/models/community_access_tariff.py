from odoo import api, fields, models

from ..tools.visit_tariff import surplus


class CommunityAccessTariff(models.Model):
    """What it costs to stay longer than was paid for."""

    _name = "community.access.tariff"
    _description = "Price of Time"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
        "community.access.world.part",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product",
        "Billed As",
        check_company=True,
        ondelete="restrict",
        help="Product on the invoice for a longer stay.",
    )
    courtesy_minutes = fields.Integer(
        default=15, help="So long nothing is asked: changing takes time."
    )
    band_ids = fields.One2many(
        "community.access.tariff.band", "tariff_id", "Bands", copy=True
    )
    step_minutes = fields.Integer("Then for Every", default=30)
    step_price = fields.Monetary("Price of a Step")
    price_max = fields.Monetary("At Most", help="0: no limit.")
    example = fields.Char(compute="_compute_example")

    _numbers_in_range = models.Constraint(
        "CHECK (courtesy_minutes >= 0 AND step_minutes > 0 AND step_price >= 0 "
        "AND price_max >= 0)",
        "A step lasts at least a minute, and prices are not negative.",
    )

    @api.depends(
        "courtesy_minutes",
        "band_ids.minutes",
        "band_ids.price",
        "step_minutes",
        "step_price",
        "price_max",
    )
    def _compute_example(self):
        for tariff in self:
            tariff.example = " · ".join(
                self.env._(
                    "%(minutes)s min: %(price)s",
                    minutes=minutes,
                    price=tariff.currency_id.format(tariff._get_price(minutes * 60)),
                )
                for minutes in (15, 30, 60, 120)
            )

    def _get_price(self, seconds):
        """What so many seconds beyond the paid time cost, in the currency's units."""
        self.ensure_one()
        return self.currency_id._from_minor(surplus(self._to_row(), seconds))

    def _to_row(self):
        self.ensure_one()
        to_minor = self.currency_id._to_minor
        return {
            "courtesy": self.courtesy_minutes,
            "bands": [[band.minutes, to_minor(band.price)] for band in self.band_ids],
            "step": self.step_minutes,
            "step_price": to_minor(self.step_price),
            "most": to_minor(self.price_max),
        }
