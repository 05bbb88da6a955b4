from odoo import api, models


class EventRegistration(models.Model):
    """A seat that gets free goes to who waits; who gets a seat waits no longer."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        self._end_waiting(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ("cancel", "draft") or vals.get("active") is False:
            self.event_id._offer_seats()
        return result

    def unlink(self):
        events = self.event_id
        result = super().unlink()
        events._offer_seats()
        return result

    @api.model
    def _end_waiting(self, vals_list):
        """A seat that is held for somebody is the one that this person gets now."""
        people = {
            (
                vals.get("event_id"),
                vals.get("event_slot_id") or False,
                vals.get("member_id") or vals.get("partner_id"),
            )
            for vals in vals_list
            if vals.get("state", "open") in ("open", "done")
        }
        # sudo: the own place in the queue, whoever books.
        rows_sudo = self.env["community.event.waiting"].sudo()
        rows_sudo = rows_sudo.search(
            [
                ("event_id", "in", [key[0] for key in people if key[0]]),
                ("partner_id", "in", [key[2] for key in people if key[2]]),
                ("state", "in", ("waiting", "offered")),
            ]
        ).filtered(
            lambda row: (row.event_id.id, row.slot_id.id, row.partner_id.id) in people
        )
        if rows_sudo:
            rows_sudo._with_pen().write({"state": "taken"})
