import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestNotice(CommunityHelpdeskCommon):
    def _get_told(self, ticket, code):
        return self.env["community.notice.delivery"].search(
            [
                ("res_model", "=", ticket._name),
                ("res_id", "=", ticket.id),
                ("notice_id.code", "=", code),
            ]
        )

    def test_received(self):
        """G4: whoever writes from outside is told; at the desk he knows already."""
        self.assertFalse(self._get_told(self._new_ticket(), "ticket_received"))
        ticket = self._new_ticket(channel="portal")
        told = self._get_told(ticket, "ticket_received")
        self.assertEqual(told.partner_id, self.ali)
        self.technical.acknowledges = False
        quiet = self._new_ticket(channel="mail", group_id=self.technical.id)
        self.assertFalse(self._get_told(quiet, "ticket_received"))

    def test_solved(self):
        """G12: told for each solution, also after it was opened again; once each."""
        ticket = self._new_ticket(user=self.agent)
        ticket.action_solve()
        self.assertEqual(len(self._get_told(ticket, "ticket_solved")), 1)
        ticket.action_close()
        self.assertEqual(len(self._get_told(ticket, "ticket_solved")), 1)
        ticket.action_reopen()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=5)):
            ticket.action_solve()
        self.assertEqual(len(self._get_told(ticket, "ticket_solved")), 2)

    def test_solved_has_the_link(self):
        """G12: the mail about the solution carries the link to rate the help."""
        ticket = self._new_ticket(user=self.agent)
        ticket.with_user(self.agent).action_solve()
        told = self._get_told(ticket, "ticket_solved")
        texts = told.sudo()._prepare_text()
        self.assertIn("/helpdesk/score/", str(texts))
        self.assertTrue(ticket.sudo().score_hash)

    def test_closed_after_days(self):
        """Solved tickets close after the days of their group, others stay."""
        solved = self._new_ticket(group_id=self.technical.id)
        still = self._new_ticket(group_id=self.technical.id)
        solved._move_to("solved")
        tickets = self.env["community.ticket"]
        self.assertFalse(tickets._close_solved())
        solved._keep({"solved_at": fields.Datetime.now() - timedelta(days=8)})
        self.assertEqual(tickets._close_solved(), solved)
        self.assertFalse(tickets._close_solved())
        self.assertEqual(still.stage_kind, "new")


@tagged("community", "post_install", "-at_install")
class TestScore(HttpCase, CommunityHelpdeskCommon):
    def _get_path(self, ticket):
        return ticket._get_score_url().replace(ticket.get_base_url(), "")

    def _post(self, path, **form):
        page = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        form["csrf_token"] = token.group(1) if token else ""
        return self.url_open(path, data=form, allow_redirects=False)

    def test_rate_without_login(self):
        """G12: one page, one press; looking changes nothing."""
        ticket = self._new_ticket()
        path = self._get_path(ticket)
        page = self.url_open(path)
        self.assertIn(ticket.name, page.text)
        self.assertFalse(ticket.score)
        self.assertNotIn(path.rpartition("/")[2], str(ticket.read(["score_hash"])))
        answer = self._post(path, score="4", text="Quick help")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual((ticket.score, ticket.score_text), (4, "Quick help"))
        self._post(path, score="5")
        self.assertEqual(ticket.score, 5)

    def test_refused(self):
        """R42: wrong, old and replaced links tell nothing; neither do other numbers."""
        ticket = self._new_ticket()
        first = self._get_path(ticket)
        second = self._get_path(ticket)
        for path in (first, "/helpdesk/score/x", second[:-1]):
            answer = self.url_open(path)
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn(ticket.name, answer.text)
        for number in ("0", "6", "-1", "five", ""):
            self._post(second, score=number)
            self.assertFalse(ticket.score, number)
        bare = self.url_open(second, data={"score": "3"})
        self.assertEqual(bare.status_code, 400)
        ticket._keep({"score_until": fields.Datetime.now() - timedelta(hours=1)})
        self.assertEqual(self.url_open(second).status_code, 404)

    def test_agents_do_not_rate(self):
        ticket = self._new_ticket()
        with self.assertRaises(UserError):
            ticket.with_user(self.agent).write({"score": 5})
