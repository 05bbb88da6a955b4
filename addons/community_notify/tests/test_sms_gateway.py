from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.webhook_signature import digest
from .common_providers import ProvidersCommon
from .provider_server import GARBAGE, RESET, ProviderServer

JSON_TAKEN = (200, {"status": "ok", "data": [{"id": 4711}]})


@tagged("post_install", "-at_install", "community")
class TestSmsGateway(ProvidersCommon):
    def test_form(self):
        """G38, G40: an operator in Georgia is described by settings, in a form."""
        with ProviderServer(JSON_TAKEN) as server:
            self._use_gateway(server.url, sms_gateway_id_path="data.0.id")
            delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider_message_id, "4711")
        self.assertEqual(
            server.calls[0].form,
            {
                "to": "995555123456",
                "text": "Dear Nino Beridze, welcome.",
                "ref": delivery.sms_uuid,
                "key": "canary-gateway",
            },
        )

    def test_query_and_pattern(self):
        """G40: another one wants everything in the address and answers in words."""
        with ProviderServer((200, "0000-98765")) as server:
            self._use_gateway(
                server.url,
                sms_gateway_method="GET",
                sms_gateway_style="query",
                sms_gateway_success=r"^0000-(?P<id>\d+)",
            )
            delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider_message_id, "98765")
        self.assertEqual(server.calls[0].query["to"], "995555123456")

    def test_json_and_header(self):
        """G40: a third one wants JSON and the key in a header."""
        with ProviderServer((201, {"id": "a-1"})) as server:
            self._use_gateway(
                server.url,
                sms_gateway_style="json",
                sms_gateway_headers="Authorization: Bearer {secret}",
                sms_gateway_parameters='{"to": ["{number}"], "text": "{text}"}',
                sms_gateway_id_path="id",
            )
            self._tell(self.nino)
        call = server.calls[0]
        self.assertEqual(call.headers["Authorization"], "Bearer canary-gateway")
        self.assertEqual(call.json["to"], ["+995555123456"])

    def test_refused(self):
        """G40: a refusal fails at once; its words are noted without the key."""
        with ProviderServer((200, "ERR key canary-gateway unknown")) as server:
            self._use_gateway(server.url, sms_gateway_success="^OK")
            delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "failed", "rejected")
        self.assertEqual(delivery.detail, "ERR key *** unknown")

    def test_silence_once_at_most(self):
        """G40: a gateway that knows no references never gets a message twice."""
        for number, fault in enumerate((RESET, GARBAGE)):
            with ProviderServer(fault) as server:
                self._use_gateway(server.url, sms_gateway_id_path="id")
                delivery = self._send(self.nino, occurrence=str(number))
                self._run_queue()
                self._run_sms()
                self._let_pass(days=1)
                self._run_sms()
            self._assert_outcome(delivery, "failed", "interrupted")
            self.assertEqual(len(server.calls), 1)

    def test_silence_with_references(self):
        """G40: one that knows repeated references gets the same one again."""
        with ProviderServer(RESET, JSON_TAKEN) as server:
            self._use_gateway(server.url, sms_gateway_repeatable=True)
            delivery = self._tell(self.nino)
            self._let_pass(days=1)
            self._run_sms()
        self._assert_outcome(delivery, "sent")
        references = [call.form["ref"] for call in server.calls]
        self.assertEqual(references, [delivery.sms_uuid] * 2)

    def test_killed_while_sending(self):
        """G38: a process killed in the middle of a batch sends nothing twice."""
        with ProviderServer(JSON_TAKEN) as server:
            self._use_gateway(server.url)
            delivery = self._send(self.nino)
            self._run_queue()
            batch = self.env["sms.sms"]._claim_batch()
            self.assertEqual(batch.state, "process")
            # Killed here: the claim is committed, the outcome is not.
            batch.notice_claimed_at = "2020-01-01 00:00:00"
            self._run_sms()
            self._run_sms()
        self._assert_outcome(delivery, "failed", "interrupted")
        self.assertFalse(server.calls)

    def test_settings_are_checked(self):
        """G40: what cannot work is refused when it is written."""
        self._use_gateway("https://sms.example")
        for values in (
            {"sms_gateway_url": "http://sms.example/"},
            {"sms_gateway_parameters": "no sign in here"},
            {"sms_gateway_success": "(["},
            {"sms_gateway_style": "json"},
        ):
            if "sms_gateway_url" in values:
                self.parameters.set_param("community_notify.http_allow_plain", "")
            with self.assertRaises(ValidationError, msg=values):
                self.company.write(values)

    @mute_logger("odoo.addons.community_notify.models.sms_api_base")
    def test_private_network(self):
        """G40: an address in our own network is refused, uncalled, with its reason."""
        self.parameters.set_param("community_notify.http_allow_private", "")
        with ProviderServer(JSON_TAKEN) as server:
            self._use_gateway(server.url)
            delivery = self._tell(self.nino)
        self._assert_outcome(delivery, "failed", "no_channel")
        self.assertFalse(server.calls)

    def test_secrets_are_the_administrators(self):
        """G40: no manager of notices reads a key of a provider."""
        self._use_gateway("https://sms.example")
        company = self.company.with_user(self.manager)
        for name in ("sms_gateway_secret", "netgsm_password", "whatsapp_token"):
            with self.assertRaises(AccessError):
                company.read([name])

    def test_report_address_is_shown_once(self):
        """G40: the administrator sees the report address once; its digest is kept."""
        admin = self._new_user("admin", "base.group_system")
        settings = self.env["res.config.settings"].with_user(admin).create({})
        url = settings.action_renew_sms_gateway_token()["params"]["message"]
        kept = self.company.sms_gateway_token_hash
        self.assertEqual(kept, digest(url.rpartition("/")[2]))
        self.assertNotIn(kept, url)
        for user in (self.manager, self.internal):
            with self.assertRaises(AccessError):
                settings.with_user(user).action_renew_sms_gateway_token()
            with self.assertRaises(AccessError):
                settings.with_user(user).action_fetch_whatsapp_templates()
        self.assertEqual(self.company.sms_gateway_token_hash, kept)

    def test_logs_hold_no_secret(self):
        """G40: neither the log of the system nor that of messages holds a key."""
        with (
            ProviderServer(RESET, (500, "x"), (400, "canary-gateway")) as server,
            patch("odoo.addons.sms.models.sms_sms._logger") as logger,
        ):
            self._use_gateway(server.url, sms_gateway_repeatable=True)
            delivery = self._tell(self.nino)
            for _try in range(2):
                self._let_pass(days=1)
                self._run_sms()
        self._assert_outcome(delivery, "failed", "rejected")
        told = repr(logger.mock_calls) + delivery.detail
        self.assertIn("gave", told)
        self.assertNotIn("canary", told)

    def test_messages_of_the_chatter(self):
        """G40: an SMS that a colleague writes by hand takes the same way."""
        with ProviderServer(JSON_TAKEN) as server:
            self._use_gateway(server.url, sms_gateway_id_path="data.0.id")
            message = self.nino._message_sms("Hello", partner_ids=self.nino.ids)
            self._run_sms()
        notification = message.notification_ids
        self.assertEqual(notification.notification_status, "pending")
        self.assertEqual(len(server.calls), 1)
        receipt = {"message_id": "4711", "state": "delivered"}
        self.env["community.notice.receipt"]._receive(
            "http_gateway", self.company, [receipt]
        )
        self.assertEqual(notification.notification_status, "sent")
