from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOON, CommunityNotifyCommon

QUEUE = "odoo.addons.community_notify.models.community_notice_delivery_queue"


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeQueue(CommunityNotifyCommon):
    def test_mail_from_queue_to_sent(self):
        """G41: a mail in the reader's words lies in core's queue, then is sent."""
        message = self._send(self._new_partner())
        self._run_queue()
        mail = message.mail_mail_id
        self.assertEqual(mail.subject, "Welcome Nino Beridze")
        self.assertIn("nino@example.com", mail.email_to)
        self.assertIn("Dear Nino Beridze, welcome.", message.body)
        self.assertEqual(message.state, "queued")
        self._run_queue()
        self.assertEqual(message.mail_mail_id, mail)
        mail._postprocess_sent_message([], ["nino@example.com"])
        self.assertEqual(message.state, "sent")
        self.assertFalse(mail.exists())

    def test_mail_that_fails(self):
        """A mail that the server refuses is failed, with the reason in words."""
        message = self._send(self._new_partner())
        self._run_queue()
        message.mail_mail_id._postprocess_sent_message(
            [], [], failure_reason="550 no such user", failure_type="mail_smtp"
        )
        self.assertEqual((message.state, message.reason), ("failed", "provider_down"))
        self.assertEqual(message.detail, "550 no such user")

    def test_mail_that_bounces(self):
        """A mail that comes back did not arrive."""
        message = self._send(self._new_partner())
        self._run_queue()
        message.mail_mail_id._postprocess_sent_message([], ["nino@example.com"])
        self.env["mail.thread"]._routing_handle_bounce(
            None,
            {
                "bounced_email": False,
                "bounced_partner": self.env["res.partner"],
                "bounced_msg_ids": [message.provider_message_id],
                "bounced_message": self.env["mail.message"],
                "message_id": "<1@x>",
                "email_from": "x@example.com",
                "to": "y@example.com",
            },
        )
        self.assertEqual((message.state, message.reason), ("failed", "unreachable"))

    def test_sms_lies_in_core_queue(self):
        """G38: an SMS is core's, linked to the log by its uuid, and costs its parts."""
        self.company.notice_cost_sms = 0.05
        self.notice.channel_first = "sms"
        message = self._send(self._new_partner())
        self._run_queue()
        sms = self.env["sms.sms"].search([("uuid", "=", message.sms_uuid)])
        self.assertEqual(sms.body, "Dear Nino Beridze, welcome.")
        self.assertEqual(sms.number, "+995555123456")
        self.assertEqual(message.cost, 0.05)
        self._run_queue()
        self.assertEqual(
            self.env["sms.sms"].search_count([("partner_id", "=", sms.partner_id.id)]),
            1,
        )

    def test_texts_in_the_reader_language(self):
        """G41: every reader gets the language of his contact."""
        self.env["res.lang"]._activate_lang("tr_TR")
        self.mail_template.with_context(lang="tr_TR").subject = "Hoş geldin"
        turkish = self._send(self._new_partner("Ayşe Demir", lang="tr_TR"))
        english = self._send(self._new_partner(lang="en_US"))
        self._run_queue()
        self.assertEqual(turkish.subject, "Hoş geldin")
        self.assertEqual(english.subject, "Welcome Nino Beridze")

    def test_values_of_the_caller(self):
        """What the caller gives stands in the text, such as a link."""
        self.mail_template.body_html = (
            "<p><t t-out=\"ctx.get('notice', {}).get('link')\"/></p>"
        )
        message = self._send(self._new_partner(), values={"link": "https://x.test/1"})
        self._run_queue()
        self.assertIn("https://x.test/1", message.body)

    def test_a_bad_text_spoils_only_its_own(self):
        """One record whose text cannot be written does not hold up the others."""
        good, bad = self._new_partner(), self._new_partner("Gela Kiknadze", ref="BAD")
        self.mail_template.body_html = (
            "<p><t t-out=\"1 / 0 if object.ref == 'BAD' else object.name\"/></p>"
        )
        messages = self._send(good | bad)
        with (
            mute_logger("odoo.addons.mail.models.mail_render_mixin"),
            self.assertLogs(QUEUE, "ERROR"),
        ):
            self._run_queue()
        self.assertTrue(messages[0].mail_mail_id)
        self.assertEqual(
            (messages[1].state, messages[1].reason), ("failed", "template_error")
        )

    def test_killed_in_the_middle(self):
        """G38: a rollback before the commit leaves nothing; a rerun sends once."""
        self.notice.channel_first = "sms"
        messages = self._send(self._new_partners(5))
        self.env.flush_all()
        texts = self.env["sms.sms"]
        with self.assertRaises(KeyboardInterrupt), self.env.cr.savepoint():
            self.deliveries._claim()._hand_over()
            self.assertEqual(texts.search_count([("body", "like", "Member")]), 5)
            raise KeyboardInterrupt
        self.env.invalidate_all()
        self.assertFalse(any(messages.mapped("handed_at")))
        self.assertEqual(texts.search_count([("body", "like", "Member")]), 0)
        self._run_queue()
        self._run_queue()
        self.assertEqual(texts.search_count([("body", "like", "Member")]), 5)

    def test_another_transaction_was_quicker(self):
        """A conflict in the database is no fault of a text; nothing is written off."""
        message = self._send(self._new_partner())

        def conflict(rows):
            raise SerializationFailure

        self.patch(type(self.deliveries), "_hand_over", conflict)
        with self.assertRaises(SerializationFailure):
            message._hand_over_safely()
        self.assertEqual((message.state, message.handed_at), ("queued", False))

    def test_record_that_is_gone(self):
        """What is told about a record that was deleted is not told."""
        tag = self.env["res.partner.category"].create({"name": "Rider"})
        self.notice.model_id = self.env["ir.model"]._get("res.partner.category")
        message = self._send(tag, partners=self._new_partner())
        tag.unlink()
        self._run_queue()
        self.assertEqual((message.state, message.reason), ("suppressed", "record_gone"))

    def test_budget_stops_paid_messages(self):
        """SMS stop at the budget, their mails go instead, one manager is told once."""
        self.company.write({"notice_cost_sms": 1, "notice_budget": 2})
        self.notice.write({"channel_first": "sms", "channel_second": "mail"})
        messages = self._send(self._new_partners(4))
        self._run_queue()
        self.assertEqual(sorted(messages.mapped("state")).count("suppressed"), 2)
        stopped = messages.filtered(lambda row: row.state == "suppressed")
        self.assertEqual(set(stopped.mapped("reason")), {"budget"})
        mails = self.deliveries.search([("fallback_of_id", "in", stopped.ids)])
        self.assertEqual(mails.mapped("channel"), ["mail", "mail"])
        self.assertTrue(all(mails.mapped("mail_mail_id")))
        self._send(self._new_partner("Gela Kiknadze"))
        self._run_queue()
        self.assertEqual(len(self.company.partner_id.activity_ids), 1)
        self.assertEqual(self.company.partner_id.activity_ids.user_id, self.manager)

    def test_queries_do_not_grow(self):
        """G38, G41: a full chunk takes as many queries as ten messages."""
        for channel in ("sms", "mail"):
            with self.subTest(channel=channel):
                self._check_queries(channel)

    def _check_queries(self, channel):
        self.notice.channel_first = channel
        self._send(self._new_partner())
        self._run_queue()
        self._send(self._new_partners(10, ref="few"))
        ten = self._count_queries(self._run_queue)
        self._send(self._new_partners(190, ref="more"))
        many = self._count_queries(self._run_queue)
        # The ORM inserts and updates a hundred rows at a time.
        self.assertLessEqual(many, ten + 6)
