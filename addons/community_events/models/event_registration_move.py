from odoo import models
from odoo.exceptions import UserError

PLACE = ("event_id", "event_slot_id")


class EventRegistration(models.Model):
    """What happened at the doors of one event is not carried to another."""

    _inherit = "event.registration"

    def write(self, vals):
        places = [name for name in PLACE if name in vals]
        if places and not self.env.su:
            self.filtered(
                lambda seat: any(seat[name].id != (vals[name] or 0) for name in places)
            )._check_not_tried()
        return super().write(vals)

    def _check_not_tried(self):
        """:raises UserError: one of these seats was at a door already"""
        # sudo: stewards do not read tries; only whether there is one.
        tried_sudo = self.sudo().filtered(
            lambda seat: seat.state == "done" or seat.attempt_ids
        )
        if tried_sudo:
            raise UserError(
                self.env._(
                    "%(name)s has been at the door of this event already, so this seat "
                    "stays here. Make a new registration for the other event.",
                    name=tried_sudo[0].display_name,
                )
            )
