from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CommunityAccessTariffBand(models.Model):
    """Up to so many minutes it costs so much."""

    _name = "community.access.tariff.band"
    _description = "Band of a Price of Time"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.world.part",
    ]
    _order = "tariff_id, minutes"

    tariff_id = fields.Many2one(
        "community.access.tariff", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="tariff_id.company_id", store=True)
    currency_id = fields.Many2one(related="tariff_id.currency_id")
    minutes = fields.Integer("Up to (Minutes)", required=True)
    price = fields.Monetary(required=True)

    _minutes_uniq = models.Constraint(
        "UNIQUE (tariff_id, minutes)", "There is a band for these minutes already."
    )
    _in_range = models.Constraint(
        "CHECK (minutes > 0 AND price >= 0)",
        "A band lasts at least a minute, and its price is not negative.",
    )

    @api.constrains("minutes", "price")
    def _check_rising(self):
        """A longer stay is never cheaper."""
        for band in self:
            prices = band.tariff_id.band_ids.sorted("minutes").mapped("price")
            if prices != sorted(prices):
                raise ValidationError(
                    self.env._("A longer stay cannot cost less than a shorter one.")
                )
