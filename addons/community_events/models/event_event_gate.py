from datetime import timedelta

from odoo import api, fields, models

from ..tools.venue_clock import get_offsets

NEAR = timedelta(days=365)  # before and after an event, for the clock of its venue
KEPT_OPEN = timedelta(days=1)  # after the doors closed; then phones forget their list

# No gate has it: for a ticket that no entrance takes
NOWHERE = 0


class EventEvent(models.Model):
    """The entrances of an event, and how many are inside."""

    _inherit = "event.event"

    gate_count = fields.Integer(compute="_compute_gate_counts")
    conflict_count = fields.Integer("Gate Conflicts", compute="_compute_gate_counts")
    inside_count = fields.Integer("Inside Now", compute="_compute_inside_count")

    @api.depends("gate_ids.active", "attempt_ids.is_conflict")
    def _compute_gate_counts(self):
        gates = dict(
            self.env["community.checkin.gate"]._read_group(
                [("event_id", "in", self.ids)], ["event_id"], ["__count"]
            )
        )
        conflicts = dict(
            self.env["community.checkin.attempt"]._read_group(
                [
                    ("event_id", "in", self.ids),
                    ("is_conflict", "=", True),
                    ("corrected_by_ids", "=", False),
                ],
                ["event_id"],
                ["__count"],
            )
        )
        for event in self:
            event.gate_count = gates.get(event, 0)
            event.conflict_count = conflicts.get(event, 0)

    @api.depends("registration_ids.is_inside")
    def _compute_inside_count(self):
        counts = dict(
            self.env["event.registration"]._read_group(
                [("event_id", "in", self.ids), ("is_inside", "=", True)],
                ["event_id"],
                ["__count"],
            )
        )
        for event in self:
            event.inside_count = counts.get(event, 0)

    def copy(self, default=None):
        """The gates of the copy take the copies of their tickets and hand-outs."""
        twins = super().copy(default)
        for event, twin in zip(self, twins, strict=True):
            tickets = dict(
                zip(event.event_ticket_ids, twin.event_ticket_ids, strict=False)
            )
            things = dict(zip(event.hand_out_ids, twin.hand_out_ids, strict=False))
            for gate, copied in zip(event.gate_ids, twin.gate_ids, strict=False):
                copied.hand_out_id = things.get(gate.hand_out_id)
                copied.ticket_ids = copied.ticket_ids.union(
                    *(tickets[one] for one in gate.ticket_ids if one in tickets)
                )
        return twins

    def _get_door_counts(self):
        """How many are inside, came, and are expected, as the scan page shows it."""
        self.ensure_one()
        # sudo: stewards see three numbers.
        rows = (
            self.env["event.registration"]
            .sudo()
            ._read_group(
                [("event_id", "=", self.id), ("state", "in", ("open", "done"))],
                ["state", "is_inside"],
                ["__count"],
            )
        )
        return {
            "inside": sum(count for _state, inside, count in rows if inside),
            "came": sum(count for state, _inside, count in rows if state == "done"),
            "expected": sum(count for _state, _inside, count in rows),
        }

    def _get_clock_offsets(self):
        """The clock of the event while tickets are good, see `tools.venue_clock`."""
        self.ensure_one()
        # sudo: times of the event, for the rules of its tickets.
        event_sudo = self.sudo()
        tickets_sudo = event_sudo.event_ticket_ids
        opens, closes = event_sudo.checkin_opens_at, event_sudo.checkin_closes_at
        begins = filter(None, [opens, *tickets_sudo.mapped("valid_from")])
        ends = filter(None, [closes, *tickets_sudo.mapped("valid_until")])
        # A ticket that is good for a lifetime takes no year away from the event.
        first = opens - min(opens - min(begins), NEAR)
        last = closes + min(max(ends) - closes, NEAR)
        return get_offsets(event_sudo._get_zone(), first, last)

    def _is_door_over(self):
        """Whether stewards have nothing to do here any more."""
        self.ensure_one()
        return fields.Datetime.now() > self.checkin_closes_at + KEPT_OPEN

    def _get_gates_by_ticket(self):
        """Ticket -> ids of the entrances that take it; () means all of them.

        :return: function of a ticket (also of none)
        """
        self.ensure_one()
        # sudo: rules of this event, compiled for the phones at its doors.
        gates_sudo = self.sudo().gate_ids.filtered(
            lambda gate: gate.direction != "out" and not gate.hand_out_id
        )
        if not gates_sudo.ticket_ids:
            return lambda _ticket: ()

        def get_gates(ticket):
            good = gates_sudo.filtered(
                lambda gate: not gate.ticket_ids or ticket in gate.ticket_ids
            )
            return () if good == gates_sudo else tuple(good.ids) or (NOWHERE,)

        return get_gates

    def action_view_conflicts(self):
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "community_events.community_checkin_attempt_action_conflicts"
        )
        return action | {
            "domain": [("event_id", "=", self.id), ("is_conflict", "=", True)]
        }
