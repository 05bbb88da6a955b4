from odoo import api, fields, models


class EventSlot(models.Model):
    _inherit = "event.slot"

    waiting_ids = fields.One2many("community.event.waiting", "slot_id")

    @api.depends("waiting_ids.state")
    def _compute_seats(self):
        """A seat that is offered is not free."""
        result = super()._compute_seats()
        held = self.env["community.event.waiting"]._count_held("slot_id", self.ids)
        for slot in self:
            if slot.event_id.seats_max > 0 and held.get(slot._origin.id):
                slot.seats_available -= held[slot._origin.id]
        return result
