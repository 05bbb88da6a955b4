from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    band_deposit_account_id = fields.Many2one(
        related="company_id.band_deposit_account_id", readonly=False
    )
    band_deposit_product_id = fields.Many2one(
        related="company_id.band_deposit_product_id", readonly=False
    )
    band_fee_product_id = fields.Many2one(
        related="company_id.band_fee_product_id", readonly=False
    )
