from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client which models can have changes that wait, so that it
        asks about those only."""
        info = super().session_info()
        if self.env.user._is_internal():
            rules = self.env["community.approval.area"]._get_rules()
            info["community_approval_models"] = sorted(rules)
        return info
