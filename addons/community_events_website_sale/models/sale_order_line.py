from odoo import api, models


class SaleOrderLine(models.Model):
    """In the cart one sees which of the lines is the own seat."""

    _inherit = "sale.order.line"

    @api.depends("is_member_seat")
    def _compute_name_short(self):
        result = super()._compute_name_short()
        for line in self.filtered("is_member_seat"):
            line.name_short = self.env._(
                "%(ticket)s, members' price", ticket=line.event_ticket_id.name
            )
        return result
