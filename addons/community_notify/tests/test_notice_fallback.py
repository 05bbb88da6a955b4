from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOON, CommunityNotifyCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeFallback(CommunityNotifyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notice.write(
            {"channel_first": "sms", "channel_second": "mail", "fallback_hours": 4}
        )

    def _fallback_of(self, message):
        return self.deliveries.search([("fallback_of_id", "=", message.id)])

    def test_next_channel_when_one_fails(self):
        """G38, G39: what fails over one channel goes over the next, once."""
        message = self._send(self._new_partner())
        self._run_queue()
        message._set_outcome("failed", reason="unreachable")
        message._set_outcome("failed", reason="unreachable")
        mail = self._fallback_of(message)
        self.assertEqual((mail.channel, mail.state), ("mail", "queued"))
        mail._set_outcome("failed", reason="bad_address")
        self.assertFalse(self._fallback_of(mail))

    def test_next_channel_without_a_receipt(self):
        """What nobody received in four hours goes over the next channel."""
        message = self._send(self._new_partner())
        self._run_queue()
        message._set_outcome("sent")
        for hour, tried in (("15:59", False), ("16:00", True)):
            with freeze_time(f"2026-03-10 {hour}:00"):
                self.deliveries._cron_check_receipts()
            self.assertEqual(bool(self._fallback_of(message)), tried)
        self.assertEqual(message.reason, "not_received")

    def test_late_receipt_stops_the_next_channel(self):
        """A receipt that comes late calls back what still waits."""
        message = self._send(self._new_partner())
        self._run_queue()
        message._set_outcome("sent")
        message._set_outcome("failed", reason="not_received")
        mail = self._fallback_of(message)
        message._set_outcome("delivered")
        self.assertEqual(message.state, "delivered")
        self.assertEqual((mail.state, mail.reason), ("cancelled", "not_needed"))

    def test_receipts_in_any_order(self):
        """F10: "read" stays "read" whatever comes after it."""
        message = self._send(self._new_partner())
        for state in ("sent", "read", "delivered", "sent", "failed"):
            message._set_outcome(state)
        self.assertEqual(message.state, "read")
        self.assertFalse(self._fallback_of(message))

    def test_whatsapp_that_was_interrupted(self):
        """G39: killed while sending, it is shown and not sent a second time."""
        self.patch(
            type(self.deliveries),
            "_get_channels_ready",
            lambda log, company: {"mail", "sms", "whatsapp"},
        )
        self.patch(
            type(self.notice), "_get_channels_with_text", lambda notice: {"whatsapp"}
        )
        self.patch(type(self.deliveries), "_send_whatsapp", lambda rows: None)
        self.patch(
            type(self.notice),
            "_prepare_whatsapp_texts",
            lambda notice, rows: {row.id: {"body": "Hello"} for row in rows},
        )
        self.notice.channel_first = "whatsapp"
        message = self._send(self._new_partner())
        self._run_queue()
        self.assertTrue(message.handed_at)
        with freeze_time("2026-03-10 13:00:01"):
            self.deliveries._cron_check_receipts()
        self.assertEqual((message.state, message.reason), ("failed", "interrupted"))
        self.assertFalse(self._fallback_of(message))

    def test_postponed(self):
        """A provider that asks to wait gets the message again at its time."""
        message = self._send(self._new_partner())
        self._run_queue()
        message._postpone("2026-03-10 12:05:00", detail="429")
        self.assertFalse(message.handed_at)
        self.assertFalse(self.deliveries._claim())
        with freeze_time("2026-03-10 12:05:00"):
            self.assertEqual(self.deliveries._claim(), message)
