from odoo import api, fields, models
from odoo.tools import format_datetime


class CommunityServiceInterval(models.Model):
    """A stretch in which the clock of a record ran.

    The clock writes it; what a person corrects leaves a trace.
    """

    _name = "community.service.interval"
    _description = "Stretch of Service Time"
    _inherit = "community.pen.guard"
    _pen = "service_clock"
    _order = "start, id"

    record_id = fields.Many2one(
        "community.service.record", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", "Officer", required=True, index=True, ondelete="restrict"
    )
    start = fields.Datetime("Started", required=True)
    stop = fields.Datetime("Stopped")
    is_forgotten = fields.Boolean(
        "Forgotten", help="Nobody stopped the clock: it was stopped at its limit."
    )
    seconds = fields.Integer("Time", compute="_compute_seconds")

    _one_clock = models.UniqueIndex(
        "(user_id) WHERE stop IS NULL", "A clock of this officer is running already."
    )
    _in_order = models.Constraint(
        "CHECK (stop IS NULL OR stop >= start)", "A clock cannot stop before it starts."
    )

    @api.depends("start", "stop")
    def _compute_seconds(self):
        for stretch in self:
            length = stretch.stop and stretch.stop - stretch.start
            stretch.seconds = int(length.total_seconds()) if length else 0

    @api.depends("start", "stop")
    def _compute_display_name(self):
        for stretch in self:
            moments = (stretch.start, stretch.stop)
            stretch.display_name = " – ".join(
                format_datetime(self.env, moment) if moment else "…"
                for moment in moments
            )

    def _get_pen_refusal(self):
        return self.env._(
            "The clock writes the times. Correct them with a reason instead."
        )
