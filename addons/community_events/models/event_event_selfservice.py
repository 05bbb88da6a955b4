from odoo import fields, models
from odoo.tools import hmac


class EventEvent(models.Model):
    """What members do with their seats by themselves, and until when."""

    _inherit = "event.event"

    cancel_until_hours = fields.Integer(
        "Members Give Back Until (h before)",
        default=24,
        help="So many hours before the start members cancel or pass on their seats by "
        "themselves; later they ask the organiser.",
    )
    may_transfer = fields.Boolean(
        "Seats May Be Passed On",
        default=True,
        help="A member names somebody else who comes instead. The old ticket is void.",
    )

    _cancel_until_range = models.Constraint(
        "CHECK (cancel_until_hours BETWEEN 0 AND 8760)",
        "Members give seats back up to a year before the start.",
    )

    def _get_contact_words(self):
        """Whom to ask, with the way to reach them."""
        self.ensure_one()
        # sudo: the organiser's name, telephone and address are on the event's page.
        event_sudo = self.sudo()
        organizer_sudo = event_sudo.organizer_id or event_sudo.company_id.partner_id
        ways = [
            way
            for way in (organizer_sudo.phone, organizer_sudo.email_normalized)
            if way
        ]
        if not ways:
            return self.env._(
                "Please ask %(organiser)s.", organiser=organizer_sudo.name
            )
        return self.env._(
            "Please ask %(organiser)s: %(ways)s.",
            organiser=organizer_sudo.name,
            ways=", ".join(ways),
        )

    def _get_tickets_access_hash(self, registration_ids):
        """A link is good for these tickets, not for later ones of the seat."""
        self.ensure_one()
        seats = self.env["event.registration"].browse(registration_ids).exists()
        # sudo: numbers, to sign them.
        renewed = seats.sudo().filtered(lambda seat: seat.ticket_serial > 1)
        if not renewed:
            return super()._get_tickets_access_hash(registration_ids)
        serials = sorted((seat.id, seat.ticket_serial) for seat in renewed)
        # sudo: the secret of the database signs it.
        system = self.env(su=True)
        return hmac(
            system,
            "community_events-ticket-access",
            (self.id, sorted(registration_ids), serials),
        )
