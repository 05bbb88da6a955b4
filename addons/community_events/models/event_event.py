from datetime import timedelta

from odoo import api, fields, models

from .event_registration_seats import NEARLY_FULL


class EventEvent(models.Model):
    _inherit = "event.event"

    def _default_checkin_policy(self):
        return self.env.ref(
            "community_events.community_checkin_policy_middle", raise_if_not_found=False
        )

    # What these begin with, the template says (`event_event_template`).
    checkin_by_member = fields.Boolean(
        "Members Check In by Themselves",
        help="They scan the code of the screen at the venue.",
    )
    checkin_walk_in = fields.Boolean(
        "Also without Registration",
        help="Members who did not register come in as long as there are seats.",
    )
    checkin_policy_id = fields.Many2one(
        "community.checkin.policy", "How Strict", ondelete="restrict"
    )
    checkin_opens_before = fields.Float("Opens Before the Start (h)", default=1.0)
    checkin_closes_after = fields.Float("Closes After the End (h)")
    checkin_opens_at = fields.Datetime(compute="_compute_checkin_times")
    checkin_closes_at = fields.Datetime(compute="_compute_checkin_times")
    is_checkin_open = fields.Boolean(compute="_compute_checkin_times")
    seats_turn = fields.Integer(
        readonly=True, copy=False, help="Grows with each of the last seats."
    )
    attempt_ids = fields.One2many("community.checkin.attempt", "event_id")
    gate_ids = fields.One2many("community.checkin.gate", "event_id", copy=True)
    hand_out_ids = fields.One2many(
        "community.event.hand.out", "event_id", "Hand-Outs", copy=True
    )

    _checkin_times_range = models.Constraint(
        "CHECK (checkin_opens_before BETWEEN 0 AND 72"
        " AND checkin_closes_after BETWEEN 0 AND 72)",
        "Check-in opens and closes within three days of the event.",
    )

    @api.depends(
        "checkin_opens_before", "checkin_closes_after", "date_begin", "date_end"
    )
    def _compute_checkin_times(self):
        now = fields.Datetime.now()
        for event in self:
            begin, end = event.date_begin, event.date_end
            before = timedelta(hours=event.checkin_opens_before)
            after = timedelta(hours=event.checkin_closes_after)
            event.checkin_opens_at = begin and begin - before
            event.checkin_closes_at = end and end + after
            event.is_checkin_open = bool(
                begin and end and begin - before <= now <= end + after
            )

    def _get_checkin_window(self, slot=None):
        """From when to when one may come in: to the event, or to one slot of it."""
        self.ensure_one()
        if not slot:
            return self.checkin_opens_at, self.checkin_closes_at
        before = timedelta(hours=self.checkin_opens_before)
        after = timedelta(hours=self.checkin_closes_after)
        return slot.start_datetime - before, slot.end_datetime + after

    def _takes_walk_ins(self, partner):
        """Whether this person comes in without having registered.

        Where there are tickets, one of them must be good for whoever walks in.
        """
        self.ensure_one()
        if not self.checkin_walk_in:
            return False
        return not self.event_ticket_ids or bool(self._get_walk_in_ticket(partner))

    def _get_walk_in_ticket(self, partner):
        """The first ticket that is free and open to this person, with a seat left."""
        self.ensure_one()
        is_member = partner._counts_as_member_today()
        slot = self._get_slot_now()
        on_sale = self.event_ticket_ids.filtered(lambda ticket: not ticket.is_expired)
        # The sale of all may be over when the doors open.
        good = (on_sale or self.event_ticket_ids).filtered(
            lambda ticket: (
                not ticket._costs_money() and (is_member or not ticket.members_only)
            )
        )
        pairs = [(slot, ticket) for ticket in good]
        left = self._get_seats_availability(pairs)
        with_seat = (
            ticket.id
            for ticket, seats in zip(good, left, strict=True)
            if seats is None or seats > 0
        )
        return good.browse(next(with_seat, ()))

    def _is_nearly_full(self):
        """Whether those who come in this moment may want more seats than there are."""
        self.ensure_one()
        is_limited = self.seats_limited and self.seats_max
        if is_limited and (self.is_multi_slots or self.seats_available < NEARLY_FULL):
            return True
        return any(
            ticket.seats_limited and ticket.seats_available < NEARLY_FULL
            for ticket in self.event_ticket_ids
        )

    def _get_slot_now(self, moment=None):
        """The slot of an event with several that is on now, or comes next.

        :param moment: another time than now
        """
        self.ensure_one()
        if not self.is_multi_slots:
            return self.env["event.slot"]
        now = moment or fields.Datetime.now()
        slots = self.event_slot_ids.sorted("start_datetime")
        coming = slots.filtered(lambda slot: slot.end_datetime >= now)
        return (coming or slots[-1:])[:1]

    def _get_checkin_policy(self):
        """The figures that decide here; an event without a policy takes the middle."""
        self.ensure_one()
        policy = self.checkin_policy_id or self._default_checkin_policy()
        # sudo: members do not read policies, they are judged by them.
        return policy.sudo()._get_policy()
