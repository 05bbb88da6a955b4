from odoo import api, models
from odoo.exceptions import ValidationError


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    @api.constrains("state", "partner_id")
    def _check_not_potential_member(self):
        """Potential members are asked for offers; orders begin with admission."""
        confirmed = self.filtered(
            lambda order: order.state in ("to approve", "purchase")
        )
        potential = confirmed.partner_id._get_potential_members()
        if potential:
            raise ValidationError(
                self.env._(
                    "No purchase can be confirmed with potential members: %(names)s. "
                    "Admit them first (member, button “Admit”), then confirm "
                    "the order again.",
                    names=", ".join(potential.mapped("display_name")),
                )
            )
