from odoo import api, fields, models

from ..tools.promise import Clock, get_deadline

KINDS = [
    ("first_answer", "First Answer"),
    ("update", "News"),
    ("solution", "Solution"),
]
STATES = [
    ("counting", "In Time"),
    ("paused", "Resting"),
    ("met", "Kept"),
    ("missed", "Broken"),
    ("void", "Not Promised Any More"),
]
RUNNING = ("counting", "paused")


class CommunityTicketPromise(models.Model):
    """One promise about one ticket. What was broken stays broken."""

    _name = "community.ticket.promise"
    _description = "Promise"
    _inherit = "community.pen.guard"
    _order = "ticket_id, id"
    _rec_name = "kind"
    _pen = "ticket_promise"

    ticket_id = fields.Many2one(
        "community.ticket", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, index=True, precompute=True
    )
    group_id = fields.Many2one(
        related="ticket_id.group_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        related="ticket_id.user_id", store=True, string="Agent", index="btree_not_null"
    )
    organisation_id = fields.Many2one(
        related="ticket_id.organisation_id", store=True, index="btree_not_null"
    )
    policy_id = fields.Many2one(
        "community.ticket.policy", readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="counting")
    deadline = fields.Datetime("Until", readonly=True)
    minutes = fields.Float("Promised Minutes", readonly=True)
    used_minutes = fields.Float("Used Before the Last Rest", readonly=True)
    counting_since = fields.Datetime(readonly=True)
    calendar_id = fields.Many2one("resource.calendar", readonly=True)
    warned_at = fields.Datetime(readonly=True)
    met_at = fields.Datetime("Kept On", readonly=True)
    missed_at = fields.Datetime("Broken On", readonly=True)
    is_missed = fields.Boolean(
        "Broken", compute="_compute_is_missed", store=True, aggregator="sum"
    )

    _running = models.UniqueIndex(
        "(ticket_id, kind) WHERE state IN ('counting', 'paused')",
        "This is promised already.",
    )
    _came = models.Index("(company_id, create_date)")
    _due = models.Index("(deadline) WHERE state = 'counting'")

    @api.depends("missed_at")
    def _compute_is_missed(self):
        for promise in self:
            promise.is_missed = bool(promise.missed_at)

    # ------------------------------------------------------------
    # CLOCK
    # ------------------------------------------------------------

    def _get_clock(self):
        self.ensure_one()
        return Clock(self.minutes, self.used_minutes, self.counting_since or None)

    def _get_stretches(self):
        """Working time as it was promised; None for around the clock."""
        self.ensure_one()
        day = (self.counting_since or fields.Datetime.now()).date()
        policies = self.env["community.ticket.policy"]
        return policies._get_stretches(self.calendar_id.id or 0, day)

    @api.model
    def _prepare_clock(self, clock, calendar_id):
        """Columns of a clock, with the deadline that follows."""
        policies = self.env["community.ticket.policy"]
        day = (clock.since or fields.Datetime.now()).date()
        stretches = policies._get_stretches(calendar_id, day)
        return {
            "minutes": clock.minutes,
            "used_minutes": clock.used,
            "counting_since": clock.since,
            "calendar_id": calendar_id or False,
            "deadline": get_deadline(clock, stretches),
            "state": "counting" if clock.since else "paused",
        }
