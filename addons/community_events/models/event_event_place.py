from odoo import api, fields, models

from ..tools.place import Fence


class EventEvent(models.Model):
    """The fence around the venue: evidence of presence, not proof."""

    _inherit = "event.event"

    use_place = fields.Boolean(
        "Ask for the Place",
        help="The phone is asked where it is. Indoors it is often wrong by a hundred "
        "metres, and it can be faked: so it counts as a hint beside others, not as "
        "proof.",
    )
    place_latitude = fields.Float(
        digits=(10, 7), compute="_compute_place", store=True, readonly=False
    )
    place_longitude = fields.Float(
        digits=(10, 7), compute="_compute_place", store=True, readonly=False
    )
    place_radius = fields.Integer("Radius (m)", default=100)

    _place_range = models.Constraint(
        "CHECK (place_latitude BETWEEN -90 AND 90"
        " AND place_longitude BETWEEN -180 AND 180"
        " AND place_radius BETWEEN 10 AND 100000)",
        "That is no place on earth, or a radius below 10 metres.",
    )

    @api.depends("address_id")
    def _compute_place(self):
        for event in self:
            address = event.address_id
            event.place_latitude = address.partner_latitude
            event.place_longitude = address.partner_longitude

    def _get_fence(self):
        """The circle of this event, None where the place is not asked or not known."""
        self.ensure_one()
        known = self.place_latitude or self.place_longitude
        if not self.use_place or not known:
            return None
        return Fence(self.place_latitude, self.place_longitude, self.place_radius)
