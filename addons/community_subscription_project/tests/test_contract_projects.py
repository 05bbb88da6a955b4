from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from odoo.addons.community_subscription.tests.common import CommunitySubscriptionCommon


@tagged("post_install", "-at_install", "community")
class TestContractProjects(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._new_user(
            "planner",
            "project.group_project_manager,"
            "community_subscription.group_subscription_officer",
        )
        cls.plain_planner = cls._new_user(
            "plain_planner", "project.group_project_manager"
        )
        cls.tracked = cls._new_plan("Berth", track_profit=True)
        cls.contract = cls._new_contract(cls.tracked)

    def _new_project(self, **values):
        return self.env["project.project"].create(
            {
                "name": "Refit of a boat",
                "company_id": self.company.id,
                "privacy_visibility": "employees",
                **values,
            }
        )

    @users("community_planner")
    def test_contract_shows_its_projects_and_tasks(self):
        """W7: made from the contract, they belong to it; the numbers open to them."""
        contract = self.contract.with_user(self.env.user)
        context = contract.action_open_projects()["context"]
        project = self._new_project(
            community_contract_id=context["default_community_contract_id"]
        )
        task = self.env["project.task"].create(
            {"name": "Paint the hull", "project_id": project.id}
        )
        self.assertEqual(task.community_contract_id, contract)
        contract.invalidate_recordset()
        self.assertEqual((contract.project_count, contract.task_count), (1, 1))
        found = self.env["project.task"].search(contract.action_open_tasks()["domain"])
        self.assertEqual(found, task)

    @users("community_planner")
    def test_project_takes_the_account_of_its_contract(self):
        """W7, W9: what the project costs is the cost of the contract."""
        project = self._new_project(community_contract_id=self.contract.id)
        account = self.contract.analytic_account_id
        column = account.root_plan_id._column_name()
        self.assertEqual(project.sudo()[column], account)

    def test_account_that_comes_later_reaches_the_project(self):
        """W7, W9: a project made for a draft gets the account when it is accepted."""
        draft = self._new_contract(self.tracked, confirm=False)
        project = self._new_project(community_contract_id=draft.id)
        draft._confirm()
        account = draft.analytic_account_id
        self.assertEqual(project[account.root_plan_id._column_name()], account)

    def test_hours_are_costs_of_the_contract(self):
        """W7, W9: hours written on the project stand in the profit of the contract."""
        project = self._new_project(community_contract_id=self.contract.id)
        account = self.contract.analytic_account_id
        column = account.root_plan_id._column_name()
        lines = self.env["account.analytic.line"]
        values = {"name": "Two hours", "unit_amount": 2, "amount": -80.0}
        if "project_id" in lines._fields:
            values["account_id"] = project.account_id.id
        lines.create(
            {**values, column: project[column].id, "company_id": self.company.id}
        )
        self.assertEqual(self.contract.cost, 80.0)
        self.assertEqual(self.contract.margin, -80.0)

    @users("community_plain_planner")
    def test_contract_is_hidden_from_planners_without_the_role(self):
        """W7: project rights alone do not open contracts."""
        project = self._new_project()
        with self.assertRaises(AccessError):
            project.write({"community_contract_id": self.contract.id})
        with self.assertRaises(AccessError):
            project.read(["community_contract_id"])
