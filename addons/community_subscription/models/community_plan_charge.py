from odoo import fields, models


class CommunityPlan(models.Model):
    _inherit = "community.plan"

    charge_policy_id = fields.Many2one(
        "community.charge.policy",
        "Automatic Charge",
        index="btree_not_null",
        ondelete="restrict",
        default=lambda self: self._get_default_charge_policy(),
        help="How saved cards of members who agreed are charged. Empty: never.",
    )

    def _get_default_charge_policy(self):
        return self.env.ref(
            "community_subscription.charge_policy_standard", raise_if_not_found=False
        )
