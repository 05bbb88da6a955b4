from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_max_hours = fields.Float(
        related="company_id.service_max_hours", readonly=False
    )
    service_day_end = fields.Float(related="company_id.service_day_end", readonly=False)
    service_hour_cost = fields.Float(
        related="company_id.service_hour_cost",
        readonly=False,
        groups="community_helpdesk.group_helpdesk_manager",
    )
    service_product_id = fields.Many2one(
        related="company_id.service_product_id", readonly=False
    )
    service_link_days = fields.Integer(
        related="company_id.service_link_days", readonly=False
    )
    service_remind_days = fields.Integer(
        related="company_id.service_remind_days", readonly=False
    )
    service_approve_days = fields.Integer(
        related="company_id.service_approve_days", readonly=False
    )
