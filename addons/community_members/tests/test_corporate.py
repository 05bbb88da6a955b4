from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestCorporate(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holding = cls._new_member("Anadolu Holding", is_company=True)
        cls.subsidiary = cls._unit("Anadolu Motor", "subsidiary", cls.holding)
        cls.branch = cls._unit("Kadıköy", "branch", cls.subsidiary)
        cls.department = cls._unit("Satış", "department", cls.branch)
        cls.other_branch = cls._unit("Beşiktaş", "branch", cls.subsidiary)
        cls.person = cls.env["res.partner"].create({"name": "Mehmet Kaya"})

    @classmethod
    def _unit(cls, name, unit_type, parent):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "unit_type": unit_type,
                "parent_id": parent.id,
                "is_company": unit_type == "subsidiary",
            }
        )

    def _assign(self, **values):
        return self.env["community.member.assignment"].create(
            {"person_id": self.person.id, "unit_id": self.branch.id, **values}
        )

    @users("community_officer")
    def test_any_depth_own_contact_data(self):
        """W19, W20, W21, W22, W23, W24, W29, W47, W48, W49, W50, W53: data a level."""
        parent = self.holding
        for level in range(12):
            parent = self.env["res.partner"].create(
                {
                    "name": f"Level {level}",
                    "unit_type": "office",
                    "parent_id": parent.id,
                    "phone": f"+90 212 555 00 {level:02}",
                    "email": f"level{level}@anadolu.example",
                    "unit_manager_id": self.person.id,
                    "user_id": self.env.user.id,
                    "comment": "<p>Keys at the porter's</p>",
                }
            )
        self.assertEqual(parent.commercial_partner_id, self.holding)
        self.assertEqual(parent.phone, "+90 212 555 00 11")
        self.assertFalse(self.holding.phone)
        self.assertEqual(self.holding.unit_count, 4 + 12)

    def test_hundred_locations(self):
        """W30, W47: a hundred branches, counted with the same queries as one."""
        holding = self._new_member("Big Holding", is_company=True)
        self.env["res.partner"].create(
            [
                {"name": f"Branch {n}", "unit_type": "branch", "parent_id": holding.id}
                for n in range(100)
            ]
        )
        both = holding | self.holding
        both.invalidate_recordset()
        self.env.flush_all()
        with self.assertQueryCount(1):
            counts = both.mapped("unit_count")
        self.assertEqual(counts, [100, 4])

    def test_branch_needs_a_member(self):
        """W47: a branch hangs below a member; a company is no employee."""
        with self.assertRaises(ValidationError):
            self.env["res.partner"].create({"name": "Nowhere", "unit_type": "branch"})
        with self.assertRaises(ValidationError):
            self.holding.unit_type = "employee"

    def test_employee_joins_moves_leaves(self):
        """W22, W51, W54, W55: place follows the assignment, history stays."""
        first = self._assign(department_id=self.department.id, function="Buyer")
        self.assertEqual(self.person.parent_id, self.department)
        self.assertEqual(self.person.function, "Buyer")
        self.assertEqual(self.person.unit_type, "employee")
        self.assertEqual(self.holding.staff_count, 1)
        with freeze_time(fields.Date.today() + timedelta(days=10)):
            first.action_leave()
            second = self._assign(unit_id=self.other_branch.id)
            self.assertEqual(self.person.parent_id, self.other_branch)
            self.assertEqual(self.person.assignment_ids, first | second)
            second.action_leave()
            self.assertFalse(self.person.parent_id)
            self.assertFalse(self.person.unit_type)
            self.assertEqual(len(self.person.assignment_ids), 2)

    def test_rights_end_with_the_assignment(self):
        """W31, W56: rights one by one; on the day of leaving they are gone."""
        assignment = self._assign(can_order=True)
        self.assertTrue(self.person._has_portal_right("can_order"))
        self.assertFalse(self.person._has_portal_right("can_see_invoices"))
        assignment.action_leave()
        self.assertFalse(self.person._has_portal_right("can_order"))

    def test_portal_user_of_leaver_is_archived(self):
        """W31, W56: an ex-employee cannot log in; a member keeps his own access."""
        for name, in_register in (("Leaver", False), ("Rider", True)):
            user = self._new_user(name.lower(), "base.group_portal")
            user.partner_id.in_member_register = in_register
            self._assign(person_id=user.partner_id.id).action_leave()
            self.assertEqual(user.active, in_register)

    def test_planned_assignments_by_job(self):
        """W54: who starts or leaves on a later day moves on that day, by the job."""
        today = fields.Date.today()
        self._assign(
            date_from=today + timedelta(days=5), left_on=today + timedelta(days=9)
        )
        self.assertFalse(self.person.parent_id)
        jobs = self.env["community.member.assignment"]
        with freeze_time(today + timedelta(days=5)):
            jobs._cron_apply_assignments()
            self.assertEqual(self.person.parent_id, self.branch)
        with freeze_time(today + timedelta(days=9)):
            jobs._cron_apply_assignments()
            self.assertFalse(self.person.parent_id)

    @mute_logger("odoo.sql_db")
    def test_once_at_a_time(self):
        """W54: the same person cannot be placed twice in one branch."""
        self._assign()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._assign()

    @users("community_reader")
    def test_reader_may_not_assign(self):
        """W31: a reader sees employees and changes nothing."""
        with self.assertRaises(AccessError):
            self.env["community.member.assignment"].create(
                {"person_id": self.person.id, "unit_id": self.branch.id}
            )

    def test_current_is_searchable(self):
        """W51: employees of today are found by search as by value."""
        today = fields.Date.today()
        current = self._assign()
        past = self._assign(
            unit_id=self.other_branch.id,
            date_from=today - timedelta(days=9),
            left_on=today,
        )
        both = current | past
        domain = [("id", "in", both.ids), ("is_current", "=", True)]
        self.assertEqual(both.search(domain), current)
        domain = [("id", "in", both.ids), ("is_current", "=", False)]
        self.assertEqual(both.search(domain), past)
        self.assertEqual(both.filtered("is_current"), current)
