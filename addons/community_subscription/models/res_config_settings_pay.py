from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pay_link_days = fields.Integer(related="company_id.pay_link_days", readonly=False)
    expiry_reminder_days = fields.Char(
        related="company_id.expiry_reminder_days", readonly=False
    )
    card_reminder_days = fields.Integer(
        related="company_id.card_reminder_days", readonly=False
    )
