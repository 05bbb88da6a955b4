import json
import time

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..tools import webhook_signature
from .common_providers import ProvidersCommon
from .provider_server import ProviderServer

WHATSAPP = "/community_notify/whatsapp"


@tagged("post_install", "-at_install", "community")
class TestProviderCallbacks(ProvidersCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self._use_whatsapp("https://graph.example")
        self.delivery = self._send(self.nino)
        self.delivery.write(
            {
                "state": "sent",
                "provider": "cloud",
                "provider_message_id": "wamid.1",
                "handed_at": self._now(),
                "outcome_at": self._now(),
            }
        )

    def _post(self, body, secret="canary-secret", signature=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        signature = signature or webhook_signature.sign(secret.encode(), data)
        headers = {"Content-Type": "application/json"}
        if signature != "none":
            headers["X-Hub-Signature-256"] = signature
        response = self.url_open(WHATSAPP, data=data, headers=headers)
        self.env.invalidate_all()
        return response

    def _event(self, phone="5550001", **value):
        change = {
            "field": "messages",
            "value": {"metadata": {"phone_number_id": phone}, **value},
        }
        return {
            "object": "whatsapp_business_account",
            "entry": [{"id": "7770001", "changes": [change]}],
        }

    def _status(self, status, at=None, phone="5550001", **more):
        entry = {
            "id": "wamid.1",
            "status": status,
            "timestamp": str(at or int(time.time())),
            "recipient_id": "995555123456",
            **more,
        }
        return self._event(phone, statuses=[entry])

    def _message(self, text, number="995555123456", message_id="wamid.in.1"):
        entry = {
            "from": number,
            "id": message_id,
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": text},
        }
        return self._event(messages=[entry])

    # ------------------------------------------------------------
    # WHATSAPP
    # ------------------------------------------------------------

    def test_handshake(self):
        """G39: Meta's question is answered for the right token only."""
        query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
        response = self.url_open(WHATSAPP + query + "canary-verify")
        self.assertEqual((response.status_code, response.text), (200, "1158201444"))
        for token in ("", "canary", "canary-verify2", "%C4%9F"):
            response = self.url_open(WHATSAPP + query + token)
            self.assertEqual((response.status_code, response.text), (403, ""), token)
        self.assertEqual(self.url_open(WHATSAPP).status_code, 403)

    def test_receipts(self):
        """G39: sent, delivered and read arrive in the log."""
        for status in ("sent", "delivered", "read"):
            self.assertEqual(self._post(self._status(status)).status_code, 200)
            self._assert_outcome(self.delivery, status)

    def test_receipts_out_of_order_and_twice(self):
        """G39: whatever comes late or twice takes nothing back and counts once."""
        for status in ("read", "sent", "delivered", "read", "read", "failed"):
            self._post(self._status(status))
        self._assert_outcome(self.delivery, "read")
        receipts = self.env["community.notice.receipt"].search([])
        self.assertEqual(
            sorted(receipts.mapped("state")), ["delivered", "failed", "read", "sent"]
        )

    def test_failure(self):
        """G39: a failure that WhatsApp reports later starts the next channel."""
        errors = [{"code": 131026, "title": "Message undeliverable"}]
        self._post(self._status("failed", errors=errors))
        self._assert_outcome(self.delivery, "failed", "unreachable")
        fallback = self.deliveries.search([("fallback_of_id", "=", self.delivery.id)])
        self.assertEqual(fallback.channel, "sms")

    def test_forged(self):
        """G39: without the right signature over these bytes nothing happens."""
        body = json.dumps(self._status("read")).encode()
        good = webhook_signature.sign(b"canary-secret", body)
        for data, signature in (
            (body, "none"),
            (body, good[:-1] + ("0" if good[-1] != "0" else "1")),
            (body, good.removeprefix("sha256=")),
            (body + b" ", good),
            (body, webhook_signature.sign(b"", body)),
            (body, webhook_signature.sign(b"canary-token", body)),
        ):
            self.assertEqual(self._post(data, signature=signature).status_code, 403)
        self._assert_outcome(self.delivery, "sent")
        self.company.whatsapp_app_secret = False
        self.assertEqual(self._post(body, secret="").status_code, 403)
        self._assert_outcome(self.delivery, "sent")

    def test_old_events(self):
        """G39: an event from long ago, or from the future, is not played again."""
        now = int(time.time())
        for at in (now - 8 * 86400, now + 3600):
            self.assertEqual(self._post(self._status("read", at)).status_code, 200)
        self._assert_outcome(self.delivery, "sent")

    def test_other_company(self):
        """G39: whoever signs for one company changes nothing of another."""
        self.other_company.write(
            {
                "whatsapp_provider": "cloud",
                "whatsapp_phone_number_id": "5550002",
                "whatsapp_app_secret": "other-secret",
            }
        )
        for phone in ("5550001", "5550002"):
            body = self._status("read", phone=phone)
            self.assertEqual(self._post(body, "other-secret").status_code, 200)
        self._assert_outcome(self.delivery, "sent")

    def test_receipt_before_its_message(self):
        """G39: a receipt that overtakes the sender's commit is applied later."""
        self.delivery.provider_message_id = False
        self._post(self._status("delivered"))
        self._assert_outcome(self.delivery, "sent")
        self.delivery.provider_message_id = "wamid.1"
        self.env["community.notice.receipt"]._cron_apply()
        self._assert_outcome(self.delivery, "delivered")

    def test_junk(self):
        """G39: signed nonsense is answered politely and changes nothing."""
        for body in (b" ", b"[]", b"{", b'{"object": "page"}', b"\xff\xfe", b"null"):
            self.assertEqual(self._post(body).status_code, 200, body)
        self.assertEqual(self._post(b"x" * 1_000_001).status_code, 413)
        self._assert_outcome(self.delivery, "sent")

    def test_template_decision(self):
        """G39: a template that WhatsApp rejects is not used any more."""
        body = self._event()
        body["entry"][0]["changes"] = [
            {
                "field": "message_template_status_update",
                "value": {
                    "event": "REJECTED",
                    "message_template_name": "welcome",
                    "message_template_language": "en",
                    "reason": "SCAM",
                },
            }
        ]
        self._post(body)
        self.assertEqual(self.template.status, "rejected")
        self.assertEqual(self.template.status_detail, "SCAM")

    def test_reply(self):
        """G39: a reply is shown on the contact and somebody is asked to answer."""
        for _twice in range(2):
            self._post(self._message("When is <b>yoga</b>?"))
        reply = self.env["community.notice.inbound"].search([])
        self.assertEqual(len(reply), 1)
        self.assertEqual((reply.partner_id, reply.kind), (self.nino, "reply"))
        self.assertEqual(reply.delivery_id, self.delivery)
        message = self.nino.message_ids[0]
        self.assertEqual(message.author_id, self.nino)
        self.assertIn("&lt;b&gt;yoga", message.body)
        activity = self.nino.activity_ids
        self.assertEqual(activity.user_id, self.officer)
        self._post(self._message("Hello?", message_id="wamid.in.2"))
        self.assertEqual(len(self.nino.activity_ids), 1)

    def test_stop(self):
        """G39: STOP, in any language, withdraws the consent and stops what waits."""
        self._agree(self.nino, "whatsapp")
        self.notice.purpose = "commercial"
        waiting = self._send(self.nino, occurrence="later")
        self.assertEqual(waiting.state, "queued")
        self._post(self._message("გაუქმება"))
        self._assert_outcome(waiting, "cancelled", "withdrawn")
        consents = self.consents.search([("partner_id", "=", self.nino.id)], limit=2)
        self.assertEqual(consents.mapped("state"), ["withdrawn"] * 2)
        self.assertEqual(
            set(consents.mapped("purpose")), {"commercial", "transactional"}
        )
        self.assertEqual(set(consents.mapped("source")), {"reply"})
        self.assertFalse(self.nino.activity_ids)

    # ------------------------------------------------------------
    # A GATEWAY'S REPORTS
    # ------------------------------------------------------------

    def _sent_over_gateway(self):
        with ProviderServer((200, "OK")) as server:
            self._use_gateway(server.url)
            self.notice.channel_first = "sms"
            delivery = self._send(self.nino, occurrence="sms")
            self._run_queue()
            self._run_sms()
        self._assert_outcome(delivery, "sent")
        return delivery, self.company._renew_sms_gateway_token()

    def test_gateway_report(self):
        """G38: a gateway tells by its secret address what was delivered."""
        delivery, token = self._sent_over_gateway()
        self.assertNotIn(token, self.company.sms_gateway_token_hash)
        url = f"/community_notify/sms/{token}"
        query = f"?reference={delivery.sms_uuid}&status=DELIVERED"
        self.assertEqual(self.url_open(url + query).status_code, 200)
        self.env.invalidate_all()
        self._assert_outcome(delivery, "delivered")

    def test_gateway_report_posted(self):
        delivery, token = self._sent_over_gateway()
        url = f"/community_notify/sms/{token}"
        report = {"reference": delivery.sms_uuid, "status": "rejected"}
        headers = {"Content-Type": "application/json"}
        self.url_open(url, data=json.dumps(report), headers=headers)
        self.env.invalidate_all()
        self._assert_outcome(delivery, "failed", "rejected")
        for junk in ("[]", "{", '"x"', "{}"):
            response = self.url_open(url, data=junk, headers=headers)
            self.assertEqual(response.status_code, 200, junk)

    @mute_logger("odoo.http")
    def test_gateway_report_without_token(self):
        """G38: a wrong, an old and the stored token are refused."""
        delivery, token = self._sent_over_gateway()
        stored = self.company.sms_gateway_token_hash
        self.company._renew_sms_gateway_token()
        query = f"?reference={delivery.sms_uuid}&status=delivered"
        for wrong in ("x", token, stored, token[:-1]):
            response = self.url_open(f"/community_notify/sms/{wrong}{query}")
            self.assertEqual(response.status_code, 403, wrong)
        self.env.invalidate_all()
        self._assert_outcome(delivery, "sent")
