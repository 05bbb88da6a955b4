import json

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_service import ServiceCommon

SECRET = "Whistle-blower"
PAPER = "/report/html/community_helpdesk.report_service_period_document"


@tagged("community", "post_install", "-at_install")
class TestLeaksWays(HttpCase, ServiceCommon):
    """What leaves a confidential ticket by itself: news, mail, paper."""

    def setUp(self):
        super().setUp()
        self.ticket = self._new_ticket(
            SECRET, group_id=self.legal.id, user_id=self.colleague.id
        )
        self.allowed = self.colleague.partner_id | self.ali
        self.env.cr.precommit.run()

    def _talk(self):
        """Whatever happens on a ticket in a day."""
        ticket = self.ticket
        ticket.with_user(self.colleague).note_presence(is_writing=True)
        ticket.with_user(self.colleague).message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        ticket.message_post(
            body=SECRET,
            author_id=self.ali.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        ticket.priority = "3"
        ticket.action_solve()
        ticket._watch_promises()
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_bus(self):
        """R22: news in the browser reach members of the group and the requester; not
        those who had it open before it became confidential."""
        self.legal.member_ids = [(0, 0, {"user_id": self.head.id})]
        self.allowed |= self.head.partner_id
        self.head.notification_type = "inbox"
        self.ticket.message_subscribe(self.head.partner_id.ids)
        here = {"ticket_id": self.ticket.id, "seen_at": fields.Datetime.now()}
        self.env["community.ticket.presence"]._with_pen().create(
            [here | {"user_id": user.id} for user in (self.head, self.agent)]
        )
        last = self.env["bus.bus"].sudo().search([], order="id DESC", limit=1).id
        self._talk()
        told = self.env["res.partner"]
        sent = self.env["bus.bus"].sudo().search([("id", ">", last)])
        for news in sent:
            channel = json.loads(news.channel)
            if SECRET not in news.message and "ticket" not in news.message:
                continue
            self.assertEqual(channel[1], "res.partner", news.channel)
            told |= self.env["res.partner"].browse(channel[2])
        self.assertEqual(told & self.head.partner_id, self.head.partner_id)
        self.assertFalse(told - self.allowed, told.mapped("name"))

    def test_mail(self):
        """R22: mails and notifications reach them, too, and nobody else."""
        self._talk()
        about = [("model", "=", "community.ticket"), ("res_id", "=", self.ticket.id)]
        messages = self.env["mail.message"].search(about)
        self.assertTrue(messages)
        notified = messages.notification_ids.res_partner_id
        self.assertFalse(notified - self.allowed, notified.mapped("name"))
        mails = self.env["mail.mail"].search(about)
        self.assertFalse(mails.recipient_ids - self.allowed)
        followers = self.ticket.message_partner_ids
        self.assertFalse(followers - self.allowed - self.env.user.partner_id)

    def test_paper(self):
        """R22: time on it is on nobody else's report, in figures neither."""
        record = self._serve(user=self.colleague, partner=self.ali)
        record.sudo().write({"ticket_id": self.ticket.id, "intervention": SECRET})
        for user in (self.agent, self.head, self.service_officer):
            period = (
                self.env["community.service.period"]
                .with_user(user)
                .create({"date_from": "2026-03-01", "date_to": "2026-03-31"})
            )
            html, _kind = (
                self.env["ir.actions.report"]
                .with_user(user)
                ._render_qweb_html(
                    "community_helpdesk.report_service_period", period.ids
                )
            )
            self.assertNotIn(SECRET, html.decode())
            with self.assertRaises(AccessError):
                record.with_user(user).read(["hours"])
            path = f"{PAPER}/{period.id}"
            self.authenticate(self.internal.login, self.internal.login)
            self.assertNotIn(SECRET, self.url_open(path).text)
