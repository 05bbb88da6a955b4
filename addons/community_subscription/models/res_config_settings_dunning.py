from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dunning_policy_id = fields.Many2one(
        related="company_id.dunning_policy_id", readonly=False
    )
    dunning_user_id = fields.Many2one(
        related="company_id.dunning_user_id", readonly=False
    )
    late_interest_mode = fields.Selection(
        related="company_id.late_interest_mode", readonly=False, required=True
    )
    late_interest_grace_days = fields.Integer(
        related="company_id.late_interest_grace_days", readonly=False
    )
    late_interest_product_id = fields.Many2one(
        related="company_id.late_interest_product_id", readonly=False
    )
    late_interest_account_id = fields.Many2one(
        related="company_id.late_interest_account_id", readonly=False
    )
    community_credit_mode = fields.Selection(
        related="company_id.community_credit_mode", readonly=False, required=True
    )
