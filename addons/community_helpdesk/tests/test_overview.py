from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestTicketOverview(CommunityHelpdeskCommon):
    def _get(self, user):
        overview = self.env["community.ticket.overview"].with_user(user)
        return overview.with_context(
            allowed_company_ids=user.company_id.ids
        ).get_overview()

    def _get_tile(self, user, name):
        return next(
            each["value"] for each in self._get(user)["tiles"] if each["name"] == name
        )

    def test_numbers(self):
        """R40, domain 10.3: backlog by group, load by agent, and numbers that open."""
        before = self._get_tile(self.agent, "open")
        self.technical.member_ids.capacity = 5
        mine = self._new_ticket(group_id=self.technical.id, user_id=self.agent.id)
        self._new_ticket(group_id=self.technical.id)
        solved = self._new_ticket(group_id=self.technical.id)
        solved.action_solve()
        found = self._get(self.agent)
        self.assertEqual(self._get_tile(self.agent, "open"), before + 2)
        group = next(
            each for each in found["groups"] if each["id"] == self.technical.id
        )
        self.assertEqual((group["count"], group["unassigned"]), (2, 1))
        agent = next(each for each in found["agents"] if each["id"] == self.agent.id)
        self.assertEqual((agent["count"], agent["capacity"]), (1, 5))
        self.assertFalse(agent["is_away"])
        rows = self.env["community.ticket"].search(found["domains"]["unassigned"])
        self.assertNotIn(mine, rows)
        today = found["trend"][-1]
        self.assertGreaterEqual(today["created"], 3)
        self.assertGreaterEqual(today["solved"], 1)
        self.assertEqual(len(found["trend"]), 14)

    def test_away(self):
        """Domain 10.3: whoever is away is marked."""
        self.env["community.ticket.absence"].with_user(self.agent).action_away()
        found = self._get(self.head)["agents"]
        self.assertTrue(
            next(each for each in found if each["id"] == self.agent.id)["is_away"]
        )

    def test_confidential(self):
        """R22: tickets of confidential groups are in nobody else's numbers."""
        before = {user: self._get(user) for user in (self.agent, self.head)}
        self._new_ticket("Secret", group_id=self.legal.id, user_id=self.colleague.id)
        for user, numbers in before.items():
            after = self._get(user)
            self.assertEqual(after["tiles"], numbers["tiles"])
            self.assertEqual(after["groups"], numbers["groups"])
            self.assertEqual(after["trend"], numbers["trend"])
        groups = self._get(self.colleague)["groups"]
        self.assertIn(self.legal.id, [each["id"] for each in groups])

    def test_roles(self):
        """Default deny: officers without tickets, customers and other companies."""
        for user in (self.service_officer, self.internal, self.ali_user):
            with self.assertRaises(AccessError):
                self._get(user)
        self._new_ticket()
        self.assertEqual(self._get_tile(self.other_agent, "open"), 0)

    def test_queries_do_not_grow(self):
        """Fast: as many queries for forty tickets as for two."""

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._get(self.head)
            return self.env.cr.sql_log_count - before

        self._new_ticket(group_id=self.technical.id)
        count()
        few = count()
        for number in range(20):
            group = (self.technical, self.hall)[number % 2]
            self._new_ticket(f"Ticket {number}", group_id=group.id)
        self.assertLessEqual(count(), few + 2)
        self.assertLess(few, 45)


@tagged("community", "post_install", "-at_install")
class TestTicketTogether(CommunityHelpdeskCommon):
    def test_presence(self):
        """Domain 10.7: two agents on one ticket know of each other; one who left, or
        whose page was lost, is not named any more."""
        ticket = self._new_ticket()
        mine = ticket.with_user(self.agent)
        theirs = ticket.with_user(self.colleague)
        self.assertEqual(mine.note_presence(), [])
        seen = theirs.note_presence(is_writing=True)
        self.assertEqual([each["name"] for each in seen], [self.agent.name])
        self.assertEqual(
            mine.get_presence(),
            [
                {
                    "id": self.colleague.id,
                    "name": self.colleague.name,
                    "is_writing": True,
                }
            ],
        )
        theirs.note_presence(is_leaving=True)
        self.assertEqual(mine.note_presence(), [])
        theirs.note_presence()
        rows = self.env["community.ticket.presence"]._with_pen()
        rows.search([("user_id", "=", self.colleague.id)]).write(
            {"seen_at": fields.Datetime.now() - timedelta(minutes=2)}
        )
        self.assertEqual(mine.get_presence(), [])

    def test_presence_leaks_nothing(self):
        """R22: nobody else hears who works on a confidential ticket."""
        ticket = self._new_ticket(group_id=self.legal.id)
        ticket.with_user(self.colleague).note_presence()
        for user in (self.agent, self.head, self.ali_user):
            for step in ("note_presence", "get_presence"):
                with self.assertRaises(AccessError):
                    getattr(ticket.with_user(user), step)()
        rows = self.env["community.ticket.presence"]
        self.assertFalse(
            rows.with_user(self.agent).search([("ticket_id", "=", ticket.id)])
        )
        shared = self._new_ticket()
        shared.with_user(self.agent).note_presence()
        shared.group_id = self.legal
        self.assertEqual(shared.with_user(self.colleague).note_presence(), [])
        with self.assertRaises(UserError):
            rows.with_user(self.head).create(
                {
                    "ticket_id": shared.id,
                    "user_id": self.head.id,
                    "seen_at": "2026-03-10",
                }
            )

    def test_parts(self):
        """Domain 10.7: the whole ends after its parts, and no part contains it."""
        whole = self._new_ticket("Move to the new hall")
        action = whole.with_user(self.agent).action_new_part()
        parts = self.env["community.ticket"].with_user(self.agent)
        part = parts.with_context(**action["context"]).create({"name": "Gate"})
        self.assertEqual((part.parent_id, part.partner_id), (whole, self.ali))
        self.assertEqual((whole.child_count, whole.open_child_count), (1, 1))
        with self.assertRaises(UserError):
            whole.with_user(self.agent).action_solve()
        with self.assertRaises(ValidationError):
            whole.parent_id = part
        part.action_solve()
        whole.with_user(self.agent).action_solve()
        self.assertEqual(whole.stage_kind, "solved")
        shown = parts.search(whole.action_view_parts()["domain"])
        self.assertEqual(shown, part)
        secret = self._new_ticket(group_id=self.legal.id)
        with self.assertRaises(UserError):
            part.with_user(self.agent).write({"parent_id": secret.id})
        secret_part = self._new_ticket(group_id=self.legal.id, parent_id=secret.id)
        with self.assertRaises(ValidationError):
            secret_part.group_id = self.technical

    def test_links(self):
        """Domain 10.7: each side shows it; once; and only where both are seen."""
        one, two = self._new_ticket("One"), self._new_ticket("Two")
        secret = self._new_ticket(group_id=self.legal.id)
        links = self.env["community.ticket.link"].with_user(self.agent)
        link = links.create(
            {"ticket_id": one.id, "other_id": two.id, "kind": "blocked"}
        )
        self.assertEqual(two.with_user(self.agent).linked_ids.ticket_id, one)
        with self.assertRaises(AccessError):
            links.create({"ticket_id": one.id, "other_id": secret.id})
        two.group_id = self.legal
        self.env.invalidate_all()
        self.assertFalse(one.with_user(self.agent).link_ids)
        self.assertTrue(link.with_user(self.env.user).exists())
        with self.assertRaises(AccessError):
            link.with_user(self.agent).write({"kind": "related"})

    def test_checklist(self):
        """Domain 10.7: the steps of the type, ticked off, with who and when."""
        kind = self.env["community.ticket.type"].create(
            {"name": "Opening", "checklist": "Key\n\n Lights \nTill"}
        )
        ticket = self._new_ticket(type_id=kind.id)
        self.assertEqual(ticket.step_ids.mapped("name"), ["Key", "Lights", "Till"])
        task = ticket.step_ids[0].with_user(self.agent)
        task.is_done = True
        self.assertEqual((task.done_by_id, ticket.step_progress), (self.agent, "1/3"))
        self.assertTrue(task.done_at)
        task.is_done = False
        self.assertFalse(task.done_by_id)
        ticket.group_id = self.legal
        with self.assertRaises(AccessError):
            task.write({"is_done": True})
        self.assertFalse(self._new_ticket().step_progress)


@tagged("community", "post_install", "-at_install")
class TestTicketViewers(HttpCase, CommunityHelpdeskCommon):
    def _post(self, ticket, user, **form):
        self.authenticate(user.login, user.login)
        page = self.url_open(f"/my/tickets/{ticket.id}")
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        form["csrf_token"] = token
        return self.url_open(f"/my/tickets/{ticket.id}/viewers", data=form)

    def test_chosen_by_who_asked(self):
        """R5, R13: a private request, and the one colleague who may see it."""
        ticket = self._new_ticket(is_private=True)
        self.authenticate(self.eda_user.login, self.eda_user.login)
        self.assertEqual(self.url_open(f"/my/tickets/{ticket.id}").status_code, 404)
        answer = self._post(ticket, self.ali_user, add=str(self.eda.id))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(ticket.viewer_ids, self.eda)
        self.authenticate(self.eda_user.login, self.eda_user.login)
        self.assertEqual(self.url_open(f"/my/tickets/{ticket.id}").status_code, 200)
        self._post(ticket, self.eda_user, remove=str(self.eda.id))
        self.assertEqual(ticket.viewer_ids, self.eda)
        self._post(ticket, self.ali_user, remove=str(self.eda.id))
        self.assertFalse(ticket.viewer_ids)

    def test_nobody_from_outside(self):
        """R5, attack: an id that the page did not offer is refused."""
        ticket = self._new_ticket()
        for chosen in (self.stranger.id, self.agent.partner_id.id, 0, "x"):
            self._post(ticket, self.ali_user, add=str(chosen))
        self.assertFalse(ticket.viewer_ids)
        alone = self._new_ticket(partner_id=self.stranger.id)
        self._post(alone, self.stranger_user, add=str(self.eda.id))
        self.assertFalse(alone.viewer_ids)
