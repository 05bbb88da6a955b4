from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.sms.tools.sms_api import SmsApi
from odoo.addons.sms_twilio.tools.sms_api import SmsApiTwilio

from .common_providers import ProvidersCommon


@tagged("post_install", "-at_install", "community")
class TestCoreProvider(ProvidersCommon):
    """Core's own providers serve notices too."""

    def _answer(self, state, **more):
        def send(api, messages, delivery_reports_url=False):
            return [
                {"uuid": number["uuid"], "state": state, **more}
                for message in messages
                for number in message["numbers"]
            ]

        return send

    def _tell_over(self, api, provider, state, **more):
        self.company.sms_provider = provider
        with patch.object(api, "_send_sms_batch", self._answer(state, **more)):
            delivery = self._send(self.nino, occurrence=state)
            self._run_queue()
            self._run_sms()
        self.assertEqual(delivery.provider, provider)
        return delivery

    def test_sent_and_delivered(self):
        """G38, G40: what core's service reports reaches the log of messages."""
        delivery = self._tell_over(SmsApi, "iap", "success")
        self._assert_outcome(delivery, "sent")
        tracker = self.env["sms.tracker"].search([("sms_uuid", "=", delivery.sms_uuid)])
        tracker._action_update_from_sms_state("sent")
        self._assert_outcome(delivery, "delivered")
        tracker._action_update_from_provider_error("not_delivered")
        self._assert_outcome(delivery, "delivered")

    def test_refused(self):
        """G40: a refusal of core's service starts the next channel."""
        for state, reason in (
            ("insufficient_credit", "no_credit"),
            ("wrong_number_format", "bad_address"),
            ("server_error", "provider_down"),
            ("unheard_of", "rejected"),
        ):
            delivery = self._tell_over(SmsApi, "iap", state)
            self._assert_outcome(delivery, "failed", reason)
            fallback = self.deliveries.search([("fallback_of_id", "=", delivery.id)])
            self.assertEqual(fallback.channel, "mail")

    def test_failed_later(self):
        """G40: a report that comes later starts the next channel, too."""
        delivery = self._tell_over(SmsApi, "iap", "success")
        self.env["sms.tracker"].search(
            [("sms_uuid", "=", delivery.sms_uuid)]
        )._action_update_from_provider_error("invalid_destination")
        self._assert_outcome(delivery, "failed", "bad_address")

    def test_twilio(self):
        """G40: Twilio's message number is noted, and its answers are understood."""
        delivery = self._tell_over(
            SmsApiTwilio, "twilio", "sent", sms_twilio_sid="SM0123"
        )
        self._assert_outcome(delivery, "sent")
        self.assertEqual(delivery.provider_message_id, "SM0123")
        tracker = self.env["sms.tracker"].search([("sms_uuid", "=", delivery.sms_uuid)])
        self.assertEqual(tracker.sms_twilio_sid, "SM0123")
        tracker._action_update_from_twilio_error("failed", "30003", "Unreachable")
        self._assert_outcome(delivery, "failed", "bad_address")
