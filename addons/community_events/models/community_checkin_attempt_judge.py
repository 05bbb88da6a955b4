from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.community_members.tools.decision import (
    ALLOW,
    DENY,
    Decision,
    Reason,
)

from .community_checkin_attempt_review import ENTRIES, JUDGEMENTS

ORGANIZER = "event.group_event_user"


class CommunityCheckinAttempt(models.Model):
    """The organiser's word about a try, as a further row: the first one stays."""

    _inherit = "community.checkin.attempt"

    def action_judge(self):
        """The window in which the organiser confirms or annuls, with a reason."""
        self._check_may_judge()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Annul or Confirm"),
            "res_model": "community.checkin.judge",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_attempt_ids": self.ids,
                "default_kind": self.env.context.get("checkin_judgement"),
            },
        }

    def _check_may_judge(self):
        """:raises AccessError: a steward scans; only organisers annul"""
        if not self.env.user.has_group(ORGANIZER):
            raise AccessError(
                self.env._(
                    "Organisers annul and confirm check-ins. Ask one of them to do it."
                )
            )
        self.check_access("read")
        self.event_id.check_access("write")
        self._check_not_own()

    def _check_not_own(self):
        """:raises AccessError: nobody decides about the own tries to come in"""
        people = self.partner_id | self.registration_id.member_id
        if self.env.user.partner_id in people:
            raise AccessError(
                self.env._(
                    "Another organiser annuls and confirms your own check-ins. Ask one "
                    "of them to do it."
                )
            )

    def _judge(self, kind, note, is_strike=False):
        """Confirm: this person was there. Annul: was not there.

        A refused member who is confirmed is let in; a try to cheat that is confirmed is
        none any more.

        :param kind: "confirmed" or "annulled"
        :param is_strike: what is annulled was a try to cheat
        :return: the new rows
        :raises UserError: somebody decided already, or nobody is known to let in
        """
        self._check_may_judge()
        judgements = self.browse()
        for attempt in self.sorted("id"):
            attempt._check_can_be_judged()
            attempt._check_can_be_given(kind)
            seat = attempt.registration_id
            if kind == "confirmed" and attempt.verdict == DENY:
                seat = attempt._find_or_make_seat()
            is_entry = not attempt.hand_out_id
            is_cheating = is_strike and kind == "annulled" and is_entry
            judgements += attempt._post_judgement(kind, note, is_cheating, seat)
            attempt._apply_judgement(kind, seat)
        return judgements

    def _can_be_judged(self):
        """Tries to come in about which nobody has decided yet."""
        self.ensure_one()
        return (
            self.kind not in JUDGEMENTS
            and self.direction == "in"
            and not self.corrected_by_ids
            and self.env.user.partner_id
            not in (self.partner_id | self.registration_id.member_id)
        )

    def _check_can_be_judged(self):
        self.ensure_one()
        if self.kind in JUDGEMENTS or self.direction == "out":
            raise UserError(
                self.env._(
                    "“%(attempt)s” is no try to come in, there is nothing to decide.",
                    attempt=self.display_name,
                )
            )
        if self.corrected_by_ids:
            raise UserError(
                self.env._(
                    "%(person)s has decided about “%(attempt)s” already.",
                    person=self.corrected_by_ids[:1].user_id.name or "",
                    attempt=self.display_name,
                )
            )

    def _check_can_be_given(self, kind):
        """:raises UserError: nothing is handed out from a desk far away"""
        if self.hand_out_id and kind == "confirmed" and self.verdict == DENY:
            raise UserError(
                self.env._(
                    "“%(thing)s” was not handed out. A supervisor can give it at the "
                    "gate.",
                    thing=self.hand_out_id.name,
                )
            )

    def _find_or_make_seat(self):
        """Where somebody who was refused sits after all.

        :raises UserError: no member is known for this try
        """
        self.ensure_one()
        # sudo: whoever decides may change the event; seats are found across rights.
        event_sudo = self.event_id.sudo()
        seat = self.registration_id
        if seat and (seat.state != "cancel" or not self.partner_id):
            return seat
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "Nobody is known for “%(attempt)s”. Register the person and check "
                    "in by hand.",
                    attempt=self.display_name,
                )
            )
        slot_sudo = event_sudo._get_slot_now(self.at)
        found = event_sudo._find_registration(self.partner_id, slot_sudo)
        return found or event_sudo._register_walk_in(self.partner_id, slot_sudo)

    def _post_judgement(self, kind, note, is_strike, seat):
        self.ensure_one()
        verdict = ALLOW if kind == "confirmed" else DENY
        reason = Reason(f"organizer_{kind}", {"note": note})
        row = self._post(
            {
                "event_id": self.event_id.id,
                "registration_id": seat.id,
                "partner_id": self.partner_id.id,
                "kind": kind,
                "direction": self.direction,
                "gate_id": self.gate_id.id,
                "hand_out_id": self.hand_out_id.id,
                "nonce": f"judged:{self.id}",
                "user_id": self.env.uid,
                "corrects_id": self.id,
                "is_strike": is_strike,
                "note": note,
            },
            Decision(verdict, (reason,)),
        )
        return self.browse(row.id)

    def _apply_judgement(self, kind, seat):
        """What the organiser's word changes in the presence of this seat."""
        self.ensure_one()
        if self.hand_out_id:
            return seat._retell()
        if kind == "confirmed" and self.verdict == DENY:
            if not seat.is_inside:
                seat._admit(moment=self.at)
        elif self.verdict != DENY and seat:
            was_there = seat.state == "done"
            seat._retell()
            if was_there and not seat.entries:
                seat._take_back_presence()
        if seat.is_flagged:
            entries = seat.attempt_ids.filtered_domain(ENTRIES)
            standings = entries.mapped("standing")
            seat._counting().is_flagged = "flag" in standings
