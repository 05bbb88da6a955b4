from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.community_helpdesk.tests.common_service import MORNING, ServiceCommon


@tagged("community", "post_install", "-at_install")
class TestServiceTimesheet(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._new_hours_contract(10.0, track_profit=True)
        cls.employee = cls.env["hr.employee"].create(
            {
                "name": "Service Officer",
                "user_id": cls.service_officer.id,
                "company_id": cls.company.id,
                "hourly_cost": 30.0,
            }
        )
        cls.project = cls.env["project.project"].create(
            {
                "name": "Help for ABC",
                "company_id": cls.company.id,
                "allow_timesheets": True,
                "community_contract_id": cls.contract.id,
            }
        )

    def test_one_line_that_follows(self):
        """M9: saved twice and corrected, it stays one line of the employee."""
        self.company.service_hour_cost = 99.0
        record = self._serve(2.0)
        line = record.sudo().timesheet_id
        self.assertEqual((line.employee_id, line.unit_amount), (self.employee, 2.0))
        self.assertEqual(str(line.date), "2026-03-10")
        with freeze_time(MORNING + timedelta(hours=9)):
            record.action_save()
            record._correct_time(
                record.interval_ids, (MORNING, MORNING + timedelta(hours=1)), "Lunch"
            )
        self.assertEqual(record.sudo().timesheet_id, line)
        self.assertEqual(line.unit_amount, 1.0)
        self.assertEqual(self.project.timesheet_ids, line)
        self.env.flush_all()
        self.contract.invalidate_recordset()
        self.assertFalse(record.sudo().analytic_line_id)
        self.assertEqual(self.contract.cost, 30.0)

    def test_without_project_or_employee(self):
        """M9: no line, and the cost of the company stands in the profit."""
        self.company.service_hour_cost = 10.0
        record = self._serve(1.0, user=self.agent)
        self.assertFalse(record.sudo().timesheet_id)
        self.assertTrue(record.sudo().analytic_line_id)
        self.project.allow_timesheets = False
        self.assertFalse(self._serve(1.0).sudo().timesheet_id)
