from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import NOON, CommunityNotifyCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(NOON)
class TestNoticeBroadcast(CommunityNotifyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls._new_partners(12, ref="crew")
        cls.consents._record(cls.partners[:8], ["mail"], "granted", "paper")

    def _new_broadcast(self, **values):
        return (
            self.env["community.notice.broadcast"]
            .with_user(self.officer)
            .create(
                {
                    "name": "Regatta",
                    "subject": "Regatta of {company}",
                    "body_html": "<p>Dear {first_name}, come!</p>",
                    "domain": "[('ref', '=', 'crew')]",
                    "company_id": self.company.id,
                    **values,
                }
            )
        )

    def _messages(self, broadcast):
        return self.deliveries.search([("broadcast_id", "=", broadcast.id)])

    def _spread(self):
        with self.no_commits():
            self.env["community.notice.broadcast"]._cron_spread()

    def test_nobody_borrows_rights(self):
        """F32: the readers are chosen with the rights of whoever chooses."""
        with self.assertRaises(AccessError):
            self._new_broadcast(user_id=self.manager.id)
        broadcast = self._new_broadcast()
        with self.assertRaises(AccessError):
            broadcast.user_id = self.manager
        with self.assertRaises(AccessError):
            broadcast.write({"user_id": self.manager.id, "domain": "[]"})
        lent = broadcast.with_user(self.manager)
        lent.subject = "Other"
        self.assertEqual(broadcast.user_id, self.manager)
        self.assertEqual(broadcast._get_readers().env.user, self.officer)
        broadcast.domain = "[('id', '>', 0)]"
        self.assertEqual(broadcast.user_id, self.officer)

    def test_the_course_is_not_written(self):
        """F32: what was sent is neither sent again, rewritten nor deleted."""
        broadcast = self._new_broadcast()
        for values in ({"state": "done"}, {"last_partner_id": 0}, {"done_count": 1}):
            with self.assertRaises(UserError):
                broadcast.write(values)
        with self.assertRaises(UserError):
            self._new_broadcast(state="sending")
        broadcast.action_send()
        for values in ({"state": "draft"}, {"domain": "[]"}, {"body_html": "x"}):
            with self.assertRaises(UserError):
                broadcast.write(values)
        with self.assertRaises(UserError):
            broadcast.unlink()

    def test_everybody_once(self):
        """F32: each contact of the filter gets it once, or is noted with the reason."""
        broadcast = self._new_broadcast()
        broadcast.action_send()
        self._spread()
        self._spread()
        messages = self._messages(broadcast)
        self.assertEqual(messages.partner_id, self.partners)
        self.assertEqual(len(messages), 12)
        self.assertEqual(messages.mapped("state").count("suppressed"), 4)
        self.assertEqual(broadcast.state, "sending")
        self.assertAlmostEqual(broadcast.progress, 100 * 4 / 12)
        self._run_queue()
        self.assertEqual((broadcast.state, broadcast.progress), ("done", 100))
        one = messages.filtered(lambda row: row.partner_id == self.partners[0])
        self.assertEqual(one.subject, "Regatta of Batumi Pool")
        self.assertIn("Dear Member, come!", one.body)
        self.assertIn("/notices/stop/", one.mail_mail_id.body_html)
        self.assertIn("List-Unsubscribe", one.mail_mail_id.headers)

    def test_preview_is_what_happens(self):
        """F32: the preview's numbers are those of the sending."""
        broadcast = self._new_broadcast(sms_body="Come!", channel_second="sms")
        self.consents._record(self.partners[8], ["sms"], "granted", "paper")
        broadcast.action_preview()
        preview = {
            (line.channel, line.reason or ""): line.number
            for line in broadcast.preview_line_ids
        }
        self.assertEqual(
            preview, {("mail", ""): 8, ("sms", ""): 1, ("mail", "no_consent"): 3}
        )
        broadcast.action_send()
        self._spread()
        real = {
            (channel, reason or ""): count
            for channel, reason, count in self.deliveries._read_group(
                [("broadcast_id", "=", broadcast.id)],
                ["channel", "reason"],
                ["__count"],
            )
        }
        self.assertEqual(real, preview)

    def test_pause_resume_cancel(self):
        """F32: paused, nothing leaves; resumed, it goes on; cancelled, it stops."""
        broadcast = self._new_broadcast()
        broadcast.action_send()
        self._spread()
        broadcast.action_pause()
        self._run_queue()
        messages = self._messages(broadcast).filtered(lambda m: m.state == "queued")
        self.assertEqual(len(messages), 8)
        self.assertFalse(any(messages.mapped("handed_at")))
        broadcast.action_resume()
        self._run_queue()
        self.assertTrue(all(messages.mapped("handed_at")))
        self.assertEqual(broadcast.state, "done")
        broadcast.action_cancel()
        self.assertEqual(set(messages.mapped("state")), {"cancelled"})
        self.assertEqual(set(messages.mail_mail_id.mapped("state")), {"cancel"})

    def test_in_chunks(self):
        """F32: killed between two chunks, the next run goes on where it stopped."""
        self.patch(
            type(self.env["community.notice.broadcast"]), "_get_batch", lambda s: 5
        )
        broadcast = self._new_broadcast()
        broadcast.action_send()
        self.assertEqual(broadcast.sudo()._spread_chunk(), 5)
        self.assertEqual(broadcast.done_count, 5)
        self.assertEqual(broadcast.state, "sending")
        broadcast.sudo().last_partner_id = 0  # as if the mark had been lost
        with mute_logger("odoo.sql_db"):
            self._spread()
        self.assertEqual(len(self._messages(broadcast)), 12)

    def _run_as_job(self):
        """:return: what the job tells the scheduler: done, and remaining"""
        job = self.env.ref("community_notify.ir_cron_spread_broadcasts")
        _job, progress = job._add_progress()
        with self.no_commits():
            self.env["community.notice.broadcast"].with_context(
                cron_id=job.id, ir_cron_progress_id=progress.id
            )._cron_spread()
        return progress.done, progress.remaining

    def test_job_says_when_it_is_done(self):
        """F32: else the scheduler comes back at once, each minute, for nothing."""
        self.assertEqual(self._run_as_job(), (0, 0))
        broadcast = self._new_broadcast()
        broadcast.action_send()
        self.partners[3:].ref = "ashore"  # fewer than were counted before
        self.assertEqual(self._run_as_job(), (3, 0))
        self.assertEqual(self._run_as_job(), (0, 0))

    def test_job_ends_with_an_empty_chunk(self):
        """F32: where the last chunk is full, one more has to look for others."""
        self.patch(
            type(self.env["community.notice.broadcast"]), "_get_batch", lambda s: 6
        )
        broadcast = self._new_broadcast()
        broadcast.action_send()
        broadcast.sudo()._spread_chunk()
        broadcast.sudo()._spread_chunk()
        self.assertFalse(broadcast.spread_at)
        self.assertEqual(broadcast._count_contacts_left(), 1)
        self.assertEqual(self._run_as_job(), (0, 0))
        self.assertTrue(broadcast.spread_at)

    def test_with_the_rights_of_the_sender(self):
        """Nobody reaches by a broadcast whom he could not find."""
        broadcast = self._new_broadcast()
        self.env["ir.rule"].create(
            {
                "name": "Only the first",
                "model_id": self.partner_model.id,
                "domain_force": f"['|', ('id', '<=', {self.partners[2].id}), "
                "('ref', '!=', 'crew')]",
            }
        )
        broadcast.action_send()
        self._spread()
        self.assertEqual(self._messages(broadcast).partner_id, self.partners[:3])

    @users("notice_officer")
    def test_test_message(self):
        """F32: a test goes to oneself, whatever one agreed to, and leaves no trace."""
        self.officer.partner_id.email = "officer@example.com"
        broadcast = self._new_broadcast()
        broadcast.action_test()
        message = self.deliveries.sudo().search([("broadcast_id", "=", broadcast.id)])
        self.assertEqual(message.partner_id, self.officer.partner_id)
        self.assertEqual(message.state, "queued")
        self.assertEqual(broadcast.sent_count + broadcast.waiting_count, 0)

    def test_refusals(self):
        """A word nobody fills, no text, and a second start are refused."""
        with self.assertRaises(ValidationError):
            self._new_broadcast(subject="{card_number}")
        with self.assertRaises(ValidationError):
            self._new_broadcast(domain="[('no_such_field', '=', 1)]")
        with self.assertRaises(UserError):
            self._new_broadcast(channel_first="sms").action_send()
        broadcast = self._new_broadcast()
        broadcast.action_send()
        with self.assertRaises(UserError):
            broadcast.action_send()
        with self.assertRaises(UserError):
            broadcast.unlink()

    def test_sample(self):
        """F32: the text is shown as one real recipient will read it."""
        broadcast = self._new_broadcast(sms_body="Hello {name}")
        broadcast.sample_partner_id = self.partners[0]
        self.assertIn("Dear Member, come!", broadcast.sample_html)
        self.assertEqual(broadcast.sample_sms, "Hello Member 0")

    def test_queries_do_not_grow(self):
        """F32: a chunk of five hundred takes as many queries as one of twelve."""
        few = self._new_broadcast()
        few.action_send()
        ten = self._count_queries(few.sudo()._spread_chunk)
        self._new_partners(300, ref="many")
        many = self._new_broadcast(domain="[('ref', '=', 'many')]")
        many.action_send()
        inserts = 300 // 100 - 1  # the ORM inserts a hundred rows at a time
        self.assertLessEqual(
            self._count_queries(many.sudo()._spread_chunk), ten + inserts
        )
