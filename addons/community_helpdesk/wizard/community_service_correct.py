from odoo import api, fields, models


class CommunityServiceCorrect(models.TransientModel):
    """Times put right, with a reason; what stood there before stays known."""

    _name = "community.service.correct"
    _description = "Correction of Service Time"
    _inherit = "community.member.card.number.guard"

    record_id = fields.Many2one(
        "community.service.record", required=True, ondelete="cascade"
    )
    interval_id = fields.Many2one(
        "community.service.interval",
        "Time",
        domain="[('record_id', '=', record_id)]",
        ondelete="cascade",
        help="Empty: time that the clock did not count.",
    )
    start = fields.Datetime(
        "Started", compute="_compute_times", store=True, readonly=False
    )
    stop = fields.Datetime(
        "Stopped", compute="_compute_times", store=True, readonly=False
    )
    is_removed = fields.Boolean("Does Not Count")
    reason = fields.Char(required=True)

    @api.depends("interval_id")
    def _compute_times(self):
        for wizard in self:
            if wizard.interval_id:
                wizard.start = wizard.interval_id.start
                wizard.stop = wizard.interval_id.stop

    def action_apply(self):
        self.ensure_one()
        self.check_access("write")
        self.record_id._correct_time(
            self.interval_id,
            (False, False) if self.is_removed else (self.start, self.stop),
            self.reason,
        )
        return {"type": "ir.actions.act_window_close"}
