from odoo import api, fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    access_gate_ids = fields.Many2many(
        "community.access.gate",
        "community_access_monitor_gate_rel",
        string="Gates on the Monitor",
    )

    @api.model
    def _get_fields_blacklist(self):
        """The monitor asks for them itself."""
        return [*super()._get_fields_blacklist(), "access_gate_ids"]
