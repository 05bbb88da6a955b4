from uuid import uuid4

from odoo import api, fields, models

from odoo.addons.community_members.tools.decision import ALLOW, Decision, Reason

from ..tools.scan_text import TICKET, read_scan
from ..tools.signed_ticket import get_claimed_id, read_ticket


class EventRegistration(models.Model):
    """Core's registration desk and buttons, in step with the gates."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever is registered as attended came in, and it is kept who says so."""
        seats = super().create(vals_list)
        arrived = seats.filtered(lambda seat: seat.state == "done" and not seat.entries)
        arrived._note_presence()
        return seats

    def write(self, vals):
        """A state that somebody sets by hand is an entry, or takes entries back.

        Gates write presence along with the state, and keep attempts of their own.
        """
        state = vals.get("state")
        if not state or "entries" in vals:
            return super().write(vals)
        arrived = self.filtered(lambda seat: state == "done" and seat.state != "done")
        left = self.filtered(lambda seat: state != "done" and seat.state == "done")
        result = super().write(vals)
        arrived._note_presence()
        left._forget_presence()
        return result

    def _note_presence(self):
        now = fields.Datetime.now()
        for seat in self:
            seat._counting().write(
                {
                    "entries": seat.entries + 1,
                    "is_inside": True,
                    "first_in_at": seat.first_in_at or now,
                    "last_at": now,
                    **seat._count_of_day(now),
                }
            )
        self._post_by_hand("desk", "by_hand")

    def _forget_presence(self):
        """Whoever is said not to have come has no entries; they stay, annulled."""
        if not self:
            return
        # sudo: the seat's state was written with the user's own rights.
        passages = self.sudo()._get_passages()
        for seat in self:
            for attempt in passages.get(seat.id, ()):
                if not attempt.corrected_by_ids and not attempt.hand_out_id:
                    seat._post_by_hand("annulled", "undone", attempt)
        self._counting().write(
            {
                "entries": 0,
                "is_inside": False,
                "first_in_at": False,
                "last_at": False,
                "last_in_at": False,
                "day_entries": 0,
                "is_flagged": False,
                "date_closed": False,
            }
        )

    def _post_by_hand(self, kind, code, corrects=None):
        attempts = self.env["community.checkin.attempt"]
        for seat in self:
            attempts._post(
                {
                    "event_id": seat.event_id.id,
                    "registration_id": seat.id,
                    "partner_id": seat.member_id.id,
                    "kind": kind,
                    "user_id": self.env.uid,
                    "corrects_id": corrects.id if corrects else False,
                    "nonce": f"hand:{uuid4().hex}",
                },
                Decision(ALLOW, (Reason(code),)),
            )

    @api.model
    def register_attendee(self, barcode, event_id):
        """Core's registration desk also reads the signed ticket."""
        seat = self._find_by_signed_text(barcode)
        if seat is None:
            seat = self.search([("barcode", "=", barcode)], limit=1)
        if not seat or seat.is_blocked:
            return {"error": "invalid_ticket"}
        return super().register_attendee(seat.barcode, event_id)

    @api.model
    def _find_by_signed_text(self, text):
        """The seat of a signed ticket that is good; empty for a void or forged one.

        :return: None for a text that is no signed ticket
        """
        scan = read_scan(text)
        if not scan or scan.kind != TICKET:
            return None
        # The ticket says whose it is; whether that is true, the event's key says.
        claimed = get_claimed_id(scan.text)
        seat = self.search([("id", "=", claimed)])
        if not seat:
            return seat
        secrets = self.env["community.checkin.secret"]
        ticket = read_ticket(secrets._get_for(seat.event_id).public_key, scan.text)
        is_good = ticket and ticket.serial == seat.ticket_serial
        return seat if is_good else seat.browse()

    def _answer_at_door(self, answers):
        """Keep what the steward was told; questions of other events are left out.

        :param answers: question's id -> id of the choice, or text
        """
        self.ensure_one()
        known, rows = self.registration_answer_ids.question_id, []
        for question in self.event_id._get_door_questions():
            values = question._prepare_door_answer(answers.get(question.id))
            if values and question not in known:
                rows.append({"registration_id": self.id, **values})
        # sudo: the steward's phone has no rights of its own.
        self.env["event.registration.answer"].sudo().create(rows)
