from odoo import api, fields, models
from odoo.fields import Domain

PURCHASE_GROUP = "purchase.group_purchase_user"
ORDERED = Domain("state", "=", "purchase")


class ResPartner(models.Model):
    _inherit = "res.partner"

    member_rfq_count = fields.Integer(
        "Offers Received",
        compute="_compute_member_purchase_counts",
        groups=PURCHASE_GROUP,
    )
    member_purchase_count = fields.Integer(
        "Purchase Orders Given",
        compute="_compute_member_purchase_counts",
        groups=PURCHASE_GROUP,
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_member_purchase_counts(self):
        offers = self._count_in_tree("purchase.order", ~ORDERED)
        orders = self._count_in_tree("purchase.order", ORDERED)
        for partner in self:
            partner.member_rfq_count = offers.get(partner._origin.id, 0)
            partner.member_purchase_count = orders.get(partner._origin.id, 0)

    def action_open_member_rfqs(self):
        # Core's other list of offers shows the figures of all suppliers on top.
        action = self._open_tree_records(
            "purchase.act_res_partner_2_purchase_order", ~ORDERED
        )
        return action | {"display_name": self.env._("Offers Received")}

    def action_open_member_purchases(self):
        return self._open_tree_records("purchase.purchase_form_action", ORDERED)
