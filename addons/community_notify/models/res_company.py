import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import http_guard, netgsm, sms_gateway, webhook_signature, whatsapp
from .sms_api_gateway import SmsApiGateway
from .sms_api_netgsm import SmsApiNetgsm
from .sms_api_simulator import SmsApiSimulator

SECRETS = "base.group_system"
SMS_APIS = {
    "netgsm": SmsApiNetgsm,
    "http_gateway": SmsApiGateway,
    "simulator": SmsApiSimulator,
}


class ResCompany(models.Model):
    _inherit = "res.company"

    sms_provider = fields.Selection(
        selection_add=[
            ("netgsm", "Netgsm"),
            ("http_gateway", "Another gateway over HTTP"),
            ("simulator", "Simulator"),
        ],
        ondelete={
            "netgsm": "set default",
            "http_gateway": "set default",
            "simulator": "set default",
        },
    )
    netgsm_usercode = fields.Char("Netgsm User Code", groups=SECRETS)
    netgsm_password = fields.Char(groups=SECRETS)
    netgsm_header = fields.Char("Netgsm Sender Name", size=11, groups=SECRETS)

    sms_gateway_url = fields.Char("Gateway Address", groups=SECRETS)
    sms_gateway_method = fields.Selection(
        [("POST", "POST"), ("GET", "GET")], "Method", default="POST", groups=SECRETS
    )
    sms_gateway_style = fields.Selection(
        [("form", "Form"), ("query", "In the address"), ("json", "JSON")],
        "Parameters As",
        default="form",
        groups=SECRETS,
    )
    sms_gateway_headers = fields.Text("Headers", groups=SECRETS)
    sms_gateway_parameters = fields.Text("Parameters", groups=SECRETS)
    sms_gateway_secret = fields.Char("Key or Password", groups=SECRETS)
    sms_gateway_sender = fields.Char("Gateway Sender Name", groups=SECRETS)
    sms_gateway_success = fields.Char("Success Pattern", groups=SECRETS)
    sms_gateway_id_path = fields.Char("Path of the Message Number", groups=SECRETS)
    sms_gateway_repeatable = fields.Boolean("Knows Repeated References", groups=SECRETS)
    sms_gateway_token_hash = fields.Char(
        "Fingerprint of the Callback's Token",
        groups=SECRETS,
        copy=False,
        index="btree_not_null",
    )
    sms_gateway_reference_name = fields.Char(default="reference", groups=SECRETS)
    sms_gateway_id_name = fields.Char(default="id", groups=SECRETS)
    sms_gateway_status_name = fields.Char(default="status", groups=SECRETS)
    sms_gateway_delivered = fields.Char(default="delivered", groups=SECRETS)
    sms_gateway_failed = fields.Char(default="failed, rejected", groups=SECRETS)

    whatsapp_provider = fields.Selection(
        [
            ("none", "Not used"),
            ("cloud", "WhatsApp Cloud API"),
            ("simulator", "Simulator"),
        ],
        "WhatsApp Provider",
        required=True,
        default="none",
    )
    whatsapp_phone_number_id = fields.Char("Phone Number ID", groups=SECRETS)
    whatsapp_business_id = fields.Char("Business Account ID", groups=SECRETS)
    whatsapp_token = fields.Char("Access Token", groups=SECRETS)
    whatsapp_app_secret = fields.Char("App Secret", groups=SECRETS)
    whatsapp_verify_token = fields.Char(
        "Verify Token",
        groups=SECRETS,
        copy=False,
        help="Chosen here, typed in at Meta: proves that the webhook is ours.",
    )
    notice_reply_user_id = fields.Many2one(
        "res.users",
        "Replies Go To",
        domain="[('share', '=', False)]",
        index="btree_not_null",
        help="Gets an activity for each reply of a contact nobody else looks after.",
    )

    @api.constrains(
        "sms_gateway_url",
        "sms_gateway_headers",
        "sms_gateway_parameters",
        "sms_gateway_success",
        "sms_gateway_style",
    )
    def _check_sms_gateway(self):
        for company in self.filtered("sms_gateway_url"):
            try:
                sms_gateway.check_settings(company._get_sms_gateway())
                http_guard.check_url(
                    re.sub(r"\{\w+\}", "x", company.sms_gateway_url),
                    allow_plain=company._get_http_rules()["allow_plain"],
                )
            except sms_gateway.BadSettingsError as error:
                raise ValidationError(
                    self.env._(
                        "These settings of the gateway cannot be read: %(part)s",
                        part=error.args[0],
                    )
                )
            except http_guard.BlockedError:
                raise ValidationError(
                    self.env._("The gateway's address must begin with https://")
                )

    # ------------------------------------------------------------
    # PROVIDERS
    # ------------------------------------------------------------

    def _get_sms_api_class(self):
        self.ensure_one()
        return SMS_APIS.get(self.sms_provider) or super()._get_sms_api_class()

    def _has_own_sms_api(self):
        self.ensure_one()
        return self.sms_provider in SMS_APIS

    def _get_http_rules(self):
        """What calls to providers may do; both only for tests and own networks."""
        # sudo: system parameters that only the administrator writes
        get = self.env["ir.config_parameter"].sudo().get_param
        return {
            "allow_plain": get("community_notify.http_allow_plain") == "True",
            "allow_private": get("community_notify.http_allow_private") == "True",
        }

    def _fetch(self, call):
        """Call a provider, under the rules of this house."""
        return http_guard.fetch(**call, **self._get_http_rules())

    def _get_netgsm(self):
        # sudo: the queue sends for people who must not read the password
        company_sudo = self.sudo()
        get = self.env["ir.config_parameter"].sudo().get_param
        return netgsm.Account(
            usercode=company_sudo.netgsm_usercode or "",
            password=company_sudo.netgsm_password or "",
            header=company_sudo.netgsm_header or "",
            url=get("community_notify.netgsm_url") or netgsm.BASE,
        )

    def _get_sms_gateway(self, callback=""):
        # sudo: the queue sends for people who must not read the key
        company_sudo = self.sudo()
        return sms_gateway.Gateway(
            url=company_sudo.sms_gateway_url or "",
            method=company_sudo.sms_gateway_method or "POST",
            style=company_sudo.sms_gateway_style or "form",
            headers=company_sudo.sms_gateway_headers or "",
            parameters=company_sudo.sms_gateway_parameters or "",
            secret=company_sudo.sms_gateway_secret or "",
            sender=company_sudo.sms_gateway_sender or "",
            success=company_sudo.sms_gateway_success or "",
            id_path=company_sudo.sms_gateway_id_path or "",
            callback=callback,
        )

    def _get_sms_gateway_words(self):
        # sudo: asked by the callback, which has shown its token
        company_sudo = self.sudo()
        return sms_gateway.CallbackWords(
            reference=company_sudo.sms_gateway_reference_name or "reference",
            message_id=company_sudo.sms_gateway_id_name or "id",
            status=company_sudo.sms_gateway_status_name or "status",
            delivered=_words(company_sudo.sms_gateway_delivered),
            failed=_words(company_sudo.sms_gateway_failed),
        )

    def _get_whatsapp(self):
        # sudo: the queue sends for people who must not read the token
        company_sudo = self.sudo()
        get = self.env["ir.config_parameter"].sudo().get_param
        return whatsapp.Account(
            phone_number_id=company_sudo.whatsapp_phone_number_id or "",
            business_id=company_sudo.whatsapp_business_id or "",
            token=company_sudo.whatsapp_token or "",
            url=get("community_notify.whatsapp_url") or whatsapp.BASE,
        )

    def _renew_sms_gateway_token(self):
        """Make a new token for the gateway's callback and return it, this once."""
        self.ensure_one()
        token = secrets.token_urlsafe(24)
        self.sms_gateway_token_hash = webhook_signature.digest(token)
        return token


def _words(text):
    return frozenset(x.strip().lower() for x in (text or "").split(",") if x.strip())
