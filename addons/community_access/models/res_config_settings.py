from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    access_escort_age = fields.Integer(
        related="company_id.access_escort_age", readonly=False
    )
    wallet_account_id = fields.Many2one(
        related="company_id.wallet_account_id", readonly=False
    )
    wallet_income_account_id = fields.Many2one(
        related="company_id.wallet_income_account_id", readonly=False
    )
    wallet_journal_id = fields.Many2one(
        related="company_id.wallet_journal_id", readonly=False
    )
    wallet_amounts = fields.Char(related="company_id.wallet_amounts", readonly=False)
    wallet_online_max = fields.Monetary(
        related="company_id.wallet_online_max",
        readonly=False,
        currency_field="company_currency_id",
    )
    wallet_category_ids = fields.Many2many(
        related="company_id.wallet_category_ids", readonly=False
    )
