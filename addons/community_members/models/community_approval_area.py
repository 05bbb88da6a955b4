from odoo import api, models


class CommunityApprovalArea(models.Model):
    _name = "community.approval.area"
    _inherit = ["community.member.card.number.guard", "community.approval.area"]

    @api.model
    def _get_system_methods(self):
        """Posting and what a payment sets off is bookkeeping: who wants a second pair
        of eyes on it controls the button."""
        methods = {
            name: list(each) for name, each in super()._get_system_methods().items()
        }
        methods.setdefault("account.move", []).append("_post")
        methods.setdefault("account.payment", []).append("action_post")
        methods.setdefault("payment.transaction", []).append("_post_process")
        return methods
