from odoo import fields, models


class CommunityTicketType(models.Model):
    """Steps that each ticket of the type gets."""

    _inherit = "community.ticket.type"

    checklist = fields.Text(
        help="One step on each line; each new ticket of this type gets them."
    )

    def _get_checklist(self):
        """:return: list of str"""
        lines = (self.checklist or "").splitlines()
        return [line.strip()[:200] for line in lines if line.strip()]
