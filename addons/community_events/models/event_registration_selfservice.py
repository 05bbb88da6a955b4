from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, format_datetime

from ..tools.event_words import WHEN
from .event_registration_ticket import LAST_SERIAL


class EventRegistration(models.Model):
    """A member gives a seat back, or passes it on, as long as there is time."""

    _inherit = "event.registration"

    is_accepted = fields.Boolean(
        "Accepted",
        readonly=True,
        default=True,
        copy=False,
        help="Who was given the seat by another member says yes first. Until then it "
        "can be given back until the start, and who passed it on answers for it.",
    )

    @api.model
    def _get_own_domain(self, partner):
        """Seats that are this person's to see: the own, and those booked for others."""
        return [
            "|",
            ("member_id", "=", partner.id),
            "&",
            ("partner_id", "=", partner.id),
            ("member_id", "=", False),
        ]

    # ------------------------------------------------------------
    # TIME
    # ------------------------------------------------------------

    def _get_begin(self):
        self.ensure_one()
        return self.event_slot_id.start_datetime or self.event_id.date_begin

    def _get_end(self):
        self.ensure_one()
        return self.event_slot_id.end_datetime or self.event_id.date_end

    def _get_change_until(self):
        self.ensure_one()
        hours = self.event_id.cancel_until_hours if self.is_accepted else 0
        return self._get_begin() - timedelta(hours=hours)

    def _say_change_until(self):
        return format_datetime(
            self.env,
            self._get_change_until(),
            tz=self.event_id.date_tz or "UTC",
            dt_format=WHEN,
        )

    def _get_change_refusal(self):
        """Why this seat cannot be given back or passed on; empty when it can."""
        self.ensure_one()
        if self.state == "cancel":
            return self.env._("This seat is cancelled already.")
        if self.state == "done":
            return self.env._("You have been there: there is nothing to cancel.")
        if self.given:
            return self.env._(
                "Something was handed out on this ticket already, so it stays with "
                "you. %(contact)s",
                contact=self.event_id._get_contact_words(),
            )
        if fields.Datetime.now() > self._get_change_until():
            return self.env._(
                "This was possible until %(until)s. %(contact)s",
                until=self._say_change_until(),
                contact=self.event_id._get_contact_words(),
            )
        return self._get_return_refusal()

    # ------------------------------------------------------------
    # CANCEL
    # ------------------------------------------------------------

    def _get_cancel_words(self):
        """Hook: what happens when this seat is given back."""
        self.ensure_one()
        if self._goes_back_to_giver():
            return self.env._(
                "The seat goes back to %(name)s, who passed it on to you.",
                name=self.giver_id.name,
            )
        if self.event_id.waiting_count:
            return self.env._(
                "Your seat is given back and offered to the first on the waiting list. "
                "You cannot take it back."
            )
        return self.env._("Your seat is given back and free for others.")

    def _cancel_by_member(self):
        """Give the seat back. Twice changes nothing.

        :raises UserError: says why not, and whom to ask
        """
        self.ensure_one()
        if self.state == "cancel":
            return
        refusal = self._get_change_refusal()
        if refusal:
            raise UserError(refusal)
        if self._goes_back_to_giver():
            self._return_to_giver()
            return
        self.action_cancel()
        self._message_log(body=self.env._("Cancelled by the member."))

    # ------------------------------------------------------------
    # TRANSFER
    # ------------------------------------------------------------

    def _get_transfer_refusal(self):
        """Why this seat cannot be passed on; empty when it can."""
        self.ensure_one()
        if not self.event_id.may_transfer:
            return self.env._("Seats of this event are not passed on.")
        if self.ticket_serial >= LAST_SERIAL:
            return self.event_id._get_contact_words()
        return self._get_change_refusal()

    def _transfer(self, name, email):
        """Somebody else comes instead; the ticket that is out there is void.

        :raises UserError: says why not
        """
        self.ensure_one()
        refusal = self._get_transfer_refusal()
        if refusal:
            raise UserError(refusal)
        name = (name or "").replace("\0", "").strip()
        address = email_normalize((email or "").replace("\0", ""))
        if not name or not address:
            raise UserError(self.env._("Give the name and the e-mail address."))
        person = self._find_person(address)
        self._check_new_person(person)
        self._counting().write(self._prepare_transfer(name, address, person))
        self._message_log(
            body=self.env._("Passed on by the member to %(name)s.", name=name)
        )
        self.env["community.notice"]._send(
            "event_seat_transferred",
            self,
            partners=person or None,
            occurrence=str(self.ticket_serial),
        )

    def _accept_by_member(self):
        """The new holder says yes, and answers for it. Twice changes nothing."""
        self.ensure_one()
        is_over = fields.Datetime.now() > self._get_end()
        if not self._can_be_bound() or self.state != "open" or is_over:
            return
        self._counting().write({"is_accepted": True, "giver_id": False})
        self._message_log(body=self.env._("Accepted by the new member."))

    @api.model
    def _find_person(self, address):
        """The one person in the register, or with a log-in, who has this address."""
        # sudo: found by an address that was typed; only a link is written.
        people_sudo = self.env["res.partner"].sudo()
        people_sudo = people_sudo.search(
            [
                ("email_normalized", "=", address),
                "|",
                ("in_member_register", "=", True),
                ("user_ids", "!=", False),
            ],
            limit=2,
        )
        return people_sudo if len(people_sudo) == 1 else people_sudo.browse()

    def _check_new_person(self, person):
        """One answer for all reasons: it tells nobody who is a member."""
        event = self.event_id
        known = person and event._find_registration(person, self.event_slot_id)
        if known or (
            self._is_for_some_alone() and not (person and self._is_meant_for(person))
        ):
            raise UserError(
                self.env._(
                    "The seat cannot go to this address: the event is not open to this "
                    "person, or there is a seat already."
                )
            )

    def _is_for_some_alone(self):
        """Hook: whether the new holder has to be one of those it is for."""
        return self.event_id._is_for_members_alone(self.event_ticket_id)

    def _is_meant_for(self, person):
        """Hook: whether this person is one of them."""
        only = self.event_ticket_id.members_only
        return self.event_id._is_invited(person) and (
            not only or person._counts_as_member_today()
        )

    def _prepare_transfer(self, name, address, person):
        bound = self._get_bound()
        giver = bound if bound != person else bound.browse()
        return {
            "name": name,
            "email": address,
            "phone": person.phone if person else False,
            "company_name": False,
            "member_id": person.id,
            "partner_id": person.id,
            "visitor_id": False,
            # Nobody is bound by what somebody else decided; who gets back the own is.
            "is_accepted": person == bound,
            "giver_id": giver.id,
            "ticket_serial": self.ticket_serial + 1,
            "barcode": self._get_random_barcode(),
        }
