from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# What may make a seat free when the organiser changes it
FREEING = {"seats_max", "seats_limited", "kanban_state", "stage_id", "use_waiting_list"}


class EventEvent(models.Model):
    """Who waits for a seat here, and the seats that are held for offers."""

    _inherit = "event.event"

    use_waiting_list = fields.Boolean(
        "Waiting List",
        default=True,
        help="When all seats are taken, members may wait: a seat that gets free is "
        "offered to the first of them.",
    )
    waiting_hours = fields.Integer(
        "Time to Answer (h)",
        default=24,
        help="So long an offered seat is held, but never past the start of the event.",
    )
    waiting_ids = fields.One2many(
        "community.event.waiting", "event_id", "On the Waiting List"
    )
    waiting_count = fields.Integer("Waiting", compute="_compute_waiting_count")

    _waiting_hours_range = models.Constraint(
        "CHECK (waiting_hours BETWEEN 1 AND 720)",
        "An offer stands for 1 to 720 hours.",
    )

    @api.depends("waiting_ids.state")
    def _compute_waiting_count(self):
        rows = self.env["community.event.waiting"]._read_group(
            [("event_id", "in", self.ids), ("state", "in", ("waiting", "offered"))],
            ["event_id"],
            ["__count"],
        )
        counts = {event.id: count for event, count in rows}
        for event in self:
            event.waiting_count = counts.get(event._origin.id, 0)

    # ------------------------------------------------------------
    # SEATS
    # ------------------------------------------------------------

    @api.depends("waiting_ids.state")
    def _compute_seats(self):
        """A seat that is offered is not free."""
        result = super()._compute_seats()
        held = self.env["community.event.waiting"]._count_held("event_id", self.ids)
        for event in self:
            if event.seats_max > 0 and held.get(event._origin.id):
                event.seats_available -= held[event._origin.id]
        return result

    def _get_seats_availability(self, slot_tickets):
        found = super()._get_seats_availability(slot_tickets)
        if not any(slot and ticket for slot, ticket in slot_tickets):
            return found
        return [
            self._lower_by_held(slot, ticket, free)
            for (slot, ticket), free in zip(slot_tickets, found, strict=True)
        ]

    def _lower_by_held(self, slot, ticket, free):
        """Core counts seats of one ticket in one slot by itself; offers lower it."""
        if not (slot and ticket and ticket.seats_max):
            return free
        mine = [("slot_id", "=", slot.id), ("ticket_id", "=", ticket.id)]
        # sudo: numbers of the whole event.
        waiting_sudo = self.env["community.event.waiting"].sudo()
        # sudo: as above
        seats_sudo = self.env["event.registration"].sudo()
        held = waiting_sudo.search_count([*mine, ("state", "=", "offered")])
        if not held:
            return free
        taken = seats_sudo.search_count(
            [
                ("event_slot_id", "=", slot.id),
                ("event_ticket_id", "=", ticket.id),
                ("state", "in", ("open", "done")),
            ]
        )
        left = ticket.seats_max - taken - held
        return left if free is None else min(free, left)

    def write(self, vals):
        # Before anything is read from what was sent.
        self.check_access("write")
        result = super().write(vals)
        if FREEING & vals.keys():
            self._offer_seats()
        return result

    # ------------------------------------------------------------
    # QUEUE
    # ------------------------------------------------------------

    def _offer_seats(self):
        """Offer free seats to those who wait, in their order; twice changes nothing."""
        # sudo: whoever gives a seat back moves the queue on.
        for event_sudo in self.sudo():
            if not event_sudo.use_waiting_list or event_sudo.kanban_state == "cancel":
                continue
            queue_sudo = event_sudo.waiting_ids.search(
                [("event_id", "=", event_sudo.id), ("state", "=", "waiting")],
                limit=500,
            )
            if queue_sudo:
                event_sudo._take_waiting_turn()
                queue_sudo._offer_in_turn()

    def _take_waiting_turn(self):
        """Two who move the same queue take turns: the second starts over."""
        self.env.cr.execute(
            SQL(
                "UPDATE event_event SET seats_turn = COALESCE(seats_turn, 0) + 1"
                " WHERE id = %s",
                self.id,
            )
        )

    def _get_waiting_choices(self):
        """What one may wait for: combinations of slot and ticket without a seat.

        :return: list of (slot, ticket)
        """
        self.ensure_one()
        # sudo: published slots and tickets, counted as a whole.
        event_sudo = self.sudo()
        now = fields.Datetime.now()
        slots = event_sudo.event_slot_ids.filtered(lambda one: one.start_datetime > now)
        tickets = event_sudo.event_ticket_ids.filtered(lambda one: not one.is_expired)
        choices = [
            (slot, ticket)
            for slot in (slots if event_sudo.is_multi_slots else [slots.browse()])
            for ticket in (tickets or [tickets.browse()])
        ]
        free = event_sudo._get_seats_availability(choices)
        return [
            choice
            for choice, seats in zip(choices, free, strict=True)
            if seats is not None and seats < 1
        ]

    def _get_waiting_refusal(self, user, slot=None):
        """Why this user cannot join the list; empty when he can.

        :param slot: the time that is meant, an empty one at an event without slots;
            None leaves out what is true of one time alone
        """
        self.ensure_one()
        if not self.use_waiting_list or self.kanban_state == "cancel":
            return self.env._("There is no waiting list here.")
        if self.date_begin <= fields.Datetime.now() and not self.is_multi_slots:
            return self.env._("The event has begun.")
        way_in = self._get_way_in(user)
        if way_in:
            return way_in["sentence"]
        if slot is not None and self._find_registration(user.partner_id, slot):
            return self.env._("You have a seat already.")
        return ""

    def _join_waiting_list(self, user, slot, ticket):
        """A place at the end of the queue; who is in it keeps his place.

        One place for each time: who comes at nine may wait for noon.

        :raises UserError: says why not
        """
        self.ensure_one()
        waiting = self.env["community.event.waiting"]
        known = waiting._find_active(user.partner_id, self, slot)
        if known:
            return known
        refusal = self._get_waiting_refusal(user, slot)
        if refusal:
            raise UserError(refusal)
        if (slot, ticket) not in self._get_waiting_choices():
            raise UserError(
                self.env._("There is a free seat: book it instead of waiting.")
            )
        ticket._check_members_only(user)
        values = {
            "event_id": self.id,
            "slot_id": slot.id,
            "ticket_id": ticket.id,
            "partner_id": user.partner_id.id,
        }
        try:
            with self.env.cr.savepoint():
                return waiting._with_pen().create(values)
        except UniqueViolation:
            return waiting._find_active(user.partner_id, self, slot)
