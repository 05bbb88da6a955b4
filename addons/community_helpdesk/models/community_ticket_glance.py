from odoo import api, fields, models


class CommunityTicket(models.Model):
    """The customer at a glance, beside the conversation."""

    _inherit = "community.ticket"

    customer_note = fields.Text(compute="_compute_customer", compute_sudo=True)
    is_vip = fields.Boolean(compute="_compute_customer", compute_sudo=True)
    contract_state = fields.Selection(related="contract_id.state", string="Contract Is")
    contract_end = fields.Date(related="contract_id.date_end", string="Contract Ends")

    @api.depends(
        "organisation_id.ticket_note",
        "organisation_id.is_ticket_vip",
        "partner_id.ticket_note",
    )
    def _compute_customer(self):
        """What agents should know of the person and of the organisation."""
        for ticket in self:
            notes = (ticket.partner_id.ticket_note, ticket.organisation_id.ticket_note)
            ticket.is_vip = ticket.organisation_id.is_ticket_vip
            ticket.customer_note = "\n".join(dict.fromkeys(filter(None, notes)))
