import time
from dataclasses import asdict
from datetime import UTC, datetime

from odoo import api, fields, models

from ..tools.place import Position

KINDS = [
    ("code", "Venue's Code"),
    ("ticket", "Ticket"),
    ("card", "Member Card"),
    ("desk", "By Hand"),
    ("annulled", "Annulled"),
    ("confirmed", "Confirmed"),
]


class CommunityCheckinAttempt(models.Model):
    """Every try to come in or go out, with its verdict and evidence; never edited.

    The organiser's word about a try is a further row that names it (`corrects_id`).
    """

    _name = "community.checkin.attempt"
    _description = "Check-In Attempt"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "at DESC, id DESC"

    _pen = "ledger"

    event_id = fields.Many2one(
        "event.event", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", readonly=True, index="btree_not_null")
    registration_id = fields.Many2one(
        "event.registration", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    direction = fields.Selection(
        [("in", "In"), ("out", "Out")], required=True, readonly=True, default="in"
    )
    at = fields.Datetime(
        required=True, readonly=True, help="By the server's clock, also for late scans."
    )
    received_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    verdict = fields.Selection(
        [("allow", "Let In"), ("flag", "Let In, Look at It"), ("deny", "Refused")],
        required=True,
        readonly=True,
    )
    code = fields.Char("Reason Code", readonly=True)
    score = fields.Integer(readonly=True)
    decision = fields.Json(readonly=True)
    evidence = fields.Json(readonly=True, groups="event.group_event_user")
    is_strike = fields.Boolean("Try to Cheat", readonly=True)
    is_conflict = fields.Boolean(
        readonly=True, help="Let in beside the rules, at a gate without network."
    )
    key_id = fields.Many2one(
        "community.checkin.key", readonly=True, index="btree_not_null"
    )
    gate_id = fields.Many2one(
        "community.checkin.gate", readonly=True, index="btree_not_null"
    )
    device_id = fields.Many2one(
        "community.checkin.device", readonly=True, index="btree_not_null"
    )
    hand_out_id = fields.Many2one(
        "community.event.hand.out",
        "Hand-Out",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="What was handed out, or refused; this is no try to come in then.",
    )
    user_id = fields.Many2one("res.users", "By", readonly=True)
    nonce = fields.Char(required=True, readonly=True)
    corrects_id = fields.Many2one(
        "community.checkin.attempt",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    corrected_by_ids = fields.One2many("community.checkin.attempt", "corrects_id")
    note = fields.Char(readonly=True)

    _nonce_uniq = models.UniqueIndex("(event_id, nonce)", "This scan is known already.")
    _correction_uniq = models.UniqueIndex(
        "(corrects_id) WHERE corrects_id IS NOT NULL",
        "Somebody has decided about this try already.",
    )
    _strike_index = models.Index("(partner_id, at) WHERE is_strike")
    _event_index = models.Index("(event_id, at DESC)")

    def _get_pen_refusal(self):
        return self.env._(
            "What happened at the door is not edited or deleted. Annul or confirm it "
            "instead: both stay visible."
        )

    @api.depends("partner_id", "event_id", "verdict", "hand_out_id")
    def _compute_display_name(self):
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        for attempt in self:
            attempt.display_name = self.env._(
                "%(member)s, %(event)s: %(verdict)s",
                member=attempt.partner_id.name or self.env._("Unknown"),
                event=attempt.event_id.name,
                verdict=attempt.hand_out_id.name or verdicts.get(attempt.verdict, ""),
            )

    # ------------------------------------------------------------
    # POSTING
    # ------------------------------------------------------------

    @api.model
    def _post(self, values, decision, evidence=None):
        """Keep one try, with its verdict and what it was based on.

        :param values: `event_id`, `kind`, `nonce` and what is known of who and where;
            `moment` (seconds since 1970) when it was not now
        :param decision: ``tools.decision.Decision``
        :param evidence: a dataclass or a dict, plain values
        """
        row = self._prepare_row(values, decision, evidence)
        # Without the pen: whoever gets the row back may not write it.
        return self.browse(self._with_pen().create(row).id)

    @api.model
    def _prepare_row(self, values, decision, evidence=None):
        """What `_post` writes; for those who keep many tries at once."""
        values = dict(values)
        moment = values.pop("moment", None) or time.time()
        # sudo: the company alone, of an event that whoever tries may not read.
        event_sudo = self.env["event.event"].sudo().browse(values["event_id"])
        found = evidence if isinstance(evidence, dict | None) else asdict(evidence)
        return {
            "company_id": event_sudo.company_id.id,
            "at": datetime.fromtimestamp(moment, UTC).replace(tzinfo=None),
            "verdict": decision.verdict,
            "code": self._get_code(decision),
            "score": decision.score,
            "decision": decision.to_json(),
            "evidence": found,
            **values,
        }

    @api.model
    def _get_code(self, decision):
        """The reason that lists and graphs go by; a hint is none for who came in."""
        reasons = decision.reasons
        if not reasons or (decision.verdict == "allow" and reasons[0].weight):
            return "welcome"
        return reasons[0].code

    @api.model
    def _find_nonce(self, event, nonce):
        # sudo: the answer to a scan that was sent twice.
        attempts_sudo = self.sudo()
        return attempts_sudo.search(
            [("event_id", "=", event.id), ("nonce", "=", nonce)]
        )

    @api.model
    def _count_strikes(self, partner, since):
        """How often this member tried to cheat; what was cleared does not count."""
        # sudo: members are judged by rows that they may not all read.
        return self.sudo().search_count(
            [
                ("partner_id", "=", partner.id),
                ("is_strike", "=", True),
                ("at", ">=", since),
                ("corrected_by_ids", "=", False),
            ]
        )

    @api.model
    def _get_last_place(self, partner, since):
        """Where this member last came in, as far as the phone told.

        :return: {"position": Position, "at": seconds since 1970} or None
        """
        # sudo: as above
        last_sudo = self.sudo().search(
            [
                ("partner_id", "=", partner.id),
                ("kind", "=", "code"),
                ("verdict", "!=", "deny"),
                ("at", ">=", since),
            ],
            limit=1,
        )
        place = ((last_sudo.evidence or {}).get("trace") or {}).get("position")
        if not place:
            return None
        return {
            "position": Position(**place),
            "at": last_sudo.at.replace(tzinfo=UTC).timestamp(),
        }
