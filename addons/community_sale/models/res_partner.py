from odoo import api, fields, models
from odoo.fields import Domain

SALES_GROUP = "sales_team.group_sale_salesman"
ORDERED = Domain("state", "=", "sale")


class ResPartner(models.Model):
    _inherit = "res.partner"

    member_quotation_count = fields.Integer(
        "Quotations Given", compute="_compute_member_sale_counts", groups=SALES_GROUP
    )
    member_order_count = fields.Integer(
        "Orders Received", compute="_compute_member_sale_counts", groups=SALES_GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_member_sale_counts(self):
        quotations = self._count_in_tree("sale.order", ~ORDERED)
        orders = self._count_in_tree("sale.order", ORDERED)
        for partner in self:
            partner.member_quotation_count = quotations.get(partner._origin.id, 0)
            partner.member_order_count = orders.get(partner._origin.id, 0)

    def action_open_member_quotations(self):
        return self._open_tree_records("sale.action_quotations", ~ORDERED)

    def action_open_member_orders(self):
        return self._open_tree_records("sale.action_orders", ORDERED)
