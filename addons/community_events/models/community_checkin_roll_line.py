from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.community_members.tools.decision import ALLOW, Decision, Reason

from .event_event_evidence import _get_seconds

ANSWERS = [("here", "Here"), ("missing", "Not Here"), ("home", "Went Home")]


class CommunityCheckinRollLine(models.Model):
    """One name of a roll call; an organiser answers it once, by looking.

    What the answer does to the check-in goes the way of every word of an organiser: a
    further row of the ledger of tries.
    """

    _name = "community.checkin.roll.line"
    _description = "Name of a Roll Call"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "id"
    _rec_name = "partner_id"

    _pen = "roll"

    roll_id = fields.Many2one(
        "community.checkin.roll",
        "Roll Call",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="roll_id.company_id", store=True, index="btree_not_null"
    )
    attempt_id = fields.Many2one(
        "community.checkin.attempt",
        "Check-In",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    registration_id = fields.Many2one(
        "event.registration",
        "Seat",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    avatar = fields.Image("Photo", related="partner_id.avatar_512")
    chosen = fields.Selection(
        [("hint", "By Its Hints"), ("chance", "By Chance")],
        required=True,
        readonly=True,
    )
    answer = fields.Selection(ANSWERS, readonly=True)
    answered_by_id = fields.Many2one("res.users", readonly=True)
    answered_at = fields.Datetime(readonly=True)
    how = fields.Char("Checked In", compute="_compute_how")
    has_left = fields.Boolean(compute="_compute_has_left")

    _seat_uniq = models.UniqueIndex(
        "(roll_id, registration_id)", "A roll call asks for each seat once."
    )
    _attempt_uniq = models.UniqueIndex(
        "(attempt_id)", "A roll call asked for this check-in before."
    )

    def _get_pen_refusal(self):
        return self.env._(
            "A roll call is drawn by chance and answered with its buttons; it is not "
            "edited or deleted."
        )

    @api.depends("attempt_id")
    @api.depends_context("lang", "tz")
    def _compute_how(self):
        """When, and what was unusual, in the words of the list of tries."""
        for line in self:
            attempt = line.attempt_id
            moment = attempt._say_moment(_get_seconds(attempt.at), attempt.event_id)
            line.how = self.env._(
                "%(reason)s, %(moment)s", reason=attempt.reason or "", moment=moment
            )

    @api.depends(
        "registration_id.is_inside", "answer", "attempt_id.corrected_by_ids.kind"
    )
    def _compute_has_left(self):
        """Out without having gone: whose check-in was annulled never was inside."""
        for line in self:
            is_open = not line.answer and not line.registration_id.is_inside
            judged = line.attempt_id.corrected_by_ids[:1].kind
            line.has_left = is_open and judged != "annulled"

    # ------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------

    def action_here(self):
        """Seen: the check-in is confirmed."""
        return self._answer("here")

    def action_not_here(self):
        """Not in the house: the check-in is annulled, with its points."""
        return self._answer("missing")

    def action_went_home(self):
        """Was there and went: the check-in stays, and the person is out."""
        return self._answer("home")

    def _answer(self, answer):
        """Keep what an organiser saw. Two at once: the second is told.

        :raises UserError: somebody answered before, or decided otherwise
        """
        for line in self:
            attempt = line.attempt_id
            attempt._check_may_judge()
            line._check_can_be_answered(answer)
            # Written at once: of two answers in one moment the second starts over.
            line._with_pen().write(
                {
                    "answer": answer,
                    "answered_by_id": self.env.uid,
                    "answered_at": fields.Datetime.now(),
                }
            )
            line.flush_recordset()
            if answer == "home":
                line._mark_left()
            else:
                line._judge_attempt("confirmed" if answer == "here" else "annulled")
        return True

    def _check_can_be_answered(self, answer):
        self.ensure_one()
        if self.answer:
            labels = dict(self._fields["answer"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(person)s has answered for %(member)s already: %(answer)s.",
                    person=self.answered_by_id.name,
                    member=self._get_name(),
                    answer=labels[self.answer],
                )
            )
        if answer == "missing" and self.has_left:
            raise UserError(
                self.env._(
                    "%(member)s went out since the names were drawn. Press “Went "
                    "Home”.",
                    member=self._get_name(),
                )
            )

    def _get_name(self):
        return self.partner_id.name or self.registration_id.name or ""

    def _judge_attempt(self, kind):
        """The organiser's word about the check-in; nothing when it says so already."""
        self.ensure_one()
        if self.attempt_id.corrected_by_ids.kind != kind:
            self.attempt_id._judge(kind, self._get_note(kind))

    def _get_note(self, kind):
        """In the member's language, who reads it."""
        roll = self.roll_id.with_context(lang=self.partner_id.lang or self.env.lang)
        if kind == "confirmed":
            return roll.env._(
                "Was seen at the roll call at %(time)s", time=roll._get_time()
            )
        return roll.env._(
            "Not there at the roll call at %(time)s", time=roll._get_time()
        )

    def _mark_left(self):
        """Going home is no fault: the check-in counts, and the person is out."""
        self.ensure_one()
        seat = self.registration_id
        if not seat.is_inside:
            return
        self.env["community.checkin.attempt"]._post(
            {
                "event_id": seat.event_id.id,
                "registration_id": seat.id,
                "partner_id": self.partner_id.id,
                "kind": "desk",
                "direction": "out",
                "nonce": f"roll:{self.id}",
                "user_id": self.env.uid,
            },
            Decision(ALLOW, (Reason("left"),)),
        )
        seat._leave()
