from datetime import timedelta

from odoo import fields

from .common import CommunityNotifyCommon
from .provider_server import send_as_is


class ProvidersCommon(CommunityNotifyCommon):
    """A club whose notices go out over SMS or WhatsApp to a server of the test."""

    _request_handler = classmethod(send_as_is)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("community_notify.http_allow_plain", "True")
        parameters.set_param("community_notify.http_allow_private", "True")
        cls.parameters = parameters
        cls.company.notice_quiet_from = cls.company.notice_quiet_to = 0
        cls.nino = cls._new_partner(phone="+995 555 12 34 56", user_id=cls.officer.id)
        cls.ayse = cls._new_partner("Ayşe Yılmaz", phone="+90 532 123 45 67")
        cls.notice.write({"channel_first": "sms", "channel_second": "mail"})

    def _use_netgsm(self, url):
        self.parameters.set_param("community_notify.netgsm_url", url)
        self.company.write(
            {
                "sms_provider": "netgsm",
                "netgsm_usercode": "8500000000",
                "netgsm_password": "canary-netgsm",
                "netgsm_header": "POOL",
            }
        )

    def _use_gateway(self, url, **values):
        self.company.write(
            {
                "sms_provider": "http_gateway",
                "sms_gateway_url": url + "/send",
                "sms_gateway_parameters": "to={digits}\ntext={text}\nref={reference}\n"
                "key={secret}",
                "sms_gateway_secret": "canary-gateway",
                **values,
            }
        )

    def _use_whatsapp(self, url, **values):
        self.parameters.set_param("community_notify.whatsapp_url", url)
        self.company.write(
            {
                "whatsapp_provider": "cloud",
                "whatsapp_phone_number_id": "5550001",
                "whatsapp_business_id": "7770001",
                "whatsapp_token": "canary-token",
                "whatsapp_app_secret": "canary-secret",
                "whatsapp_verify_token": "canary-verify",
                **values,
            }
        )
        self.template = self.env["community.whatsapp.template"].create(
            {
                "name": "welcome",
                "language": "en",
                "status": "approved",
                "body": "Dear {{1}}, welcome to {{2}}.",
                "model_id": self.partner_model.id,
                "company_id": self.company.id,
                "parameter_ids": [
                    (0, 0, {"number": 1, "path": "name"}),
                    (0, 0, {"number": 2, "path": "company_id.name"}),
                ],
            }
        )
        self.notice.write(
            {
                "channel_first": "whatsapp",
                "channel_second": "sms",
                "channel_third": "mail",
                "whatsapp_template_id": self.template.id,
            }
        )

    def _run_sms(self):
        """Run core's SMS queue with the commits it makes."""
        with self.no_commits():
            self.env["sms.sms"]._process_queue()
        self.env.invalidate_all()

    def _tell(self, partners):
        """Send the notice and run the queues once; return the messages."""
        deliveries = self._send(partners)
        self._run_queue()
        self._run_sms()
        return deliveries

    def _get_sms(self, delivery):
        return self.env["sms.sms"].search([("uuid", "=", delivery.sms_uuid)])

    def _let_pass(self, **time):
        """Let the next try of what waits in SMS come."""
        waiting = self.env["sms.sms"].search([("notice_next_try_at", "!=", False)])
        for sms in waiting:
            sms.notice_next_try_at -= timedelta(**time)

    def _assert_outcome(self, delivery, state, reason=False):
        self.assertEqual(
            (delivery.state, delivery.reason), (state, reason), delivery.detail
        )

    def _now(self):
        return fields.Datetime.now()
