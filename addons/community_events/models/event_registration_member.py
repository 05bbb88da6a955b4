from odoo import api, models
from odoo.tools import email_normalize


class EventRegistration(models.Model):
    """Who comes, found from what was typed when the seat was booked."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        registrations = super().create(vals_list)
        named = [bool(vals.get("member_id")) for vals in vals_list]
        unnamed = [
            registration.id
            for registration, is_named in zip(registrations, named, strict=True)
            if not is_named
        ]
        self.browse(unnamed)._find_members()
        return registrations

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id") and "member_id" not in vals:
            # Who buys is often known at the end of the order only.
            self.filtered(lambda seat: not seat.member_id)._find_members()
        return result

    def _adopt_for(self, partner):
        """Of these seats without a member the one that is his, now that he is known.

        Somebody books without logging in, and stands at the door with his account.

        :return: the seat, linked to the person, or none
        """
        # sudo: the person is proven; only the link is written.
        free_sudo = self.sudo().filtered(lambda seat: not seat.member_id)
        own_sudo = max(
            free_sudo,
            key=lambda seat: seat._get_likeness(partner),
            default=free_sudo.browse(),
        )
        address = email_normalize(own_sudo.email)
        same_address = address and address == email_normalize(partner.email)
        if not (same_address or (own_sudo and own_sudo.partner_id == partner)):
            return free_sudo.browse()
        own_sudo.member_id = partner
        return own_sudo

    def _find_members(self):
        """Whoever books for himself comes himself; other names stay without a member.

        One seat of an event and slot is a member's own; the others of an order are
        guests. Of several it is the one that names the person best.
        """
        # sudo: members are found whoever books; only the link is written.
        seats_sudo = self.sudo()
        taken = seats_sudo._get_taken_seats()
        grouped = seats_sudo.filtered("partner_id").grouped(
            lambda seat: (seat.event_id, seat.event_slot_id, seat.partner_id)
        )
        for key, found_sudo in grouped.items():
            partner_sudo = key[2]
            own_sudo = max(
                found_sudo, key=lambda seat: seat._get_likeness(partner_sudo)
            )
            if key not in taken and own_sudo._get_likeness(partner_sudo):
                own_sudo.member_id = partner_sudo

    def _get_taken_seats(self):
        """:return: set of (event, slot, member) that have a seat already"""
        rows = self._read_group(
            [
                ("event_id", "in", self.event_id.ids),
                ("member_id", "in", self.partner_id.ids),
                ("state", "!=", "cancel"),
            ],
            ["event_id", "event_slot_id", "member_id"],
        )
        return set(rows)

    def _get_likeness(self, partner):
        """How surely what was typed names this person, 0 for somebody else.

        A family has one address, and one name is written in many ways: both are best,
        then the address alone (the first of several), then the name alone.
        """
        self.ensure_one()
        typed, known = email_normalize(self.email), email_normalize(partner.email)
        same_address = bool(typed and typed == known)
        same_name = self._fold(self.name) in ("", self._fold(partner.name))
        return 2 * same_address + same_name

    @staticmethod
    def _fold(name):
        """A name without case and needless spaces."""
        return " ".join((name or "").casefold().split())
