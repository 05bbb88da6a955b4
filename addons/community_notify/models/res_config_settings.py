from odoo import fields, models
from odoo.tools.urls import urljoin

from .res_company import SECRETS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    whatsapp_provider = fields.Selection(
        related="company_id.whatsapp_provider", readonly=False, required=True
    )
    notice_reply_user_id = fields.Many2one(
        related="company_id.notice_reply_user_id", readonly=False
    )
    whatsapp_webhook_url = fields.Char(compute="_compute_whatsapp_webhook_url")
    has_sms_gateway_token = fields.Boolean(compute="_compute_has_sms_gateway_token")
    netgsm_usercode = fields.Char(
        related="company_id.netgsm_usercode", readonly=False, groups=SECRETS
    )
    netgsm_password = fields.Char(
        related="company_id.netgsm_password", readonly=False, groups=SECRETS
    )
    netgsm_header = fields.Char(
        related="company_id.netgsm_header", readonly=False, groups=SECRETS
    )
    sms_gateway_url = fields.Char(
        related="company_id.sms_gateway_url", readonly=False, groups=SECRETS
    )
    sms_gateway_method = fields.Selection(
        related="company_id.sms_gateway_method", readonly=False, groups=SECRETS
    )
    sms_gateway_style = fields.Selection(
        related="company_id.sms_gateway_style", readonly=False, groups=SECRETS
    )
    sms_gateway_headers = fields.Text(
        related="company_id.sms_gateway_headers", readonly=False, groups=SECRETS
    )
    sms_gateway_parameters = fields.Text(
        related="company_id.sms_gateway_parameters", readonly=False, groups=SECRETS
    )
    sms_gateway_secret = fields.Char(
        related="company_id.sms_gateway_secret", readonly=False, groups=SECRETS
    )
    sms_gateway_sender = fields.Char(
        related="company_id.sms_gateway_sender", readonly=False, groups=SECRETS
    )
    sms_gateway_success = fields.Char(
        related="company_id.sms_gateway_success", readonly=False, groups=SECRETS
    )
    sms_gateway_id_path = fields.Char(
        related="company_id.sms_gateway_id_path", readonly=False, groups=SECRETS
    )
    sms_gateway_repeatable = fields.Boolean(
        related="company_id.sms_gateway_repeatable", readonly=False, groups=SECRETS
    )
    sms_gateway_reference_name = fields.Char(
        related="company_id.sms_gateway_reference_name", readonly=False, groups=SECRETS
    )
    sms_gateway_id_name = fields.Char(
        related="company_id.sms_gateway_id_name", readonly=False, groups=SECRETS
    )
    sms_gateway_status_name = fields.Char(
        related="company_id.sms_gateway_status_name", readonly=False, groups=SECRETS
    )
    sms_gateway_delivered = fields.Char(
        related="company_id.sms_gateway_delivered", readonly=False, groups=SECRETS
    )
    sms_gateway_failed = fields.Char(
        related="company_id.sms_gateway_failed", readonly=False, groups=SECRETS
    )
    whatsapp_phone_number_id = fields.Char(
        related="company_id.whatsapp_phone_number_id", readonly=False, groups=SECRETS
    )
    whatsapp_business_id = fields.Char(
        related="company_id.whatsapp_business_id", readonly=False, groups=SECRETS
    )
    whatsapp_token = fields.Char(
        related="company_id.whatsapp_token", readonly=False, groups=SECRETS
    )
    whatsapp_app_secret = fields.Char(
        related="company_id.whatsapp_app_secret", readonly=False, groups=SECRETS
    )
    whatsapp_verify_token = fields.Char(
        related="company_id.whatsapp_verify_token", readonly=False, groups=SECRETS
    )

    def _compute_whatsapp_webhook_url(self):
        for settings in self:
            base = settings.company_id.get_base_url()
            settings.whatsapp_webhook_url = urljoin(base, "/community_notify/whatsapp")

    def _compute_has_sms_gateway_token(self):
        for settings in self:
            # sudo: only whether there is one leaves this method
            company_sudo = settings.company_id.sudo()
            settings.has_sms_gateway_token = bool(company_sudo.sms_gateway_token_hash)

    def action_renew_sms_gateway_token(self):
        """Show the callback's new address, this once; the old one stops at once."""
        self.check_access("write")
        self.env.company.check_access("write")
        token = self.company_id._renew_sms_gateway_token()
        url = urljoin(self.company_id.get_base_url(), f"/community_notify/sms/{token}")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "sticky": True,
                "title": self.env._("Copy this address now, it is not shown again"),
                "message": url,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_fetch_whatsapp_templates(self):
        self.check_access("write")
        return self.env["community.whatsapp.template"].action_fetch()
