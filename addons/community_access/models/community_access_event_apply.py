import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.gate_memory import (
    forget,
    record_passage,
    record_refusal,
    record_settled,
)
from ..tools.gate_rights import choose_right
from ..tools.gate_types import IN, Pass, Presence, Question
from .community_access_pass import pack

# Events by which somebody moves, or counts as having moved.
MOVES = ("passed", "opened", "forced")
REMEMBERED = (*MOVES, "swipe", "settled", "forgotten", "corrected")
# So far back a late event makes the memory of a person anew.
REPLAY = timedelta(days=2)

LOCK_SQL = """
INSERT INTO community_access_presence (company_id, person, row, last_at)
     VALUES (%(company)s, %(person)s, '{}', 0)
ON CONFLICT (company_id, person)
  DO UPDATE SET person = EXCLUDED.person
  RETURNING id, row, last_at
"""


def seconds(moment):
    """Seconds since 1970 of a naive UTC datetime."""
    return int(moment.replace(tzinfo=UTC).timestamp())


def naive(moment):
    """Naive UTC datetime of seconds since 1970."""
    return datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)


class CommunityAccessEvent(models.Model):
    """What an event changes: the memory of the gates, and visits."""

    _inherit = "community.access.event"

    def _apply(self):
        """Remember events that were just added; those that come late replay.

        Called once for each event, in the order of their times.
        """
        late = {}
        for event in self.sorted(lambda one: (one.occurred_at, one.id)):
            person = event._get_person()
            if not person or event.kind not in REMEMBERED:
                continue
            memory = event._lock_memory(person)
            if seconds(event.occurred_at) < memory["last_at"]:
                first = late.get((event.company_id, person), event.occurred_at)
                late[event.company_id, person] = min(first, event.occurred_at)
            else:
                event._apply_one(person, memory)
        for (company, person), since in late.items():
            self._replay(company, person, since)

    def _get_person(self):
        self.ensure_one()
        if self.partner_id:
            return f"p{self.partner_id.id}"
        return f"c{self.credential_id.id}" if self.credential_id else ""

    def _lock_memory(self, person):
        """The memory of a person; whoever else writes it now starts over."""
        self.env.cr.execute(SQL(LOCK_SQL, company=self.company_id.id, person=person))
        names = ("id", "row", "last_at")
        return dict(zip(names, self.env.cr.fetchone(), strict=True))

    def _apply_one(self, person, memory):
        """One event onto the memory of its person, and onto the visits."""
        before = Presence.from_row(json.loads(memory["row"]))
        after = self._get_memory_after(before)
        if self.kind in MOVES and self.gate_id:
            self._move(person, before, after)
        self._save_memory(memory["id"], after)

    def _get_memory_after(self, presence):
        """The memory after this event, by the same functions as on the box."""
        now = seconds(self.occurred_at)
        if self.kind == "settled":
            return record_settled(presence, seconds(self.settled_until))
        if self.kind == "forgotten":
            return forget(presence, self.zone_id.id or None)
        if not self.gate_id:
            # Its reader was taken from the gate before the box could tell.
            return presence
        door = self.gate_id._get_setting_at(now).door
        if self.kind == "swipe":
            refused = self.verdict == "deny" and self.side == IN
            return record_refusal(presence, door, now) if refused else presence
        return record_passage(self._get_question(presence))

    def _get_question(self, presence):
        """The question that the swipe of this event asked, with this memory."""
        now = seconds(self.occurred_at)
        setting = self.gate_id._get_setting_at(now)
        # sudo: what a band opens is known to the gate, whoever stands at it.
        row = self.sudo().credential_id.access_pass_ids.row
        found = Pass.from_row(json.loads(row)) if row else None
        return Question(
            found, setting.door, self.side or IN, now, presence, setting.world
        )

    def _save_memory(self, memory, presence):
        self.env.cr.execute(
            SQL(
                "UPDATE community_access_presence SET row = %s, "
                "last_at = GREATEST(last_at, %s) WHERE id = %s",
                pack(presence.to_row()),
                seconds(self.occurred_at) if self else 0,
                memory,
            )
        )

    # ---- visits ---------------------------------------------------------------

    def _move(self, person, before, after):
        if self.side == IN:
            return self._come_in(person, before, after)
        return self._go_out(person, before)

    def _come_in(self, person, before, after):
        """A new stay, unless it is one that runs already."""
        visits = self.env["community.access.visit"]._with_pen()
        zone = self.gate_id.zone_id
        running = visits._find_open(zone, person)
        stay = after.stays[zone.id]
        if running and seconds(running.date_in) == stay.since:
            return running
        if running:
            running._close(self.occurred_at, "reset")
        visit = visits.create(self._prepare_visit(person, stay, before))
        visit._after_entry(self)
        return visit

    def _prepare_visit(self, person, stay, before):
        return {
            "company_id": self.company_id.id,
            "zone_id": self.gate_id.zone_id.id,
            "partner_id": self.partner_id.id,
            "credential_id": self.credential_id.id,
            "person": person,
            "date_in": self.occurred_at,
            "paid_until": naive(stay.paid_until) if stay.paid_until else False,
            "tariff_id": stay.tariff,
            "right_key": self._get_right_key(before),
            "event_in_id": self.id,
        }

    def _get_right_key(self, before):
        """By which right somebody came in; whom staff let in may have none.

        Who is in came by it whether or not the money for it was there.
        """
        ask = self._get_question(before)
        if not ask.found:
            return False
        paid = replace(ask, found=replace(ask.found, balance=2**62))
        right = choose_right(paid)[0]
        return right.key if right else False

    def _go_out(self, person, before):
        """Ends the stay in the zone, and in those inside of it."""
        visits = self.env["community.access.visit"]._with_pen()
        zones = self.env["community.access.zone"].search(
            [("id", "child_of", self.gate_id.zone_id.id)]
        )
        running = visits._find_open(zones, person)
        running._close(self.occurred_at, "gate", self)
        left = running.filtered(lambda visit: visit.zone_id == self.gate_id.zone_id)
        if left:
            left._after_exit(self, self._get_question(before))
        return running

    # ---- events that come late ---------------------------------------------------

    @api.model
    def _replay(self, company, person, since):
        """The memory and the visits of a person anew, from some time before."""
        start = since - REPLAY
        visits = self.env["community.access.visit"]._with_pen()
        visits._take_back(company, person, start)
        events = self.search(
            [
                ("company_id", "=", company.id),
                ("occurred_at", ">=", start),
                ("kind", "in", REMEMBERED),
                *self._get_person_domain(person),
            ],
            order="occurred_at, id",
        )
        memory = events[:1]._lock_memory(person)
        presence = visits._remember_before(company, person, start)
        for event in events:
            memory["row"] = pack(presence.to_row())
            event._apply_one(person, memory)
            presence = Presence.from_row(json.loads(event._read_memory(memory["id"])))
        return events

    def _read_memory(self, memory):
        [(row,)] = self.env.execute_query(
            SQL("SELECT row FROM community_access_presence WHERE id = %s", memory)
        )
        return row

    @api.model
    def _get_person_domain(self, person):
        name = "partner_id" if person[0] == "p" else "credential_id"
        return [(name, "=", int(person[1:]))]
