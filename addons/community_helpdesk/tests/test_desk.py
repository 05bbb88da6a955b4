from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestDesk(CommunityHelpdeskCommon):
    def test_next_ticket(self):
        """G7: the most pressing of one's groups that nobody has."""
        low = self._new_ticket(group_id=self.technical.id, priority="0")
        high = self._new_ticket(group_id=self.technical.id, priority="3")
        self._new_ticket(group_id=self.legal.id, priority="3")
        tickets = self.env["community.ticket"].with_user(self.agent)
        open_before = tickets.search(
            [("user_id", "=", False), ("group_id", "=", False)]
        )
        open_before.sudo().write({"user_id": self.head.id})
        action = tickets.action_take_next()
        self.assertEqual(action["res_id"], high.id)
        self.assertEqual((high.user_id, high.stage_kind), (self.agent, "open"))
        self.assertEqual(tickets.action_take_next()["res_id"], low.id)
        self.assertEqual(tickets.action_take_next()["tag"], "display_notification")

    def test_two_at_once(self):
        """Two agents who press at the same moment get different tickets."""
        tickets = self.env["community.ticket"].with_user(self.agent)
        free = tickets.search([("user_id", "=", False)])
        free.sudo().write({"user_id": self.head.id})
        ticket = self._new_ticket(group_id=self.technical.id)
        ticket.user_id = self.agent
        self.assertFalse(tickets._take_next())

    def test_canned_answer(self):
        """Places are filled with words, never run as code."""
        answers = self.env["community.ticket.answer"].with_user(self.head)
        answer = answers.create(
            {
                "name": "Card",
                "text": "<p>Dear {{ requester }}, about {{number}}: {{ subject }}</p>",
            }
        )
        self.ali.name = "Ali <b>Yılmaz</b>"
        ticket = self._new_ticket(user=self.agent)
        text = answer.with_user(self.agent)._fill(ticket)
        self.assertIn("Ali &lt;b&gt;Yılmaz&lt;/b&gt;", text)
        self.assertIn(ticket.number, text)
        with self.assertRaises(ValidationError):
            answer.text = "<p>{{ password }}</p>"
        with self.assertRaises(AccessError):
            answer.with_user(self.agent).name = "Mine"

    def test_answer_in_one_window(self):
        """G7: three steps to an answer: open, choose, send."""
        answer = self.env["community.ticket.answer"].create(
            {"name": "Thanks", "text": "<p>Dear {{ requester }}</p>"}
        )
        ticket = self._new_ticket(user=self.agent)
        reply = self.env["community.ticket.reply"].with_user(self.agent)
        reply = reply.create({"ticket_id": ticket.id, "answer_id": answer.id})
        self.assertIn("Dear Ali", reply.body)
        reply.after = "solved"
        reply.action_send()
        self.assertEqual((ticket.stage_kind, ticket.user_id), ("solved", self.agent))
        self.assertTrue(ticket.first_answer_at)
        self.assertIn("Dear Ali", str(ticket.message_ids.mapped("body")))

    def test_answering_needs_the_right(self):
        ticket = self._new_ticket(group_id=self.technical.id)
        self.technical.member_ids.permission = "see"
        reply = self.env["community.ticket.reply"].with_user(self.agent)
        reply = reply.create({"ticket_id": ticket.id, "body": "<p>Hello</p>"})
        with self.assertRaises(AccessError):
            reply.action_send()


@tagged("community", "post_install", "-at_install")
class TestMerge(CommunityHelpdeskCommon):
    def _merge(self, tickets, target=None, user=None):
        wizard = self.env["community.ticket.merge"].with_user(user or self.agent)
        wizard = wizard.with_context(active_ids=tickets.ids)
        values = wizard.default_get(["ticket_ids", "target_id"])
        if target:
            values["target_id"] = target.id
        return wizard.create(values).action_merge()

    def test_merge(self):
        """What was said, files, copies and followers move; mail goes on there."""
        target = self._new_ticket(user=self.agent)
        other = self._new_ticket(
            user=self.agent, partner_id=self.eda.id, email_cc="x@home.test"
        )
        message = other.message_post(body="It is the same", message_type="comment")
        other.message_subscribe(self.eda.ids)
        self._merge(target | other)
        self.assertEqual(message.res_id, target.id)
        self.assertEqual(other.merged_into_id, target)
        self.assertEqual(other.stage_kind, "closed")
        self.assertIn(self.eda, target.message_partner_ids)
        self.assertIn("x@home.test", target.email_cc)
        self.assertEqual(other._get_merged_into(), target)
        with self.assertRaises(UserError):
            self._merge(self._new_ticket(), target=other)

    def test_refused(self):
        """R23, R42: nothing moves to where others would see it."""
        target = self._new_ticket()
        foreign = self._new_ticket(partner_id=self.stranger.id)
        private = self._new_ticket(is_private=True)
        secret = self._new_ticket(group_id=self.legal.id)
        for other in (foreign, private):
            with self.assertRaises(UserError):
                self._merge(other, target=target)
        with self.assertRaises(UserError):
            self._merge(secret, target=target, user=self.colleague)
        with self.assertRaises(AccessError):
            self._merge(secret, target=target)

    def test_words_of_the_lists(self):
        """Types, stages, tags and skills: heads keep them, agents choose."""
        names = ("community.ticket.type", "community.ticket.stage")
        for name in (*names, "community.ticket.skill"):
            records = self.env[name]
            records.with_user(self.head).create({"name": "Another"})
            with self.assertRaises(AccessError):
                records.with_user(self.agent).create({"name": "Mine"})
        tags = self.env["community.ticket.tag"]
        self.assertTrue(tags.with_user(self.agent).create({"name": "Mine"}))
