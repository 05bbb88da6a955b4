from odoo import api, models


class CommunityTicketAbstractLine(models.AbstractModel):
    """A row of a ticket: who may change the ticket may change it."""

    _name = "community.ticket.abstract.line"
    _description = "Row of a Ticket"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_ticket()
        return lines

    def write(self, vals):
        self._check_ticket()
        result = super().write(vals)
        self._check_ticket()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_as_ticket(self):
        self._check_ticket()

    def _check_ticket(self):
        """:raises AccessError: for a ticket that one may not change"""
        if not self.env.su:
            self.ticket_id.check_access("write")
