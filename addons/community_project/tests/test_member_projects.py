from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from odoo.addons.community_members.tests.common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestMemberProjects(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._new_user("planner", "project.group_project_user")
        cls.holding = cls._new_member("Rumeli Turizm", is_company=True)
        cls.branch = cls._new_unit(cls.holding, "branch")
        cls.desk = cls._new_unit(cls.branch, "department")
        cls.rider = cls._new_member("Elif Kaya")
        cls.projects = cls._new_project(cls.desk) + cls._new_project(cls.holding)
        cls.solo = cls._new_project(cls.rider)

    @classmethod
    def _new_unit(cls, parent, unit_type):
        return cls.env["res.partner"].create(
            {
                "name": f"{parent.name} {unit_type}",
                "parent_id": parent.id,
                "unit_type": unit_type,
            }
        )

    @classmethod
    def _new_project(cls, partner, **values):
        return cls.env["project.project"].create(
            {
                "name": f"Season Opening for {partner.name}",
                "partner_id": partner.id,
                "privacy_visibility": "employees",
                "company_id": cls.company.id,
                **values,
            }
        )

    @users("community_planner")
    def test_counts_of_the_whole_tree(self):
        """W63, W81: projects of every level, and of an individual member."""
        self.assertEqual(self.holding.with_user(self.env.user).member_project_count, 2)
        self.assertEqual(self.branch.with_user(self.env.user).member_project_count, 1)
        self.assertEqual(self.rider.with_user(self.env.user).member_project_count, 1)

    @users("community_planner")
    def test_number_opens_to_its_rows(self):
        """W63: what was counted is what the button opens."""
        action = self.holding.with_user(self.env.user).action_open_member_projects()
        found = self.env["project.project"].search(action["domain"])
        self.assertEqual(set(found.ids), set(self.projects.ids))

    @users("community_planner")
    def test_only_what_the_user_may_see(self):
        """W62, W63: no templates, no private projects, no other company."""
        self._new_project(self.holding, is_template=True)
        self._new_project(self.holding, privacy_visibility="followers")
        self._new_project(self.holding, company_id=self.other_company.id)
        self.assertEqual(self.holding.with_user(self.env.user).member_project_count, 2)

    @users("community_officer")
    def test_refused_without_project_rights(self):
        """W63: an officer without project rights does not get the figure."""
        holding = self.holding.with_user(self.env.user)
        with self.assertRaises(AccessError):
            holding.read(["member_project_count"])

    def test_same_number_of_queries_for_many(self):
        """W63: one query for one partner and for a hundred."""
        many = self.env["res.partner"].create(
            [{"name": f"Rider {number}"} for number in range(100)]
        )
        self.env.flush_all()
        for partners in (self.holding, self.holding + many):
            partners = partners.with_user(self.planner)
            partners.mapped("member_project_count")  # fills the caches of rights
            partners.invalidate_recordset(["member_project_count"])
            with self.assertQueryCount(1):
                partners.mapped("member_project_count")
