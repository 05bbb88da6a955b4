import time
from datetime import timedelta

from odoo import fields, models

from odoo.addons.community_members.tools.decision import (
    ALLOW,
    DENY,
    FLAG,
    Decision,
    Reason,
)

from ..tools.scan_text import CODE, TICKET
from ..tools.ticket_rules import IN, OUT, evaluate, get_presence, put_presence
from .community_checkin_attempt_review import JUDGEMENTS
from .community_checkin_device_find import Found
from .event_registration_history import read_moment

UNDO_WITHIN = timedelta(minutes=15)  # also in static/src/steward/desk.js

# The steward's word on what the page asked
YES, NO, ANYWAY = "yes", "no", "anyway"


class CommunityCheckinDevice(models.Model):
    """One scan at a gate that has network: decided here, kept, answered."""

    _inherit = "community.checkin.device"

    def _scan(self, request):
        """Let in, refuse, or ask the steward first; twice the same gives one answer.

        The same ticket at two gates in one moment: both write the seat, so the second
        starts over and finds it used.

        :param request: ``tools.scan_request.ScanRequest``
        :return: dict for the page
        """
        self.ensure_one()
        self._take_turn(request.nonce)
        self._note_seen()
        attempts = self.env["community.checkin.attempt"]
        known = attempts._find_nonce(self.event_id, self._get_nonce(request.nonce))
        if known:
            return self._get_answer(known)
        found = self._find_request(request)
        thing = self.gate_id.hand_out_id
        direction = self._get_direction(request, self.gate_id, thing)
        decision, word = self._decide(found, request, direction, thing), request.word
        if word == NO:
            decision = Decision(DENY, (Reason("sent_away"), *decision.reasons))
        elif word == ANYWAY and decision.verdict == DENY and found.seat:
            if self.role == "supervisor":
                decision = self._let_in_anyway(found, decision)
        elif decision.verdict == FLAG and not self._is_answered(found, request):
            return self._get_question(found, decision)
        decision = self._note_own(found, decision, direction, thing)
        if decision.allowed:
            self._let_pass(found, request, direction, thing)
        kept = self._keep(found, direction, decision, request, thing)
        return self._get_answer(kept, found.row)

    def _let_in_anyway(self, found, decision):
        """The supervisor's word stands above the rules."""
        return Decision(FLAG, (Reason("by_hand"), *decision.reasons))

    def _is_answered(self, found, request):
        """Whether the steward said yes, and asked what must be asked."""
        if request.word != YES:
            return False
        questions = self.event_id._get_door_questions()
        open_ids = found.seat._get_open_questions().get(found.seat.id, [])
        return not any(
            question.is_mandatory_answer
            and question.id in open_ids
            and not question._prepare_door_answer(request.answers.get(question.id))
            for question in questions
        )

    def _get_nonce(self, nonce):
        """Phones draw their own; two of them cannot be in each other's way."""
        return f"{self.id}:{nonce}"

    def _get_direction(self, request, gate, thing):
        if thing:
            return IN
        way = gate.direction
        return request.direction if way == "both" else way

    def _find_request(self, request):
        if request.text:
            return self._find_scanned([request.text])[request.text]
        if self.role != "supervisor":
            return self._get_nobody("unknown")
        seat = self._search_seats(
            [("id", "=", request.registration_id), ("event_id", "=", self.event_id.id)]
        )
        return Found(seat, kind="desk", problem="" if seat else "unknown")

    def _decide(self, found, request, direction, thing, moment=None):
        """:return: Decision of the rules, before the steward's word"""
        if thing:
            return self._decide_hand_out(found, thing)
        moment = int(moment or time.time())
        if found.problem == "not_registered":
            return self._decide_walk_in(found, direction, moment)
        if found.problem:
            return Decision(DENY, (Reason(found.problem),))
        row = found.compile_row()
        verdict = evaluate(
            row,
            get_presence(row),
            self.gate_id.id,
            direction,
            moment,
            serial=found.serial,
        )
        return Decision(verdict.verdict, (Reason(verdict.code, verdict.facts),))

    def _decide_walk_in(self, found, direction, moment):
        """A member with a valid card and without a seat, at an open event."""
        event = self.event_id
        if direction == OUT or not event._takes_walk_ins(found.partner):
            return Decision(DENY, (Reason("not_registered"),))
        if not event._is_invited(found.partner):
            return Decision(DENY, (Reason("not_invited"),))
        now = read_moment(moment)
        if not event.checkin_opens_at <= now <= event.checkin_closes_at:
            is_early = now < event.checkin_opens_at
            return Decision(DENY, (Reason("too_early" if is_early else "too_late"),))
        if event.seats_limited and event.seats_max and event.seats_available < 1:
            return Decision(DENY, (Reason("full"),))
        return Decision(FLAG, (Reason("look", {"notes": ["walk_in"]}),))

    def _let_pass(self, found, request, direction, thing):
        if not found.seat:
            found.seat = self.event_id._register_walk_in(found.partner)
        if thing:
            found.seat._give(thing, time.time())
        elif direction == IN:
            if request.answers:
                found.seat._answer_at_door(request.answers)
            found.seat._admit()
        else:
            found.seat._leave()
        if request.answers or (found.row and found.row["deny"]):
            found.row = None  # what was asked, or barred it, is settled now
        elif found.row:
            put_presence(found.row, found.seat._get_presence())
        # Whoever scans the same ticket elsewhere in this moment starts over here.
        found.seat.flush_recordset()

    def _keep(self, found, direction, decision, request, thing):
        seat = found.seat
        partner = found.partner or seat.member_id
        kinds = {TICKET: "ticket", CODE: "ticket"}
        by_hand = decision.reasons[0].code == "by_hand"
        row = self.env["community.checkin.attempt"]._prepare_row(
            {
                "event_id": self.event_id.id,
                "registration_id": seat.id,
                "partner_id": partner.id,
                "kind": "desk" if by_hand else kinds.get(found.kind, found.kind),
                "direction": direction,
                "gate_id": self.gate_id.id,
                "hand_out_id": thing.id,
                "device_id": self.id,
                "user_id": self.user_id.id,
                "nonce": self._get_nonce(request.nonce),
            },
            decision,
            {"moment": time.time(), "serial": found.serial, "phone_at": request.at},
        )
        return self._keep_rows([row])

    # ------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------

    def _get_answer(self, attempt, row=None):
        """What the page shows for a try that is kept.

        :param row: the seat's row as it stands now, where it is known already
        """
        # sudo: the phone reads its own scan.
        attempt_sudo = attempt.sudo()
        reasons = Decision.from_json(attempt_sudo.decision).reasons
        return {
            "status": "done",
            "verdict": attempt_sudo.verdict,
            "code": attempt_sudo.code,
            "facts": dict(reasons[0].facts) if reasons else {},
            "row": self._get_row(attempt_sudo.registration_id, row),
            "name": attempt_sudo.registration_id.display_name
            or attempt_sudo.partner_id.name
            or "",
            "counts": self._get_counts(),
        }

    def _get_question(self, found, decision):
        """Nothing is kept yet: the steward says yes or no first."""
        return {
            "status": "ask",
            "verdict": FLAG,
            "code": "look",
            "facts": dict(decision.reasons[0].facts),
            "attention": found.seat.attention or "",
            "row": self._get_row(found.seat, found.row),
            "name": found.seat.display_name or found.partner.name or "",
        }

    def _get_row(self, seat, row=None):
        if not seat:
            return None
        rows = {seat.id: row} if row else seat._compile_rows()
        return self._tell_less(rows)[seat.id]

    def _undo(self, request):
        """Take back a scan that this phone made just now; not there after all.

        :return: dict for the page; `status` "gone" when there is nothing to take back
        """
        self.ensure_one()
        self._take_turn(request.nonce)
        self._note_seen()
        attempts = self.env["community.checkin.attempt"]
        nonce = self._get_nonce(request.nonce)
        if attempts._find_nonce(self.event_id, nonce):
            return {"status": "done", "counts": self._get_counts()}
        undone = attempts._find_nonce(self.event_id, self._get_nonce(request.undoes))
        if not undone or not self._may_undo(undone, fields.Datetime.now()):
            return {"status": "gone"}
        seat = undone.registration_id
        self._annul(undone, nonce)
        seat._retell()
        return {
            "status": "done",
            "row": self._get_row(seat),
            "counts": self._get_counts(),
        }

    def _may_undo(self, attempt, moment):
        """A slip is noticed at once; what is taken back later is the organiser's.

        :param moment: when the steward took it back
        """
        event = self.event_id
        return (
            attempt.verdict != DENY
            and attempt.kind not in JUDGEMENTS
            and not attempt.corrected_by_ids
            and not event.points_posted_at
            and moment <= min(attempt.at + UNDO_WITHIN, event.checkin_closes_at)
        )

    def _annul(self, attempt, nonce):
        row = self.env["community.checkin.attempt"]._prepare_row(
            {
                "event_id": self.event_id.id,
                "registration_id": attempt.registration_id.id,
                "partner_id": attempt.partner_id.id,
                "kind": "annulled",
                "direction": attempt.direction,
                "gate_id": self.gate_id.id,
                "hand_out_id": attempt.hand_out_id.id,
                "device_id": self.id,
                "user_id": self.user_id.id,
                "corrects_id": attempt.id,
                "nonce": nonce,
            },
            Decision(ALLOW, (Reason("undone"),)),
        )
        return self._keep_rows([row])
