from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_providers import ProvidersCommon
from .provider_server import GARBAGE, RESET, ProviderServer

TAKEN = (
    200,
    {
        "messaging_product": "whatsapp",
        "messages": [{"id": "wamid.HBgL1", "message_status": "accepted"}],
    },
)


def error(code, status=400, message="Refused"):
    body = {"error": {"code": code, "message": message, "type": "OAuthException"}}
    return (status, body)


@tagged("post_install", "-at_install", "community")
class TestWhatsapp(ProvidersCommon):
    def _tell_whatsapp(self, partners, occurrence="1"):
        deliveries = self._send(partners, occurrence=occurrence)
        self._run_queue()
        self.env.invalidate_all()
        return deliveries

    def test_template(self):
        """G39, G40: a notice goes out as the approved template with its values."""
        with ProviderServer(TAKEN) as server:
            self._use_whatsapp(server.url)
            delivery = self._tell_whatsapp(self.nino)
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider_message_id, "wamid.HBgL1")
        self.assertEqual(delivery.body, "Dear Nino Beridze, welcome to Batumi Pool.")
        [call] = server.calls
        self.assertEqual(call.path, "/5550001/messages")
        self.assertEqual(call.headers["Authorization"], "Bearer canary-token")
        self.assertEqual(
            call.json,
            {
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": "995555123456",
                "type": "template",
                "biz_opaque_callback_data": delivery._make_reference(),
                "template": {
                    "name": "welcome",
                    "language": {"code": "en"},
                    "components": [
                        {
                            "type": "body",
                            "parameters": [
                                {"type": "text", "text": "Nino Beridze"},
                                {"type": "text", "text": "Batumi Pool"},
                            ],
                        }
                    ],
                },
            },
        )

    def test_language_of_the_reader(self):
        """G39: the approved template in the reader's language is taken."""
        self.env["res.lang"]._activate_lang("tr_TR")
        self.ayse.lang = "tr_TR"
        with ProviderServer(TAKEN) as server:
            self._use_whatsapp(server.url)
            turkish = self.template.copy(
                {"language": "tr", "body": "{{2}} sana merhaba diyor, {{1}}."}
            )
            first = self._tell_whatsapp(self.ayse)
            turkish.status = "approved"
            second = self._tell_whatsapp(self.ayse, "2")
        languages = [x.json["template"]["language"]["code"] for x in server.calls]
        self.assertEqual(languages, ["en", "tr"])
        self.assertIn("Dear", first.body)
        self.assertIn("merhaba", second.body)

    def test_not_approved(self):
        """G39: what is not approved leaves only to who wrote within a day."""
        with ProviderServer(TAKEN) as server:
            self._use_whatsapp(server.url)
            self.template.status = "pending"
            delivery = self._tell_whatsapp(self.nino)
            self._assert_outcome(delivery, "failed", "no_template")
            self.assertFalse(server.calls)
            fallback = self.deliveries.search([("fallback_of_id", "=", delivery.id)])
            self.assertEqual(fallback.channel, "sms")
            hello = {"sender": "995555123456", "text": "Hello", "message_id": "m1"}
            self.env["community.notice.inbound"]._receive(
                "cloud", "whatsapp", self.company, [hello]
            )
            answer = self._tell_whatsapp(self.nino, "2")
            self._assert_outcome(answer, "sent")
            self.assertEqual(server.calls[0].json["type"], "text")
            replies = self.env["community.notice.inbound"].search([])
            replies.received_at -= timedelta(hours=25)
            late = self._tell_whatsapp(self.nino, "3")
            self._assert_outcome(late, "failed", "no_template")

    def test_refusals(self):
        """G39: WhatsApp's refusals are told in our words and start the next channel."""
        refused = (
            (131026, "unreachable"),
            (132001, "template_error"),
            (131042, "no_credit"),
            (131047, "rejected"),
            (190, "rejected"),
        )
        with ProviderServer(*[error(code) for code, _reason in refused]) as server:
            self._use_whatsapp(server.url)
            for code, reason in refused:
                delivery = self._tell_whatsapp(self.nino, str(code))
                self._assert_outcome(delivery, "failed", reason)
                self.assertIn(str(code), delivery.detail)

    def test_stopped_at_whatsapp(self):
        """G39: who stops our advertising in WhatsApp itself has withdrawn consent."""
        self.notice.purpose = "commercial"
        self._agree(self.nino, "whatsapp", "sms", "mail")
        with ProviderServer(error(131050)) as server:
            self._use_whatsapp(server.url)
            delivery = self._tell_whatsapp(self.nino)
        self._assert_outcome(delivery, "failed", "withdrawn")
        latest = self.consents.search([("partner_id", "=", self.nino.id)], limit=1)
        self.assertEqual((latest.channel, latest.state), ("whatsapp", "withdrawn"))

    def test_busy(self):
        """G39: a busy provider is not asked for the rest; all wait and go later."""
        people = self.nino | self.ayse
        with ProviderServer(error(130429, 429), TAKEN) as server:
            self._use_whatsapp(server.url)
            deliveries = self._tell_whatsapp(people)
            self.assertEqual(len(server.calls), 1)
            self.assertEqual(set(deliveries.mapped("state")), {"queued"})
            self.assertEqual(sorted(deliveries.mapped("attempts")), [0, 1])
            deliveries.next_try_at = self._now() - timedelta(seconds=1)
            self._run_queue()
        self.assertEqual(set(deliveries.mapped("state")), {"sent"})
        self.assertEqual(len(server.calls), 3)

    def test_silence(self):
        """G39: after silence it waits for the receipt that names our reference."""
        self._use_whatsapp("https://graph.example")
        for number, fault in enumerate((RESET, GARBAGE, (504, ""))):
            with ProviderServer(fault, TAKEN) as server:
                self.parameters.set_param("community_notify.whatsapp_url", server.url)
                delivery = self._tell_whatsapp(self.nino, str(number))
                self._assert_outcome(delivery, "queued")
                wait = delivery.next_try_at - self._now()
                self.assertGreater(wait, timedelta(minutes=14))
                receipt = {
                    "message_id": f"wamid.{number}",
                    "reference": delivery._make_reference(),
                    "state": "delivered",
                }
                self.env["community.notice.receipt"]._receive(
                    "cloud", self.company, [receipt]
                )
                self._assert_outcome(delivery, "delivered")
                delivery.next_try_at = self._now() - timedelta(seconds=1)
                self._run_queue()
                self.assertEqual(len(server.calls), 1)

    def test_two_calls_at_once(self):
        """G39: two calls that tell the same at the same time tell it once."""
        receipts = self.env["community.notice.receipt"]
        rows = [
            {
                "provider": "cloud",
                "message_id": f"wamid.{number}",
                "state": "read",
                "company_id": self.company.id,
            }
            for number in (1, 2, 1, 3)
        ]
        self.assertEqual(len(receipts._create_new(rows)), 3)
        self.assertFalse(receipts._create_new(rows))
        replies = self.env["community.notice.inbound"]
        rows = [
            {
                "provider": "cloud",
                "channel": "whatsapp",
                "message_id": "wamid.in",
                "address": "+995555123456",
                "received_at": self._now(),
                "company_id": self.company.id,
            }
        ]
        self.assertEqual(len(replies._create_new(rows * 2)), 1)

    def test_opt_in(self):
        """G39: WhatsApp may be kept to those who agreed to it."""
        self.company.notice_whatsapp_opt_in = True
        with ProviderServer(TAKEN) as server:
            self._use_whatsapp(server.url)
            delivery = self._tell_whatsapp(self.nino)
            self.assertNotEqual(delivery.channel, "whatsapp")
            self.consents._record(
                self.ayse, ["whatsapp"], "granted", "paper", purpose="transactional"
            )
            delivery = self._tell_whatsapp(self.ayse)
        self.assertEqual((delivery.channel, delivery.state), ("whatsapp", "sent"))

    def test_fetch_templates(self):
        """G39: approval and text come from WhatsApp, page by page."""
        first = {
            "data": [
                {
                    "name": "welcome",
                    "language": "en",
                    "status": "PAUSED",
                    "category": "MARKETING",
                    "components": [{"type": "BODY", "text": "Hi {{1}} of {{2}}"}],
                }
            ],
            "paging": {"cursors": {"after": "XYZ"}, "next": "https://elsewhere"},
        }
        second = {
            "data": [
                {
                    "name": "reminder",
                    "language": "ka",
                    "status": "APPROVED",
                    "category": "UTILITY",
                    "components": [{"type": "BODY", "text": "გამარჯობა"}],
                }
            ]
        }
        with ProviderServer((200, first), (200, second)) as server:
            self._use_whatsapp(server.url)
            Template = self.env["community.whatsapp.template"].with_user(self.manager)
            Template.action_fetch()
        self.assertEqual(server.calls[1].query["after"], "XYZ")
        self.assertEqual(self.template.status, "paused")
        self.assertEqual(self.template.category, "marketing")
        self.assertEqual(
            len(self.template.parameter_ids), 2, "as many values as before"
        )
        found = Template.search([("name", "=", "reminder")])
        self.assertEqual((found.status, found.language), ("approved", "ka"))
        with self.assertRaises(AccessError):
            Template.with_user(self.officer).action_fetch()

    def test_template_holds_no_hidden_field(self):
        """G40: a template cannot carry out a field that is kept for a few."""
        with ProviderServer(TAKEN) as server:
            self._use_whatsapp(server.url)
        for path in ("company_id.whatsapp_token", "company_id.x"):
            with self.assertRaises(ValidationError, msg=path):
                self.template.parameter_ids[:1].path = path

    @mute_logger("odoo.addons.community_notify.models.sms_api_base")
    def test_no_address_inside(self):
        """G40: the interface's address is under the same guard."""
        self.parameters.set_param("community_notify.http_allow_private", "")
        with ProviderServer(TAKEN) as server:
            self._use_whatsapp(server.url)
            delivery = self._tell_whatsapp(self.nino)
        self._assert_outcome(delivery, "failed", "no_channel")
        self.assertFalse(server.calls)

    def test_mail_alone(self):
        """G41: without any provider of SMS or WhatsApp mail works alone."""
        self.notice.channel_first = "mail"
        delivery = self._tell_whatsapp(self.nino)
        self.assertEqual((delivery.channel, delivery.state), ("mail", "queued"))
        self.assertEqual(delivery.mail_mail_id.state, "outgoing")
