from odoo import models


class ResCurrency(models.Model):
    """Gates reckon in whole minor units: kuruş, tetri."""

    _inherit = "res.currency"

    def _to_minor(self, amount):
        self.ensure_one()
        return round((amount or 0.0) * 10**self.decimal_places)

    def _from_minor(self, units):
        self.ensure_one()
        return units / 10**self.decimal_places
