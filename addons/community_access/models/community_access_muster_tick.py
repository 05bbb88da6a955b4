from odoo import fields, models


class CommunityAccessMusterTick(models.Model):
    """That somebody was ticked, or the tick taken back: only added to."""

    _name = "community.access.muster.tick"
    _description = "Tick of a Muster"
    _inherit = "community.pen.guard"
    _order = "id"
    _rec_name = "ticked_at"
    _pen = "access_muster"

    line_id = fields.Many2one(
        "community.access.muster.line", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="line_id.company_id", store=True, index=True)
    is_safe = fields.Boolean(readonly=True)
    ticked_at = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True)
