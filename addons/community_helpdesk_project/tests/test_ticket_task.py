from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.community_helpdesk.tests.common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestTicketTask(CommunityHelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._new_user(
            "ticket_planner",
            "project.group_project_user,community_helpdesk.group_helpdesk_agent",
        )
        cls.project = cls.env["project.project"].create(
            {
                "name": "Gates",
                "company_id": cls.company.id,
                "privacy_visibility": "employees",
            }
        )

    def _convert(self, ticket, user=None, **values):
        wizards = self.env["community.ticket.task.make"].with_user(user or self.planner)
        vals = {"ticket_id": ticket.id, "project_id": self.project.id}
        return wizards.create(vals | values).action_make()

    def test_ticket_becomes_a_task(self):
        """M1: with its customer and words; each opens the other."""
        ticket = self._new_ticket(user=self.planner, group_id=self.hall.id)
        made = self._convert(ticket)
        task = self.env["project.task"].with_user(self.planner).browse(made["res_id"])
        self.assertEqual((task.name, task.partner_id), (ticket.name, self.ali))
        self.assertEqual(ticket.task_count, 1)
        self.assertEqual(task.action_open_community_ticket()["res_id"], ticket.id)
        found = task.search(ticket.action_open_tasks()["domain"])
        self.assertEqual(found, task)

    def test_project_of_the_contract_is_offered(self):
        contract = self._new_contract(partner=self.abc)
        self.project.community_contract_id = contract
        ticket = self._new_ticket(user=self.planner)
        wizards = self.env["community.ticket.task.make"].with_user(self.planner)
        self.assertEqual(
            wizards.create({"ticket_id": ticket.id}).project_id, self.project
        )

    def test_task_becomes_a_ticket_once(self):
        """M1: pressed twice, it is the same ticket."""
        tasks = self.env["project.task"].with_user(self.planner)
        task = tasks.create(
            {
                "name": "New reader",
                "project_id": self.project.id,
                "partner_id": self.eda.id,
            }
        )
        first = task.action_make_ticket()["res_id"]
        self.assertEqual(task.action_make_ticket()["res_id"], first)
        self.assertEqual(task.community_ticket_id.organisation_id, self.abc)

    def test_confidential_tickets_stay(self):
        """R23: they become no task, and tasks forget the one that becomes so."""
        self.legal.member_ids = [(0, 0, {"user_id": self.planner.id})]
        secret = self._new_ticket(group_id=self.legal.id).with_user(self.planner)
        with self.assertRaises(UserError):
            secret.action_make_task()
        with self.assertRaises(UserError):
            self._convert(secret)
        ticket = self._new_ticket(group_id=self.hall.id)
        task = self.env["project.task"].browse(self._convert(ticket)["res_id"])
        ticket.group_id = self.legal
        self.assertFalse(task.community_ticket_id)

    def test_refused(self):
        """R42: only who may change the ticket, and who has projects."""
        ticket = self._new_ticket(group_id=self.technical.id)
        with self.assertRaises(AccessError):
            self._convert(ticket)
        with self.assertRaises(AccessError):
            self._convert(self._new_ticket(), user=self.agent)
