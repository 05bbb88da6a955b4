from odoo import api, models
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.constrains("state", "partner_id")
    def _check_not_potential_member(self):
        """Potential members get quotations; orders begin with their admission."""
        confirmed = self.filtered(lambda order: order.state == "sale")
        potential = confirmed.partner_id._get_potential_members()
        if potential:
            raise ValidationError(
                self.env._(
                    "No order can be confirmed for potential members: %(names)s. "
                    "Admit them first (member, button “Admit”), then confirm "
                    "the quotation again.",
                    names=", ".join(potential.mapped("display_name")),
                )
            )
