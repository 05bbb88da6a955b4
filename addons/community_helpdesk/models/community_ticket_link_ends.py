from odoo import api, fields, models


class CommunityTicket(models.Model):
    """Links to and from other tickets."""

    _inherit = "community.ticket"

    link_ids = fields.One2many("community.ticket.link", "ticket_id", "Links")
    linked_ids = fields.One2many(
        "community.ticket.link", "other_id", "Linked From", readonly=True
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"linked_ids"}
