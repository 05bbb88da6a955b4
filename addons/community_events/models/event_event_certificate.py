from odoo import models
from odoo.exceptions import UserError


class EventEvent(models.Model):
    """Certificates for all who attended."""

    _inherit = "event.event"

    def _get_certified_seats(self):
        """:raises UserError: the event is not over, or nobody attended"""
        self.ensure_one()
        seats = self.env["event.registration"].search(
            [("event_id", "=", self.id), ("state", "=", "done")], order="name, id"
        )
        seats = seats.filtered("has_certificate")
        if not seats:
            raise UserError(
                self.env._(
                    "There are no certificates yet: only who attended gets one, once "
                    "the event is over."
                )
            )
        return seats

    def action_print_certificates(self):
        """One PDF with the certificates of all who attended."""
        self.check_access("write")
        return self._get_certified_seats().action_print_certificate()

    def action_send_certificates(self):
        """Mail to all who attended and have not got theirs yet."""
        self.check_access("write")
        seats = self._get_certified_seats()
        waiting = seats.filtered(
            lambda seat: not seat.certificate_sent_at and not seat.certificate_due
        )
        waiting._queue_certificates()
        message = (
            self.env._("%(count)s certificates are on their way.", count=len(waiting))
            if waiting
            else self.env._("Everybody who attended has got the certificate already.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if waiting else "info",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
