from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    community_bill_journal_id = fields.Many2one(
        related="company_id.community_bill_journal_id", readonly=False
    )
    community_bill_nightly = fields.Boolean(
        related="company_id.community_bill_nightly", readonly=False
    )
    community_bill_dating = fields.Selection(
        related="company_id.community_bill_dating", readonly=False
    )
    community_bill_catch_up = fields.Selection(
        related="company_id.community_bill_catch_up", readonly=False
    )
