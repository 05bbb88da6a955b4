from odoo import fields, models
from odoo.exceptions import UserError


class EventEvent(models.Model):
    """Who may book what on the website. Asked by pages, and again when it is done."""

    _inherit = "event.event"

    def _is_for_members_alone(self, tickets):
        """Whether each person books the own seat only."""
        self.ensure_one()
        # sudo: for whom an event and its tickets are is no secret.
        event_sudo, tickets_sudo = self.sudo(), tickets.sudo()
        return event_sudo.audience == "members" or any(
            tickets_sudo.mapped("members_only")
        )

    def _get_way_in(self, user):
        """What somebody who is not invited reads, and the next step.

        :return: None for whoever is invited, else {"sentence", "login" (whether
            logging in may help), "join" (whether becoming a member may help)}
        """
        self.ensure_one()
        if self._is_invited(user.partner_id):
            return None
        is_public = user._is_public()
        is_member = not is_public and user.partner_id._counts_as_member_today()
        words = self._get_audience_words()
        if is_member:
            sentence = self.env._(
                "%(audience)s Your membership is another one, so you cannot book here.",
                audience=words,
            )
        elif is_public:
            sentence = self.env._(
                "%(audience)s Log in to book your seat, or join us.", audience=words
            )
        else:
            sentence = self.env._(
                "%(audience)s You are not a member today.", audience=words
            )
        return {
            "sentence": sentence,
            "login": is_public,
            "join": not is_member,
        }

    def _find_own_seat(self, user):
        """The seat of whoever looks at the page; none for visitors."""
        if user._is_public():
            return self.env["event.registration"]
        return self._find_registration(user.partner_id)

    def _check_booking(self, user, order):
        """May this user book this? Whatever the browser showed or sent.

        :param order: list of (slot, ticket, number of seats)
        :raises UserError: says why not
        """
        self.ensure_one()
        way_in = self._get_way_in(user)
        if way_in:
            raise UserError(way_in["sentence"])
        tickets = self.env["event.event.ticket"].union(*(row[1] for row in order))
        # sudo: published tickets, and whether they are for members.
        tickets_sudo = tickets.sudo()
        if tickets.event_id - self:
            raise UserError(self.env._("This ticket is not of this event."))
        self._check_on_sale(tickets_sudo)
        tickets_sudo._check_members_only(user)
        if self._is_for_members_alone(tickets_sudo):
            self._check_own_seat(user.partner_id, order)

    def _check_on_sale(self, tickets):
        now = fields.Datetime.now()
        if self.kanban_state == "cancel" or self.date_end < now:
            raise UserError(self.env._("Registration is closed."))
        for ticket in tickets:
            if not ticket.is_launched:
                raise UserError(ticket._get_opening_words(self.env.user.partner_id))
            if ticket.is_expired:
                raise UserError(
                    self.env._(
                        "“%(ticket)s” cannot be booked any more.", ticket=ticket.name
                    )
                )

    def _check_own_seat(self, partner, order):
        """For members alone: one seat, the own one; at each time of the event.

        :param order: see `_check_booking`
        """
        if sum(count for _, _, count in order) > 1:
            raise UserError(
                self.env._(
                    "Each member books the own seat here. Choose one; others book "
                    "theirs when they are logged in."
                )
            )
        if any(self._find_registration(partner, slot) for slot, _, _ in order):
            raise UserError(
                self.env._("You have a seat already. You find it under “My events”.")
            )
