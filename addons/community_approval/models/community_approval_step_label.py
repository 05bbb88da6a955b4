from odoo import api, models


class CommunityApprovalStep(models.Model):
    _inherit = "community.approval.step"

    @api.depends("name", "area_id.name")
    @api.depends_context("show_area")
    def _compute_display_name(self):
        """On the form of a person a step says which area it belongs to."""
        result = super()._compute_display_name()
        if self.env.context.get("show_area"):
            for step in self:
                step.display_name = f"{step.area_id.name}: {step.name}"
        return result
