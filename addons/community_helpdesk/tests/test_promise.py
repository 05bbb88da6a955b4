from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CommunityHelpdeskCommon

NOW = datetime(2026, 3, 2, 9, 0)  # a Monday


@tagged("community", "post_install", "-at_install")
class TestPromise(CommunityHelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["community.ticket.policy"].create(
            {
                "name": "Everybody",
                "company_id": cls.company.id,
                "first_answer_hours": 2,
                "update_hours": 4,
                "solution_hours": 8,
                "sequence": 50,
            }
        )

    def _get(self, ticket, kind):
        rows = ticket.sudo().promise_ids
        return rows.filtered(lambda each: each.kind == kind)[-1:]

    def _say(self, ticket, user):
        if user.share:
            return ticket._post_of_customer(user.partner_id, "Hello")
        return ticket.with_user(user).message_post(
            body="Hello", message_type="comment", subtype_xmlid="mail.mt_comment"
        )

    def test_kept(self):
        """First answer and solution are promised at once and kept in time."""
        with freeze_time(NOW):
            ticket = self._new_ticket(user=self.agent)
            self.assertEqual(ticket.promise_at, NOW + timedelta(hours=2))
            self.assertEqual(ticket.promise_state, "counting")
        with freeze_time(NOW + timedelta(hours=1)):
            self._say(ticket, self.agent)
            self.assertEqual(self._get(ticket, "first_answer").state, "met")
            self.assertEqual(ticket.promise_at, NOW + timedelta(hours=8))
            ticket.action_solve()
            self.assertEqual(ticket.promise_state, "met")
            self.assertFalse(ticket.promise_at)

    def test_warned_then_broken(self):
        """A task before, a mark after; what is broken stays broken."""
        self.policy.warn_minutes = 30
        with freeze_time(NOW):
            ticket = self._new_ticket(
                user=self.agent, group_id=self.technical.id, user_id=self.agent.id
            )
        tickets = self.env["community.ticket"]
        with freeze_time(NOW + timedelta(minutes=80)):
            self.assertFalse(any(tickets._watch_promises()))
        with freeze_time(NOW + timedelta(minutes=95)):
            soon, late = tickets._watch_promises()
            self.assertEqual((soon.kind, bool(late)), ("first_answer", False))
            self.assertEqual(ticket.promise_state, "soon")
            self.assertEqual(ticket.activity_ids.user_id, self.agent)
            self.assertFalse(any(tickets._watch_promises()))
        with freeze_time(NOW + timedelta(hours=3)):
            soon, late = tickets._watch_promises()
            self.assertEqual(late.kind, "first_answer")
            self._say(ticket, self.agent)
            ticket.action_solve()
            self.assertEqual(ticket.promise_state, "missed")

    def test_rests_while_waiting(self):
        """The solution rests while we wait for the customer."""
        with freeze_time(NOW):
            ticket = self._new_ticket(user=self.agent)
        with freeze_time(NOW + timedelta(hours=1)):
            ticket._move_to("waiting")
            self.assertEqual(self._get(ticket, "solution").state, "paused")
            self.assertEqual(ticket.promise_state, "paused")
        with freeze_time(NOW + timedelta(hours=30)):
            self._say(ticket, self.ali_user)
            self.assertEqual(ticket.stage_kind, "open")
            deadline = self._get(ticket, "solution").deadline
            self.assertEqual(deadline, NOW + timedelta(hours=37))

    def test_another_policy_after_a_change(self):
        """Priority and group change the deadline; time used stays used."""
        self.env["community.ticket.policy"].create(
            {
                "name": "Urgent",
                "company_id": self.company.id,
                "priority_from": "3",
                "solution_hours": 4,
                "sequence": 1,
            }
        )
        with freeze_time(NOW):
            ticket = self._new_ticket(user=self.agent)
        with freeze_time(NOW + timedelta(hours=1)):
            ticket.priority = "3"
            solution = self._get(ticket, "solution")
            self.assertEqual(solution.deadline, NOW + timedelta(hours=4))
            self.assertEqual(self._get(ticket, "first_answer").state, "void")
            ticket.priority = "1"
            self.assertEqual(
                self._get(ticket, "solution").deadline, NOW + timedelta(hours=8)
            )
            self.assertEqual(self._get(ticket, "first_answer").state, "counting")

    def test_news(self):
        """News are due after the customer wrote, until we answer."""
        with freeze_time(NOW):
            ticket = self._new_ticket(user=self.agent)
            self._say(ticket, self.agent)
            self.assertFalse(self._get(ticket, "update"))
            self._say(ticket, self.ali_user)
            self.assertEqual(
                self._get(ticket, "update").deadline, NOW + timedelta(hours=4)
            )
            self._say(ticket, self.agent)
            self.assertEqual(self._get(ticket, "update").state, "met")
        self.policy.update_mode = "between"
        with freeze_time(NOW + timedelta(hours=1)):
            self._say(ticket, self.agent)
            self.assertEqual(
                self._get(ticket, "update").deadline, NOW + timedelta(hours=5)
            )

    def test_working_hours(self):
        """G8: a ticket of Saturday is accepted; office hours begin on Monday."""
        self.policy.calendar_id = self.env["resource.calendar"].create(
            {"name": "Office", "tz": "UTC", "company_id": self.company.id}
        )
        saturday = datetime(2026, 3, 7, 22, 0)
        with freeze_time(saturday):
            ticket = self._new_ticket(user=self.agent)
            self.assertEqual(ticket.stage_kind, "new")
            deadline = self._get(ticket, "first_answer").deadline
            self.assertEqual(deadline, datetime(2026, 3, 9, 10, 0))
            self.policy.calendar_id = False
            around = self._new_ticket(user=self.agent)
            deadline = self._get(around, "first_answer").deadline
            self.assertEqual(deadline, datetime(2026, 3, 8, 0, 0))

    def test_nobody_writes_promises(self):
        """R42: neither agents nor heads change what was promised."""
        ticket = self._new_ticket(user=self.agent)
        promise = self._get(ticket, "solution")
        for user in (self.agent, self.head):
            self.assertTrue(promise.with_user(user).read(["deadline"]))
            with self.assertRaises(UserError):
                promise.with_user(user).write({"state": "met"})
        with self.assertRaises(AccessError):
            promise.with_user(self.ali_user).read(["deadline"])
        with self.assertRaises(UserError):
            ticket.promise_state = "met"

    def test_confidential_promises(self):
        """R23: promises of a confidential ticket are the group's alone."""
        ticket = self._new_ticket(group_id=self.legal.id)
        promise = self._get(ticket, "solution")
        self.assertTrue(promise.with_user(self.colleague).read(["deadline"]))
        for user in (self.agent, self.head):
            with self.assertRaises(AccessError):
                promise.with_user(user).read(["deadline"])
