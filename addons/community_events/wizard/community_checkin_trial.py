from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import AccessError

ORGANIZER = "event.group_event_user"
WAYS = [("member", "A Member with the Venue's Code"), ("gate", "A Steward at a Gate")]
PLACES = [
    ("told", "Told by the Phone"),
    ("refused", "Not Allowed by the Member"),
    ("missing", "Not Available"),
]
PHONES = [
    ("own", "The Member's Own"),
    ("new", "New"),
    ("foreign", "Of Another Member"),
    ("none", "Browser without a Key"),
]


class CommunityCheckinTrial(models.TransientModel):
    """What would happen: a scan that is judged as a real one, and kept nowhere."""

    _name = "community.checkin.trial"
    _description = "Try a Scan"
    _inherit = "community.member.card.number.guard"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, ondelete="cascade"
    )
    way = fields.Selection(WAYS, "Who Scans", required=True, default="member")
    at = fields.Datetime("When", required=True, default=fields.Datetime.now)
    registration_id = fields.Many2one("event.registration", "Seat", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Member", ondelete="cascade")
    text = fields.Char(
        "Code", help="What a scanner reads: of a ticket, a badge or a member card."
    )
    gate_id = fields.Many2one("community.checkin.gate", ondelete="cascade")
    direction = fields.Selection(
        [("in", "In"), ("out", "Out")], required=True, default="in"
    )
    policy_id = fields.Many2one("community.checkin.policy", "How Strict")
    code_age = fields.Integer("Age of the Code (s)", default=5)
    waited = fields.Integer("Tapped After (s)", default=5)
    asks_place = fields.Boolean(compute="_compute_asks_place")
    place = fields.Selection(PLACES, required=True, default="told")
    metres = fields.Integer("From the Centre (m)", default=20)
    accuracy = fields.Integer("Accuracy (± m)", default=20)
    phone = fields.Selection(PHONES, required=True, default="own")
    strangers = fields.Integer("Others Who Used It Here")
    verdict = fields.Selection(
        [("allow", "Let In"), ("flag", "Let In, Look at It"), ("deny", "Refused")],
        compute="_compute_outcome",
    )
    is_asked = fields.Boolean(compute="_compute_outcome")
    headline = fields.Char(compute="_compute_outcome")
    sentence = fields.Char(compute="_compute_outcome")
    fix = fields.Char("What Helps", compute="_compute_outcome")
    weighing = fields.Char(compute="_compute_outcome")
    reason_rows = fields.Json("Reasons", compute="_compute_outcome")
    policy_rows = fields.Json("The Same by Each Policy", compute="_compute_outcome")

    @api.model
    def default_get(self, fields):
        self.check_access("create")
        values = super().default_get(fields)
        event = self.env["event.event"].browse(values.get("event_id"))
        if event:
            self._check_may_try(event)
            if "way" in fields and not event.checkin_by_member:
                values["way"] = "gate"
            if "policy_id" in fields:
                values["policy_id"] = event.checkin_policy_id.id
            if "gate_id" in fields:
                values["gate_id"] = event.gate_ids[:1].id
        return values

    @api.model
    def _check_may_try(self, event):
        """:raises AccessError: organisers of this event alone"""
        if not self.env.user.has_group(ORGANIZER):
            raise AccessError(
                self.env._("Organisers try scans. Ask one of them to do it.")
            )
        event.check_access("write")

    @api.depends("event_id")
    def _compute_asks_place(self):
        for trial in self:
            event = trial.event_id
            trial.asks_place = bool(event and event._get_fence())

    @api.depends(
        "event_id",
        "way",
        "at",
        "registration_id",
        "partner_id",
        "text",
        "gate_id",
        "direction",
        "policy_id",
        "code_age",
        "waited",
        "place",
        "metres",
        "accuracy",
        "phone",
        "strangers",
    )
    @api.depends_context("lang", "tz")
    def _compute_outcome(self):
        for trial in self:
            self._check_may_try(trial.event_id._origin)
            trial.registration_id._origin.check_access("read")
            trial.partner_id._origin.check_access("read")
            if trial.way == "gate" and not trial._names_somebody():
                trial.update(trial._say_nothing())
            elif trial.way == "gate":
                trial.update(trial._try_gate())
            else:
                trial.update(trial._try_member())

    def _names_somebody(self):
        self.ensure_one()
        return bool(
            (self.text or "").strip() or self.registration_id or self.partner_id
        )

    @api.model
    def _say_nothing(self):
        """Before a code was pasted or somebody was chosen."""
        return {
            "verdict": False,
            "is_asked": False,
            "headline": "",
            "sentence": "",
            "fix": "",
            "reason_rows": [],
            "weighing": False,
            "policy_rows": [],
        }

    def _get_moment(self):
        at = self.at or fields.Datetime.now()
        return at.replace(tzinfo=UTC).timestamp()

    def _get_seat(self):
        """The seat that was chosen, if it is one of this event; else the member's."""
        seat = self.registration_id._origin
        if seat:
            return seat.filtered(lambda one: one.event_id == self.event_id._origin)
        if not self.partner_id:
            return seat
        return self.event_id._origin._find_registration(self.partner_id._origin)

    def _say(self, decision, direction="in"):
        """The words that the person and the organiser would read."""
        attempts = self.env["community.checkin.attempt"]
        event, told = self.event_id._origin, decision.to_json()
        words = attempts._get_decision_words(told, event, direction)
        shown = attempts.new(
            {
                "event_id": event.id,
                "verdict": decision.verdict,
                "code": attempts._get_code(decision),
                "decision": told,
                "direction": direction,
            }
        )
        return {
            "verdict": decision.verdict,
            "is_asked": False,
            "headline": words["headline"],
            "sentence": words["sentence"],
            "fix": words["fix"],
            "reason_rows": shown.reason_rows,
            "weighing": False,
            "policy_rows": [],
        }
