import logging
import time
from hmac import compare_digest

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..tools import sms_gateway, webhook_signature, whatsapp_webhook

_logger = logging.getLogger(__name__)
MOST_BYTES = 1_000_000


class ProviderCallbacks(http.Controller):
    """Providers tell what became of messages. Who does not prove it is not heard."""

    @http.route(
        "/community_notify/whatsapp",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
        sitemap=False,
        readonly=True,
    )
    def whatsapp_handshake(self, **params):
        """Meta asks once whether this address is ours; the verify token answers."""
        given = str(params.get("hub.verify_token", "")).encode()
        for company_sudo in self._get_whatsapp_companies():
            known = (company_sudo.whatsapp_verify_token or "").encode()
            if known and compare_digest(known, given):
                challenge = str(params.get("hub.challenge", ""))[:200]
                return request.make_response(
                    challenge if challenge.isalnum() else "",
                    headers=[("Content-Type", "text/plain")],
                )
        return self._refuse("handshake")

    @http.route(
        "/community_notify/whatsapp",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        sitemap=False,
    )
    def whatsapp_event(self, **_params):
        """Receipts and replies, signed by Meta over the very bytes it sent."""
        if (request.httprequest.content_length or 0) > MOST_BYTES:
            return self._refuse("too long", 413)
        body = request.httprequest.get_data()
        signature = request.httprequest.headers.get("X-Hub-Signature-256")
        companies_sudo = self._get_whatsapp_companies().filtered(
            lambda company: webhook_signature.is_genuine(
                (company.whatsapp_app_secret or "").encode(), body, signature
            )
        )
        if not companies_sudo:
            return self._refuse("signature")
        events = whatsapp_webhook.read_webhook(body)
        if events is not None:
            for company in companies_sudo.with_user(SUPERUSER_ID):
                self._take_whatsapp(company, events)
        return request.make_response("", headers=[("Content-Type", "text/plain")])

    def _get_whatsapp_companies(self):
        # sudo: the secrets are compared here and nowhere shown
        return (
            request.env["res.company"]
            .sudo()
            .search([("whatsapp_provider", "=", "cloud")], order="id")
        )

    def _take_whatsapp(self, company, events):
        """Note the events of this company's number; others share the app only."""
        now = int(time.time())
        phone = company.whatsapp_phone_number_id
        ours = [
            event
            for event in events.statuses + events.messages
            if event.phone_number_id == phone
            and webhook_signature.is_timely(event.timestamp, now)
        ]
        statuses = [event for event in ours if event in events.statuses]
        company.env["community.notice.receipt"]._receive(
            "cloud",
            company,
            [
                {
                    "message_id": event.message_id,
                    "reference": event.reference,
                    "state": event.state,
                    "reason": event.reason,
                    "detail": event.detail,
                }
                for event in statuses
            ],
        )
        company.env["community.notice.inbound"]._receive(
            "cloud",
            "whatsapp",
            company,
            [
                {
                    "message_id": event.message_id,
                    "sender": event.sender,
                    "text": event.text,
                    "timestamp": event.timestamp,
                    "answers": event.answers,
                }
                for event in ours
                if event in events.messages and event.kind != "reaction"
            ],
        )
        for event in events.templates:
            if event.business_id == company.whatsapp_business_id:
                company.env["community.whatsapp.template"]._set_status(company, event)

    @http.route(
        "/community_notify/sms/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        sitemap=False,
    )
    def sms_report(self, token, **params):
        """A gateway's delivery report; most gateways can only call an address."""
        # sudo: the company is found by the token's fingerprint, and nothing is shown
        company_sudo = (
            request.env["res.company"]
            .sudo()
            .search(
                [("sms_gateway_token_hash", "=", webhook_signature.digest(token))],
                limit=1,
            )
        )
        if not company_sudo or company_sudo.sms_provider != "http_gateway":
            return self._refuse("token")
        body = request.get_json_data() if self._is_json() else params
        receipt = sms_gateway.read_callback(
            body if isinstance(body, dict) else {},
            company_sudo._get_sms_gateway_words(),
        )
        if receipt is not None:
            company = company_sudo.with_user(SUPERUSER_ID)
            company.env["community.notice.receipt"]._receive(
                "http_gateway",
                company,
                [
                    {
                        "message_id": receipt.message_id,
                        "reference": receipt.reference,
                        "state": receipt.state,
                        "reason": "rejected" if receipt.state == "failed" else None,
                        "detail": receipt.detail if receipt.state == "failed" else None,
                    }
                ],
            )
        return request.make_response("OK", headers=[("Content-Type", "text/plain")])

    def _is_json(self):
        if request.httprequest.mimetype != "application/json":
            return False
        try:
            request.get_json_data()
        except ValueError:
            return False
        return True

    def _refuse(self, reason, status=403):
        """Say no, the same way whatever was wrong."""
        _logger.info("A provider's call was refused: %s", reason)
        return request.make_response("", status=status)
