import time

from odoo import models

from odoo.addons.community_members.tools.decision import Decision, Reason

from ..tools.scan_merge import Scan, correct
from ..tools.scan_text import CODE, TICKET
from ..tools.ticket_rules import DENY, IN
from .community_checkin_device_find import Found
from .event_registration_history import read_moment

TOLERANCE = 5 * 60.0  # seconds: a clock that was set, a word that was long on its way
SENT_WITHIN = 12 * 3600.0  # after the doors closed; later nobody can tell


class CommunityCheckinDevice(models.Model):
    """Scans that a phone made without network, sent later."""

    _inherit = "community.checkin.device"

    def _upload(self, sent_at, requests, received_at=None):
        """Keep what happened at the gate, whether it was right or not.

        They come in any order and more than once; each is kept once. What the phone
        let in beside the rules becomes a conflict.

        :param sent_at: seconds since 1970 by the phone's clock, when it sent
        :param requests: list of ``tools.scan_request.ScanRequest``
        :return: {"done": nonces, "later": nonces of those that must come again}
        """
        self.ensure_one()
        self._note_seen()
        received_at = received_at or time.time()
        requests = {request.nonce: request for request in requests}
        known = self._get_known(requests)
        new = [one for nonce, one in requests.items() if nonce not in known]
        scans = [one for one in new if not one.undoes]
        self._keep_scans(scans, sent_at, received_at)
        later = self._keep_undone(
            [one for one in new if one.undoes], sent_at, received_at
        )
        self.waiting_scans = max(0, self.waiting_scans - len(requests) + len(later))
        return {"done": [one for one in requests if one not in later], "later": later}

    def _get_known(self, nonces):
        """Those of these nonces that are kept already."""
        # sudo: the phone asks after its own scans.
        attempts_sudo = self.env["community.checkin.attempt"].sudo()
        rows = attempts_sudo.search_fetch(
            [
                ("event_id", "=", self.event_id.id),
                ("nonce", "in", [self._get_nonce(nonce) for nonce in nonces]),
            ],
            ["nonce"],
        )
        return {row.nonce.partition(":")[2]: row for row in rows}

    def _keep_scans(self, requests, sent_at, received_at):
        if not requests:
            return
        found = self._find_uploaded(requests)
        rows = [
            self._prepare_upload(request, found[request.nonce], sent_at, received_at)
            for request in requests
        ]
        kept = self._keep_rows(rows)
        passed = kept.filtered(lambda attempt: attempt.verdict != DENY)
        passed.registration_id._retell(passed)
        for request, attempt in zip(requests, kept, strict=True):
            problem = found[request.nonce].problem
            if attempt.verdict != DENY:
                if problem:
                    code = "unknown" if problem == "forged" else problem
                    attempt._set_conflicts({attempt.id: (code, None)})
                elif attempt.direction == IN and not attempt.is_conflict:
                    found[request.nonce].seat._answer_at_door(request.answers)

    def _find_uploaded(self, requests):
        """:return: nonce -> Found, by what was scanned or a supervisor chose by hand"""
        by_text = self._find_scanned({one.text for one in requests if one.text})
        by_hand = [one.registration_id for one in requests if not one.text]
        may_choose = self.role == "supervisor"
        chosen = self._search_seats(
            [
                ("id", "in", by_hand if may_choose else []),
                ("event_id", "=", self.event_id.id),
            ]
        )
        chosen = {seat.id: seat for seat in chosen}
        nobody = self._get_nobody("unknown")
        return {
            one.nonce: by_text[one.text]
            if one.text
            else Found(chosen[one.registration_id], kind="desk")
            if one.registration_id in chosen
            else nobody
            for one in requests
        }

    def _prepare_upload(self, request, found, sent_at, received_at):
        """Values of the attempt: what the phone saw and said, at corrected time."""
        moment, is_sure = self._find_moment(request, sent_at, received_at)
        gate = self._get_gate(request)
        thing = self._get_thing(request, gate)
        conflict = False
        if request.verdict != DENY and not is_sure:
            conflict = "late"
        elif request.verdict != DENY and self._is_no_entrance(request, gate, moment):
            conflict = "other_gate"
        kinds = {TICKET: "ticket", CODE: "ticket"}
        row = self.env["community.checkin.attempt"]._prepare_row(
            {
                "event_id": self.event_id.id,
                "registration_id": found.seat.id,
                "partner_id": (found.partner or found.seat.member_id).id,
                "kind": kinds.get(found.kind, found.kind),
                "direction": self._get_direction(request, gate, thing),
                "gate_id": gate.id,
                "hand_out_id": thing.id,
                "device_id": self.id,
                "user_id": self.user_id.id,
                "nonce": self._get_nonce(request.nonce),
                "moment": moment,
                "is_conflict": bool(conflict),
                "conflict_code": conflict,
            },
            Decision(request.verdict, (Reason(request.code),)),
            {
                "moment": moment,
                "serial": found.serial,
                "phone_at": request.at,
                "skew": sent_at - received_at,
                "offline": True,
            },
        )
        return self._forget_who(row) if request.thing and not thing else row

    def _find_moment(self, request, sent_at, received_at):
        """When it happened, by the server's clock, as far as that can be known.

        A phone that said "nothing waits here" cannot hold a scan of before, and
        nothing can have happened after it was sent.

        :return: (seconds since 1970, whether the phone's word can be true)
        """
        scan = Scan(request.nonce, 0, self.id, 0, at=request.at)
        said = min(correct(scan, sent_at, received_at).moment, received_at)
        settled = self.settled_at or self.create_date
        moment = max(said, min(settled.timestamp() - TOLERANCE, received_at))
        closes_at = self.event_id.checkin_closes_at.timestamp()
        is_in_time = (
            moment <= closes_at + TOLERANCE and received_at <= closes_at + SENT_WITHIN
        )
        return moment, moment == said and is_in_time

    def _get_gate(self, request):
        """The phone's gate; those who may go round name theirs."""
        gates = self.event_id.with_context(active_test=False).gate_ids
        chosen = gates.filtered(lambda gate: gate.id == request.gate_id)
        return chosen if chosen and self._may_choose_gate() else self.gate_id

    def _keep_undone(self, requests, sent_at, received_at):
        """:return: nonces of those whose scan has not arrived yet"""
        known = self._get_known([one.undoes for one in requests])
        later, seats = [], self.env["event.registration"]
        for one in requests:
            attempt = known.get(one.undoes)
            if not attempt:
                later.append(one.nonce)
                continue
            moment, _is_sure = self._find_moment(one, sent_at, received_at)
            if self._may_undo(attempt, read_moment(moment)):
                self._annul(attempt, self._get_nonce(one.nonce))
                seats |= attempt.registration_id
        seats._retell()
        return later
