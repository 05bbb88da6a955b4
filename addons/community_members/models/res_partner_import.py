from odoo import api, models


class ResPartner(models.Model):
    """The template for registers, behind the import button of the member list."""

    _inherit = "res.partner"

    @api.model
    def get_import_templates(self):
        if not self.env.context.get("default_in_member_register"):
            return super().get_import_templates()
        return [
            {
                "label": self.env._(
                    "Template for Members (upload it in Import Members)"
                ),
                "template": "/community_members/static/xls/members.xlsx",
            }
        ]
