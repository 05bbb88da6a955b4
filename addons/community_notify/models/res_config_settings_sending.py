from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    notice_quiet_from = fields.Float(
        related="company_id.notice_quiet_from", readonly=False
    )
    notice_quiet_to = fields.Float(related="company_id.notice_quiet_to", readonly=False)
    notice_cap = fields.Integer(related="company_id.notice_cap", readonly=False)
    notice_cap_days = fields.Integer(
        related="company_id.notice_cap_days", readonly=False
    )
    notice_whatsapp_opt_in = fields.Boolean(
        related="company_id.notice_whatsapp_opt_in", readonly=False
    )
    notice_cost_sms = fields.Monetary(
        related="company_id.notice_cost_sms",
        readonly=False,
        currency_field="notice_currency_id",
    )
    notice_cost_whatsapp = fields.Monetary(
        related="company_id.notice_cost_whatsapp",
        readonly=False,
        currency_field="notice_currency_id",
    )
    notice_budget = fields.Monetary(
        related="company_id.notice_budget",
        readonly=False,
        currency_field="notice_currency_id",
    )
    notice_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of Messages"
    )
