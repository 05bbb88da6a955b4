from collections import Counter

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.website_event.controllers.main import WebsiteEventController


class WebsiteEventBooking(WebsiteEventController):
    """Booking on the website: what core's forms send is checked again on the server."""

    def _prepare_event_register_values(self, event, **post):
        values = super()._prepare_event_register_values(event, **post)
        return values | {"waiting": event._get_waiting_values(request.env.user)}

    def _process_attendees_form(self, event, form_details):
        """Who books and for which event is known here, and never told by a browser."""
        registrations = super()._process_attendees_form(event, form_details)
        for values in registrations:
            values.pop("partner_id", None)
            values.pop("event_id", None)
            values.setdefault("event_ticket_id", False)
            if not values["event_ticket_id"] and event.event_ticket_ids:
                raise UserError(request.env._("Choose a ticket."))
        return registrations

    def _check_identity(self, registrations):
        """A seat of nobody cannot be told of anything, nor be let in by name."""
        is_known = all(one.get("name") or one.get("email") for one in registrations)
        if request.env.user._is_public() and not is_known:
            raise UserError(
                request.env._(
                    "Please log in to book, or say who comes: a seat needs a name or "
                    "an e-mail address."
                )
            )

    @http.route()
    def registration_new(self, event, **post):
        try:
            slot_id = int(post.get("event_slot_id") or 0)
            order = [
                (slot_id, row["ticket"] or self._no_ticket(), row["quantity"])
                for row in self._process_tickets_form(event, post)
            ]
            event._check_booking(request.env.user, order)
        except (UserError, ValueError) as refused:
            return self._render_refusal_window(refused)
        return super().registration_new(event, **post)

    @http.route()
    def registration_confirm(self, event, **post):
        try:
            data = self._process_attendees_form(event, post)
            event._check_booking(request.env.user, self._count_order(data))
            self._check_identity(data)
        except (UserError, ValueError) as refused:
            return self._render_refusal(event, refused)
        return super().registration_confirm(event, **post)

    def _count_order(self, registrations):
        """What is booked in all: (slot, ticket, seats)."""
        counted = Counter(
            (values.get("event_slot_id"), values["event_ticket_id"])
            for values in registrations
        )
        tickets = request.env["event.event.ticket"]
        slots = request.env["event.slot"]
        return [
            (slots.browse(slot_id or ()), tickets.browse(ticket_id or ()), count)
            for (slot_id, ticket_id), count in counted.items()
        ]

    def _create_attendees_from_registration_post(self, event, registration_data):
        """For members alone: the seat is the one of whoever is logged in."""
        tickets = request.env["event.event.ticket"].browse(
            [values["event_ticket_id"] for values in registration_data]
        )
        if event._is_for_members_alone(tickets.filtered("id")):
            person = request.env.user.partner_id
            for values in registration_data:
                values.update(
                    partner_id=person.id,
                    member_id=person.id,
                    name=person.name,
                    email=person.email,
                )
        return super()._create_attendees_from_registration_post(
            event, registration_data
        )

    # ------------------------------------------------------------
    # REFUSAL
    # ------------------------------------------------------------

    def _no_ticket(self):
        return request.env["event.event.ticket"]

    def _say(self, refused):
        if isinstance(refused, UserError):
            return str(refused)
        return request.env._("Load the page again and choose once more.")

    def _render_refusal(self, event, refused):
        values = self._prepare_event_register_values(event)
        values["booking_refusal"] = self._say(refused)
        return request.render("website_event.event_description_full", values)

    def _render_refusal_window(self, refused):
        return request.env["ir.ui.view"]._render_template(
            "community_events.booking_refusal_window", {"sentence": self._say(refused)}
        )
