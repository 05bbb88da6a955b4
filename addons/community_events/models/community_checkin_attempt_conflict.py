from odoo import api, fields, models

CODES = [
    ("used", "In Already"),
    ("used_today", "In Already That Day"),
    ("given", "Handed Out Already"),
    ("not_included", "Not With This Ticket"),
    ("too_soon", "Too Soon After the Last Time"),
    ("leave_first", "Was Inside Already"),
    ("other_gate", "Not at This Gate"),
    ("too_early", "Before Its Time"),
    ("too_late", "After Its Time"),
    ("blocked", "Ticket Was Taken Back"),
    ("void", "Ticket Was Made Anew"),
    ("cancelled", "Cancelled"),
    ("unconfirmed", "Not Confirmed"),
    ("unpaid", "Not Paid"),
    ("unknown", "Unknown Ticket"),
    ("other_event", "Ticket of Another Event"),
    ("card_void", "Card Is Not Valid"),
    ("not_registered", "Not Registered"),
    ("late", "Sent Late, Time Not Sure"),
]


class CommunityCheckinAttempt(models.Model):
    """Entries that were let in beside the rules, at gates without network.

    What happened stays as it is. Which of two entries counts is found anew whenever a
    late scan arrives: the first by corrected time.
    """

    _inherit = "community.checkin.attempt"

    conflict_code = fields.Selection(CODES, "Why", readonly=True)
    conflict_with_id = fields.Many2one(
        "community.checkin.attempt",
        "Scan That Counts",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    conflict_with_at = fields.Datetime(
        "First Scan", related="conflict_with_id.at", readonly=True
    )
    conflict_with_gate_id = fields.Many2one(
        "community.checkin.gate",
        "First Gate",
        related="conflict_with_id.gate_id",
        readonly=True,
    )
    late_by = fields.Integer(
        "Late By (s)",
        compute="_compute_late_by",
        help="Seconds between the scan and its arrival here.",
    )

    @api.depends("at", "received_at")
    def _compute_late_by(self):
        for attempt in self:
            late = attempt.received_at - attempt.at
            attempt.late_by = max(0, int(late.total_seconds()))

    def _set_conflicts(self, found):
        """:param found: attempt -> (reason, attempt that counts or None), for whoever
        of these is a conflict; the others are none
        """
        for attempt in self._with_pen():
            code, first = found.get(attempt.id, (False, None))
            values = {
                "is_conflict": bool(code),
                "conflict_code": code,
                "conflict_with_id": first or False,
            }
            is_same = (
                attempt.is_conflict == values["is_conflict"]
                and attempt.conflict_code == values["conflict_code"]
                and (attempt.conflict_with_id.id or False) == values["conflict_with_id"]
            )
            if not is_same:
                attempt.write(values)
