from odoo import fields, models

HELP_KINDS = ("support", "service_hours")


class CommunityContract(models.Model):
    """Whether a contract includes help, and the tickets it pays for."""

    _inherit = "community.contract"

    ticket_ids = fields.One2many("community.ticket", "contract_id", "Tickets")

    def _includes_help(self):
        """Whether requests for help cost nothing, at least for some hours."""
        self.ensure_one()
        return any(self._get_allowance(kind) != 0 for kind in HELP_KINDS)
