from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.community_members.tools.card_design import qr_data_uri

from ..tools.signed_ticket import Ticket, sign_ticket

LAST_SERIAL = 255  # what fits into a signed ticket


class EventRegistration(models.Model):
    """The ticket in the hand: signed, so that a gate without network can check it."""

    _inherit = "event.registration"

    def _get_ticket_text(self):
        """The signed text of the ticket's QR code; empty for whoever has no ticket.

        Callers have checked whose ticket it is.
        """
        self.ensure_one()
        if self.is_blocked or self.state not in ("open", "done"):
            return ""
        # sudo: the owner of a ticket does not read the key that signs it.
        seat_sudo = self.sudo()
        opens_at, closes_at = seat_sudo._get_valid_times()
        secret_sudo = self.env["community.checkin.secret"]._get_for(seat_sudo.event_id)
        ticket = Ticket(
            seat_sudo.event_id.id,
            seat_sudo.id,
            seat_sudo.ticket_serial,
            int(opens_at.timestamp()),
            int(closes_at.timestamp()),
        )
        return sign_ticket(secret_sudo.private_key, ticket)

    def _get_ticket_qr(self):
        """The QR code of the ticket as a picture (data URI), empty without a ticket."""
        text = self._get_ticket_text()
        return qr_data_uri(text) if text else ""

    def _get_valid_times(self):
        """From when until when this seat's ticket lets in (naive UTC)."""
        self.ensure_one()
        event, slot, ticket = self.event_id, self.event_slot_id, self.event_ticket_id
        opens_at, closes_at = event.checkin_opens_at, event.checkin_closes_at
        if slot:
            before = timedelta(hours=event.checkin_opens_before)
            after = timedelta(hours=event.checkin_closes_after)
            opens_at = slot.start_datetime - before
            closes_at = slot.end_datetime + after
        return ticket.valid_from or opens_at, ticket.valid_until or closes_at

    def action_renew_ticket(self):
        """A new ticket for the same seat; the one that is out there is void."""
        self.check_access("write")
        for seat in self:
            if seat.ticket_serial >= LAST_SERIAL:
                raise UserError(
                    self.env._(
                        "The ticket of %(name)s was made anew %(times)s times already. "
                        "Cancel the registration and make another one.",
                        name=seat.display_name,
                        times=LAST_SERIAL,
                    )
                )
            seat._counting().write(
                {
                    "ticket_serial": seat.ticket_serial + 1,
                    # The bar code on the old ticket is void, too.
                    "barcode": self._get_random_barcode(),
                }
            )
        return True
