from datetime import UTC, datetime

from odoo import models

from ..tools.entry_history import TIMED, Passed, tell
from ..tools.ticket_rules import DENY
from .event_registration_presence import _QUIETLY


class EventRegistration(models.Model):
    """Presence found anew from all that happened at the gates."""

    _inherit = "event.registration"

    def _retell(self, arrived=None):
        """Put the scans of these seats in order again; conflicts and presence follow.

        :param arrived: attempts that nobody has judged yet
        """
        # sudo: from rows that stewards do not read; written by rules alone.
        seats_sudo = self.sudo()
        attempts = seats_sudo._get_passages()
        fresh = set(arrived.ids) if arrived else set()
        rows = seats_sudo._compile_rows()
        for seat_sudo in seats_sudo:
            mine = attempts.get(seat_sudo.id, [])
            passages = [attempt._as_passage(attempt.id in fresh) for attempt in mine]
            story = tell(rows[seat_sudo.id], passages)
            self.env["community.checkin.attempt"].concat(*mine)._set_conflicts(
                story.conflicts
            )
            seat_sudo._write_presence(story)

    def _get_passages(self):
        """:return: registration's id -> attempts in which somebody passed a gate"""
        attempts = self.env["community.checkin.attempt"].search(
            [("registration_id", "in", self.ids), ("kind", "!=", "annulled")]
        )
        found = {}
        for attempt in attempts:
            if attempt._is_passage():
                found.setdefault(attempt.registration_id.id, []).append(attempt)
        return found

    def _write_presence(self, story):
        self.ensure_one()
        presence = story.presence
        first, last = read_moment(story.first_in), read_moment(presence.last_at)
        values = {
            "entries": presence.entries,
            "is_inside": presence.is_inside,
            "first_in_at": first,
            "last_at": last,
            "last_in_at": read_moment(presence.last_in),
            "day_entries": presence.today,
            "given": {key: list(one) for key, one in presence.given.items() if one[0]},
        }
        if presence.entries and self.state == "open":
            values |= {"state": "done", "date_closed": first}
        elif not presence.entries and self.state == "done" and self.entries:
            values |= {
                "state": "cancel" if self.is_walk_in else "open",
                "date_closed": False,
                "is_flagged": False,
            }
        values["given"] = values["given"] or False
        changed = {name: value for name, value in values.items() if self[name] != value}
        if changed:
            self.with_context(
                tracking_disable=True, community_quiet_entry=_QUIETLY
            ).write(changed)


class CommunityCheckinAttempt(models.Model):
    _inherit = "community.checkin.attempt"

    def _is_passage(self):
        """Whether somebody passed, as far as the organiser left it so.

        Who was refused without a seat and got one by the organiser's word came in by
        that word: the first row names no seat.
        """
        self.ensure_one()
        word = self.corrected_by_ids[:1].kind
        if self.kind == "confirmed":
            return not self.corrects_id.registration_id and word != "annulled"
        passed = self.verdict != DENY and word != "annulled"
        return passed or word == "confirmed"

    def _as_passage(self, is_new=False):
        """This attempt, as `tools.entry_history` reads it."""
        self.ensure_one()
        evidence = self.evidence or {}
        at = (self.corrects_id or self).at
        return Passed(
            key=self.id,
            nonce=self.nonce,
            moment=evidence.get("moment") or at.replace(tzinfo=UTC).timestamp(),
            gate_id=self.gate_id.id or 0,
            direction=self.direction,
            conflict=self.conflict_code or "",
            serial=evidence.get("serial"),
            is_new=is_new,
            is_forced=self._is_decided_by_hand(),
            thing=str(self.hand_out_id.id) if self.hand_out_id else "",
        )

    def _is_decided_by_hand(self):
        """The organiser's word counts, and a supervisor's whose time is sure and who
        stood at an entrance.

        Confirmed, an entry stays beside the rules when another one came before it.
        """
        conflict = self.conflict_code
        word = (self.corrected_by_ids[:1] or self).kind
        if self.verdict == DENY or word == "confirmed":
            return conflict not in TIMED
        is_by_hand = self.kind == "desk" and self.code == "by_hand"
        return is_by_hand and conflict not in ("late", "other_gate")


def read_moment(seconds):
    """Seconds since 1970 as the database keeps them, False for none."""
    if not seconds:
        return False
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None, microsecond=0)
