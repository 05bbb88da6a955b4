from dataclasses import replace

from odoo import fields, models

from ..tools.scan_text import get_key
from ..tools.ticket_rules import Presence, TicketFacts, Window, compile_ticket

NONE = (0, 0)  # of a thing: how many, and when the last one


class EventRegistration(models.Model):
    """What a gate needs to know of a seat, as plain rows."""

    _inherit = "event.registration"

    attention = fields.Char(
        "Attention at the Door",
        copy=False,
        help="Shown to the steward, who says yes before this person is let in.",
    )

    def _compile_rows(self):
        """Registration -> row of `tools.ticket_rules`, with name and what is asked.

        As many queries for one seat as for thousands.
        """
        # sudo: stewards get no more than these rows of the seats at their event.
        seats_sudo = self.sudo()
        get_gates = {
            event_sudo: event_sudo._get_gates_by_ticket()
            for event_sudo in seats_sudo.event_id
        }
        questions = seats_sudo._get_open_questions()
        cards = seats_sudo._get_card_keys()
        zones = {
            event_sudo: event_sudo._get_clock_offsets()
            for event_sudo in seats_sudo.event_id
        }
        rows, things = {}, seats_sudo._get_things()
        for seat_sudo in seats_sudo:
            where = get_gates[seat_sudo.event_id](seat_sudo.event_ticket_id)
            asked = questions.get(seat_sudo.id, [])
            facts = seat_sudo._get_ticket_facts(
                where,
                bool(asked),
                zones[seat_sudo.event_id],
                things[seat_sudo.event_id, seat_sudo.event_ticket_id],
            )
            rows[seat_sudo.id] = compile_ticket(facts) | {
                "name": seat_sudo.display_name,
                "ticket": seat_sudo.event_ticket_id.name or "",
                "attention": seat_sudo.attention or "",
                "questions": asked,
                "keys": [
                    get_key(seat_sudo.barcode or ""),
                    *cards.get(seat_sudo.member_id.id, ()),
                ],
            }
        return rows

    def _get_ticket_facts(self, gate_ids, has_questions, zone, things=()):
        self.ensure_one()
        opens_at, closes_at = self._get_valid_times()
        ticket, presence = self.event_ticket_id, self._get_presence()
        notes = {"attention": bool(self.attention), "questions": has_questions}
        return TicketFacts(
            self.id,
            state=self.state if self.active else "cancel",
            is_paid=self._is_paid(),
            is_blocked=self.is_blocked,
            windows=(
                Window(int(opens_at.timestamp()), int(closes_at.timestamp()), gate_ids),
            ),
            max_entries=ticket.max_entries if ticket else 1,
            entries=presence.entries,
            is_inside=presence.is_inside,
            last_at=presence.last_at,
            leave_first=ticket.leave_first,
            pause=ticket.pause_minutes * 60,
            notes=tuple(code for code, is_true in notes.items() if is_true),
            serial=self.ticket_serial,
            is_daily=ticket.entries_per == "day",
            zone=zone,
            last_in=presence.last_in,
            today=presence.today,
            things=tuple(
                replace(thing, given=count, last_at=last_at)
                for thing in things
                for count, last_at in [presence.given.get(str(thing.hand_out_id), NONE)]
            ),
        )

    def _get_presence(self):
        """How often this ticket came in, and what it got, as it stands now."""
        self.ensure_one()
        return Presence(
            # Seats of the time before there were gates were attended once.
            entries=self.entries or int(self.state == "done"),
            is_inside=self.is_inside,
            last_at=int(self.last_at.timestamp()) if self.last_at else 0,
            last_in=int(self.last_in_at.timestamp()) if self.last_in_at else 0,
            today=self.day_entries,
            given={
                thing: (count, int(last_at))
                for thing, (count, last_at) in (self.given or {}).items()
            },
        )

    def _get_things(self):
        """:return: (event, ticket) -> what such a ticket gets at the gates"""
        return {
            (event, ticket): event.hand_out_ids._compile_things(ticket)
            for event, ticket in {(one.event_id, one.event_ticket_id) for one in self}
        }

    def _get_open_questions(self):
        """:return: registration's id -> ids of the door's questions without answer"""
        answered = {}
        for seat, question in self.env["event.registration.answer"]._read_group(
            [
                ("registration_id", "in", self.ids),
                ("question_id.at_the_door", "=", True),
            ],
            ["registration_id", "question_id"],
        ):
            answered.setdefault(seat.id, set()).add(question.id)
        asked = {event: event._get_door_questions().ids for event in self.event_id}
        return {
            seat.id: [
                question
                for question in asked[seat.event_id]
                if question not in answered.get(seat.id, ())
            ]
            for seat in self
        }

    def _get_card_keys(self):
        """:return: member's id -> keys of the valid cards that this person carries"""
        members = self.member_id
        cards = self.env["community.member.card"].search(
            [
                ("state", "=", "active"),
                "|",
                ("holder_id", "in", members.ids),
                ("partner_id", "in", members.ids),
            ]
        )
        keys = {}
        for card in cards:
            if card.is_valid:
                keys.setdefault(card.person_id.id, []).append(get_key(card.code))
        return keys
