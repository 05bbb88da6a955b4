from odoo import models


class CommunityAccessPass(models.Model):
    """Boxes are told when somebody's rights change."""

    _inherit = "community.access.pass"

    def _compute_row(self):
        """Who may pass changed: boxes look for news."""
        result = super()._compute_row()
        self.env["community.access.box"]._ask_sync(self.company_id)
        return result
