from decimal import Decimal
from fractions import Fraction

from odoo import models


class CommunityContractHold(models.Model):
    """What a day of rest costs."""

    _inherit = "community.contract.hold"

    def _get_fraction(self):
        """The part of its price that a day costs: 0 free, 1 as usual."""
        self.ensure_one()
        if self.fee_mode == "full":
            return Fraction(1)
        if self.fee_mode == "reduced":
            return Fraction(Decimal(str(self.percent))) / 100
        return Fraction(0)

    def _get_fee_product(self):
        self.ensure_one()
        return self.contract_id.plan_id.hold_fee_product_id
