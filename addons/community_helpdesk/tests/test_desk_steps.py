from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestDeskSteps(CommunityHelpdeskCommon):
    def test_macro(self):
        """G7: several steps on several tickets, told before they are done."""
        answer = self.env["community.ticket.answer"].create(
            {"name": "Photo", "text": "<p>Dear {{ requester }}, a photo please</p>"}
        )
        macro = self.env["community.ticket.macro"].create(
            {
                "name": "Ask for a photo",
                "set_priority": "2",
                "take_it": True,
                "answer_id": answer.id,
                "note": "Asked by macro",
                "set_stage_id": self.env.ref("community_helpdesk.stage_waiting").id,
            }
        )
        tickets = self._new_ticket(user=self.agent) | self._new_ticket(user=self.agent)
        window = self.env["community.ticket.macro.run"].with_user(self.agent)
        window = window.with_context(active_ids=tickets.ids)
        values = window.default_get(["ticket_ids"]) | {"macro_id": macro.id}
        run = window.create(values)
        self.assertIn("priority High", run.summary)
        self.assertIn("answer “Photo”", run.summary)
        run.action_run()
        for ticket in tickets:
            self.assertEqual(ticket.user_id, self.agent)
            self.assertEqual((ticket.priority, ticket.stage_kind), ("2", "waiting"))
            self.assertIn("Dear Ali", str(ticket.message_ids.mapped("body")))
        with self.assertRaises(AccessError):
            macro.with_user(self.agent).name = "Mine"

    def test_macro_refused(self):
        """R42: no macro gives a right that its user lacks; an empty one says so."""
        macro = self.env["community.ticket.macro"].create({"name": "Nothing"})
        mine = self._new_ticket(user=self.agent)
        with self.assertRaises(UserError):
            macro.with_user(self.agent)._run(mine)
        macro.set_priority = "3"
        secret = self._new_ticket(group_id=self.legal.id).with_user(self.agent)
        with self.assertRaises(AccessError):
            macro.with_user(self.agent)._run(secret)

    def test_split(self):
        """Two matters become two tickets; what was said goes along."""
        ticket = self._new_ticket(user=self.agent, group_id=self.technical.id)
        stays = ticket.message_post(body="The gate", message_type="comment")
        goes = ticket.message_post(
            body="And the locker",
            message_type="comment",
            attachments=[("locker.txt", b"locker")],
        )
        split = self.env["community.ticket.split"].with_user(self.agent)
        values = {
            "ticket_id": ticket.id,
            "name": "Locker",
            "message_ids": [(6, 0, goes.ids)],
        }
        action = split.create(values).action_split()
        made = self.env["community.ticket"].browse(action["res_id"])
        self.assertEqual((made.name, made.partner_id), ("Locker", self.ali))
        self.assertEqual((made.group_id, made.follows_id), (self.technical, ticket))
        self.assertEqual((goes.res_id, stays.res_id), (made.id, ticket.id))
        self.assertEqual(goes.attachment_ids.res_id, made.id)
        other = self._new_ticket().message_post(body="Elsewhere")
        with self.assertRaises(UserError):
            split.create(values | {"message_ids": [(6, 0, other.ids)]}).action_split()

    def test_call(self):
        """G7: a call is written down in one window, solved or not."""
        calls = self.env["community.ticket.call"].with_user(self.agent)
        values = {"partner_id": self.ali.id, "name": "Opening hours"}
        action = calls.create(values).action_log()
        ticket = self.env["community.ticket"].browse(action["res_id"])
        self.assertEqual((ticket.channel, ticket.stage_kind), ("phone", "new"))
        solved = calls.create(values | {"is_solved": True, "text": "Until ten"})
        ticket = self.env["community.ticket"].browse(solved.action_log()["res_id"])
        self.assertEqual((ticket.stage_kind, ticket.user_id), ("solved", self.agent))
        self.assertIn("Until ten", ticket.description)
        with self.assertRaises(AccessError):
            calls.with_user(self.service_officer).create(values)
