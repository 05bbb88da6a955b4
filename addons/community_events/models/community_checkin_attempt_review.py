from odoo import api, fields, models
from odoo.fields import Domain

STANDINGS = [
    ("allow", "Let In"),
    ("flag", "Let In, Look at It"),
    ("deny", "Refused"),
    ("confirmed", "Let In, Confirmed"),
    ("annulled", "Annulled"),
    ("let_in", "Refused, Then Let In"),
    ("upheld", "Refused, Rightly"),
    ("left", "Went Out"),
    ("given", "Handed Out"),
]
JUDGEMENTS = ("annulled", "confirmed")
NOT_GIVEN = ("deny", "upheld", "annulled")
# Coming in and going out, without what was handed out
ENTRIES = [("hand_out_id", "=", False)]
# Who is in already and scans again was not kept out.
REFUSED = [("verdict", "=", "deny"), ("code", "!=", "already_in")]
WORTH_SAYING = 10  # weight of a hint from which it is told of who was let in


class CommunityCheckinAttempt(models.Model):
    """How a try stands today, for those who look through them."""

    _inherit = "community.checkin.attempt"

    standing = fields.Selection(STANDINGS, compute="_compute_standing")
    is_to_check = fields.Boolean(
        "To Look At", compute="_compute_standing", search="_search_is_to_check"
    )
    reason = fields.Char(compute="_compute_reason")

    _at_index = models.Index("(at DESC, id DESC)")
    _look_index = models.Index(
        "(at DESC, id DESC)"
        " WHERE verdict = 'flag' OR is_strike IS TRUE OR is_conflict IS TRUE"
    )

    @api.depends(
        "verdict",
        "kind",
        "direction",
        "is_strike",
        "is_conflict",
        "hand_out_id",
        "corrected_by_ids.kind",
    )
    def _compute_standing(self):
        by_judgement = {
            "allow": {"annulled": "annulled", "confirmed": "confirmed"},
            "flag": {"annulled": "annulled", "confirmed": "confirmed"},
            "deny": {"annulled": "upheld", "confirmed": "let_in"},
        }
        for attempt in self:
            judged = attempt.corrected_by_ids[:1].kind
            verdict = attempt.verdict
            attempt.standing = by_judgement[verdict or "deny"].get(judged, verdict)
            if attempt.direction == "out" and verdict != "deny":
                attempt.standing = "left"
            elif attempt.hand_out_id and attempt.standing not in NOT_GIVEN:
                attempt.standing = "given"
            attempt.is_to_check = (
                not judged
                and not attempt.hand_out_id
                and attempt.kind not in JUDGEMENTS
                and (verdict == "flag" or attempt.is_strike or attempt.is_conflict)
            )

    @api.model
    def _search_is_to_check(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self._get_to_check_domain()
        return found if True in value else ~found

    @api.model
    def _get_to_check_domain(self):
        """Hints, tries to cheat and conflicts about which nobody has decided.

        What was handed out twice is in the list of conflicts alone.
        """
        suspect = Domain("verdict", "=", "flag")
        suspect |= Domain("is_strike", "=", True) | Domain("is_conflict", "=", True)
        return (
            suspect
            & Domain("kind", "not in", JUDGEMENTS)
            & Domain("corrected_by_ids", "=", False)
            & Domain(ENTRIES)
        )

    @api.depends("decision", "note")
    @api.depends_context("lang", "tz")
    def _compute_reason(self):
        for attempt in self:
            attempt.reason = attempt._get_reason()

    def _get_reason(self):
        """The two weightiest reasons, in the organiser's few words."""
        self.ensure_one()
        if self.kind in JUDGEMENTS:
            return self.note
        labels = self._get_reason_labels()
        if self.verdict == "allow" and self.direction == "in" and not self.hand_out_id:
            labels = [row for row in labels if row["weight"] >= WORTH_SAYING]
        if not labels:
            return self._get_label({"code": "welcome"}, self.event_id)
        return ", ".join(row["label"] for row in labels[:2])

    @api.model
    def _count_by_event(self, events, domain):
        """:return: {event id: number of tries to come in or go out}, without the
        organiser's rows
        """
        rows = self._read_group(
            Domain("event_id", "in", events.ids)
            & Domain("kind", "not in", JUDGEMENTS)
            & Domain(ENTRIES)
            & Domain(domain),
            ["event_id"],
            ["__count"],
        )
        return {event.id: count for event, count in rows}
