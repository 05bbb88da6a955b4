from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    checkin_place_days = fields.Integer(
        related="company_id.checkin_place_days", readonly=False
    )
    event_points_limit = fields.Integer(
        related="company_id.event_points_limit", readonly=False
    )
