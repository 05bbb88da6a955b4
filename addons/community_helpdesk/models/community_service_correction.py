from odoo import fields, models


class CommunityServiceCorrection(models.Model):
    """What somebody corrected in the times of a record: who, when, from, to, why."""

    _name = "community.service.correction"
    _description = "Correction of Service Time"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _pen = "service_clock"
    _order = "id DESC"

    record_id = fields.Many2one(
        "community.service.record", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "Corrected By", required=True, index=True, ondelete="restrict"
    )
    corrected_at = fields.Datetime(
        "Corrected On", required=True, default=fields.Datetime.now
    )
    before_start = fields.Datetime("Started Before")
    before_stop = fields.Datetime("Stopped Before")
    after_start = fields.Datetime("Started After")
    after_stop = fields.Datetime("Stopped After")
    reason = fields.Char(required=True)

    def _get_pen_refusal(self):
        return self.env._("The trace of a correction is not edited.")
