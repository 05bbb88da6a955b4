from odoo import api, models
from odoo.tools import SQL

NEARLY_FULL = 200  # more than the connections that a database takes at once


class EventRegistration(models.Model):
    """The last seats: two who want one at the same moment take turns.

    Core counts the seats and then makes the row; two transactions count the same. So
    while few seats are left, whoever takes one writes the event: the second of two
    starts over and counts again.
    """

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        seated = [
            vals
            for vals in vals_list
            if vals.get("state", "open") in ("open", "done")
            and vals.get("active", True)
        ]
        self._take_turn({vals.get("event_id") for vals in seated})
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("state") in ("open", "done") or vals.get("active"):
            coming = self.filtered(
                lambda seat: seat.state not in ("open", "done") or not seat.active
            )
            self._take_turn(coming.event_id.ids)
        return super().write(vals)

    @api.model
    def _take_turn(self, event_ids):
        # sudo: guests take seats too; nothing of the event is shown.
        events_sudo = self.env["event.event"].sudo().browse(filter(None, event_ids))
        nearly_full = events_sudo.filtered(lambda event: event._is_nearly_full())
        if nearly_full:
            self.env.cr.execute(
                SQL(
                    "UPDATE event_event SET seats_turn = COALESCE(seats_turn, 0) + 1"
                    " WHERE id = ANY(%s)",
                    nearly_full.ids,
                )
            )
