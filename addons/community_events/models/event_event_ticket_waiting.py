from odoo import api, fields, models


class EventEventTicket(models.Model):
    _inherit = "event.event.ticket"

    waiting_ids = fields.One2many("community.event.waiting", "ticket_id")

    @api.depends("waiting_ids.state")
    def _compute_seats(self):
        """A seat that is offered is not free."""
        result = super()._compute_seats()
        held = self.env["community.event.waiting"]._count_held("ticket_id", self.ids)
        for ticket in self:
            if ticket.seats_max > 0 and held.get(ticket._origin.id):
                ticket.seats_available -= held[ticket._origin.id]
        return result

    def write(self, vals):
        self.check_access("write")
        result = super().write(vals)
        if {"seats_max", "seats_limited", "end_sale_datetime"} & vals.keys():
            self.event_id._offer_seats()
        return result
