from odoo import models

from ..controllers.steward_words import get_words
from ..models.community_checkin_device_find import Found
from ..tools.scan_request import ScanRequest
from ..tools.scan_text import CARD


class CommunityCheckinTrial(models.TransientModel):
    """The steward's scan: found and judged by the code of the gates."""

    _inherit = "community.checkin.trial"

    def _try_gate(self):
        self.ensure_one()
        gate = self.gate_id._origin.filtered(
            lambda one: one.event_id == self.event_id._origin
        )
        # Of this moment alone; nothing of it reaches the database.
        device = self.env["community.checkin.device"].new(
            {"event_id": self.event_id._origin.id, "gate_id": gate.id}
        )
        request = ScanRequest("trial", self._get_moment(), direction=self.direction)
        found = self._find_at_gate(device)
        direction, thing = self.direction, gate.hand_out_id
        if gate:
            direction = device._get_direction(request, gate, thing)
        decision = device._decide(
            found, request, direction, thing, moment=self._get_moment()
        )
        told = self._say(decision, direction)
        if thing:
            code = decision.reasons[0].code
            headline = get_words(self.env)["codes"][code][0]
            told |= {"headline": headline, "sentence": thing.name}
        if decision.verdict == "flag":
            told |= self._get_questions(found, decision)
        return told

    def _find_at_gate(self, device):
        """Whose code it is: what was pasted, else the seat, else the member's card."""
        text = (self.text or "").strip()
        if text:
            return self._hide_strangers(device._find_scanned([text])[text])
        seat, partner = self._get_seat(), self.partner_id._origin
        if seat:
            return Found(seat)
        if partner and not self.registration_id:
            return Found(seat, kind=CARD, partner=partner, problem="not_registered")
        return Found(seat, problem="unknown")

    def _hide_strangers(self, found):
        """Whose card it is tells a steward at the door, not an organiser far away: of
        members of other companies one learns as much as of a code that nobody knows.
        """
        partner = self.env["res.partner"].browse(
            found.partner.id if found.partner else ()
        )
        if partner and not partner.has_access("read"):
            return Found(self._get_seat().browse(), kind=CARD, problem="unknown")
        return found

    def _get_questions(self, found, decision):
        """What the steward would be asked first."""
        words, event = get_words(self.env), self.event_id._origin
        rows, notes = [], decision.reasons[0].facts.get("notes", ())
        for note in notes:
            label, value = words["notes"].get(note, note), ""
            if note == "attention":
                label = found.seat._fields["attention"]._description_string(self.env)
                value = found.seat.attention
            elif note == "questions":
                asked = found.seat._get_open_questions().get(found.seat.id, ())
                questions = event._get_door_questions()
                value = ", ".join(questions.browse(asked).mapped("title"))
            rows.append({"label": label, "value": value, "level": "warning"})
        return {
            "is_asked": True,
            "headline": words["codes"]["look"][0],
            "sentence": ", ".join(
                words["notes"].get(note, note)
                for note in notes
                if note not in ("attention", "questions")
            ),
            "reason_rows": rows,
        }
