import time
from datetime import UTC, timedelta

from odoo import fields, models

from ..tools.checkin_evidence import (
    CodeFacts,
    DeviceFacts,
    EventFacts,
    Evidence,
    PersonFacts,
    TicketRefusal,
    TraceFacts,
)
from ..tools.place import get_distance
from ..tools.ticket_rules import DENY, IN, compile_ticket, evaluate, get_presence

STRIKES_KEPT = timedelta(days=90)
SPEED_WITHIN = timedelta(hours=12)
SCREEN_IS_ON = timedelta(minutes=10)  # since it last asked for codes


def _get_seconds(moment):
    """Seconds since 1970 of a date and time without a zone, which is UTC in Odoo."""
    return moment.replace(tzinfo=UTC).timestamp()


class EventEvent(models.Model):
    """What is known when a member wants to come in: gathered here, judged elsewhere."""

    _inherit = "event.event"

    def _gather_evidence(self, partner, registration, claim, trace, is_shared=False):
        """:param trace: what the phone and the request told, see `_check_in_member`

        :param is_shared: see `community.checkin.claim._mark_used`
        """
        self.ensure_one()
        now = time.time()
        return Evidence(
            now=now,
            event=self._get_event_facts(partner, registration),
            code=CodeFacts(claim.verdict, claim.shown_at, claim.opened_at),
            person=self._get_person_facts(partner, registration, now),
            device=self._get_device_facts(partner, claim, trace, is_shared),
            trace=self._get_trace_facts(partner, claim, trace, now),
        )

    def _get_event_facts(self, partner, registration):
        slot = registration.event_slot_id or self._get_slot_now()
        opens_at, closes_at = self._get_checkin_window(slot)
        seats = None
        if not registration:
            no_ticket = self.env["event.event.ticket"]
            seats = self._get_seats_availability([(slot, no_ticket)])[0]
        return EventFacts(
            opens_at=_get_seconds(opens_at),
            closes_at=_get_seconds(closes_at),
            is_cancelled=self.kanban_state == "cancel" or not self.active,
            walk_in=bool(registration) or self._takes_walk_ins(partner),
            seats_left=seats,
            fence=self._get_fence(),
        )

    def _get_person_facts(self, partner, registration, now):
        since = fields.Datetime.now() - STRIKES_KEPT
        strikes = self.env["community.checkin.attempt"]._count_strikes(partner, since)
        state, entered_at = registration.state or "none", registration.first_in_at
        if state == "done" and registration.entries and not registration.is_inside:
            # Went out past a steward, and comes back.
            state = "open"
        if state == "done" and registration._is_good_again():
            state = "open"
        return PersonFacts(
            state=state,
            is_paid=registration._is_paid() if registration else True,
            may_attend=self._is_invited(partner),
            attended_at=_get_seconds(entered_at) if entered_at else None,
            strikes=strikes,
            annulled=self._count_annulled(partner),
            ticket=self._get_ticket_refusal(registration, now),
        )

    def _count_annulled(self, partner):
        """How often the organiser said here that this person was not there."""
        # sudo: members are judged by rows that they may not read.
        attempts_sudo = self.env["community.checkin.attempt"].sudo()
        return attempts_sudo.search_count(
            [
                ("event_id", "=", self.id),
                ("partner_id", "=", partner.id),
                ("kind", "=", "annulled"),
                ("device_id", "=", False),
                ("hand_out_id", "=", False),
            ]
        )

    def _get_ticket_refusal(self, registration, now):
        """Why a gate would not let this seat in now; None when it would.

        The venue's screen is no gate: a ticket for certain gates is good here.
        """
        if not registration:
            return None
        zone = self._get_clock_offsets()
        facts = registration._get_ticket_facts((), has_questions=False, zone=zone)
        row = compile_ticket(facts)
        found = evaluate(row, get_presence(row), 0, IN, int(now))
        if found.verdict != DENY:
            return None
        return TicketRefusal(found.code, found.facts.get("at"))

    def _get_device_facts(self, partner, claim, trace, is_shared):
        fingerprint = trace["fingerprint"]
        if not fingerprint:
            return DeviceFacts(
                is_present=False,
                is_hidden=bool(claim.fingerprint),
                is_scan_shared=is_shared,
            )
        key = self.env["community.checkin.key"]._find(fingerprint)
        family = partner._get_family()
        users = key._get_users(self)
        return DeviceFacts(
            is_signed=trace["is_signed"],
            is_known=key.partner_id == partner or partner in key._get_users(),
            is_foreign=bool(key) and key.partner_id not in (partner | family),
            is_same_as_opened=claim.fingerprint in (False, fingerprint),
            is_late=claim._is_bound_late(),
            is_scan_shared=is_shared,
            strangers=len(users - partner - family),
        )

    def _get_trace_facts(self, partner, claim, trace, now):
        position = trace["position"]
        country = trace["country"]
        known = self._get_screen_networks()
        here = ""
        if trace["address"] and (known or claim.network):
            here = self._get_network(trace["address"])
        return TraceFacts(
            position=position,
            is_position_refused=trace["is_position_refused"],
            on_venue_network=here in known if known and here else None,
            has_moved=here != claim.network if claim.network and here else None,
            in_event_country=country == self.country_id.code
            if country and self.country_id
            else None,
            speed=self._get_speed(partner, position, now),
            clock_skew=trace["clock"] - now if trace["clock"] else None,
        )

    def _get_screen_networks(self):
        """Networks of the screens that show codes now: one at which the organiser had
        a look at home says nothing about the venue.
        """
        since = fields.Datetime.now() - SCREEN_IS_ON
        # sudo: fingerprints of networks are for managers' eyes alone.
        screens_sudo = self.sudo().screen_ids.filtered(
            lambda screen: screen.network and screen.last_seen_at >= since
        )
        return set(screens_sudo.mapped("network"))

    def _get_speed(self, partner, position, now):
        """Kilometres an hour since the last check-in that told a place."""
        if position is None:
            return None
        last = self.env["community.checkin.attempt"]._get_last_place(
            partner, fields.Datetime.now() - SPEED_WITHIN
        )
        if last is None:
            return None
        before = last["position"]
        metres = get_distance(
            before.latitude, before.longitude, position.latitude, position.longitude
        )
        metres -= before.accuracy + position.accuracy
        hours = max(now - last["at"], 1.0) / 3600
        return max(0.0, metres) / 1000 / hours
