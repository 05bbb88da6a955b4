from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    application_confirm_days = fields.Integer(
        related="company_id.application_confirm_days", readonly=False
    )
    application_link_days = fields.Integer(
        related="company_id.application_link_days", readonly=False
    )
    application_delete_days = fields.Integer(
        related="company_id.application_delete_days", readonly=False
    )
    application_keep_months = fields.Integer(
        related="company_id.application_keep_months", readonly=False
    )
    application_invite = fields.Boolean(
        related="company_id.application_invite", readonly=False
    )
    application_limit_ip = fields.Integer(
        "Forms per Hour from One Address",
        config_parameter="community_members.application_limit_ip",
        default=20,
    )
    application_limit_email = fields.Integer(
        "Forms per Day for One E-mail Address",
        config_parameter="community_members.application_limit_email",
        default=5,
    )
