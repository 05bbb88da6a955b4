from odoo import api, fields, models


class CommunityServiceRecord(models.Model):
    """Saved time is one line on the timesheet, if the contract has a project."""

    _inherit = "community.service.record"

    timesheet_id = fields.Many2one(
        "account.analytic.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="hr_timesheet.group_hr_timesheet_user",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"timesheet_id"}

    def _settle(self):
        result = super()._settle()
        # sudo: officers need no rights on projects and timesheets.
        for record in self.sudo():
            record._write_timesheet()
        return result

    def _prepare_cost(self):
        """The timesheet says what the hours cost; it is not said twice."""
        return {} if self._prepare_timesheet() else super()._prepare_cost()

    def _write_timesheet(self):
        """One line for a record; it follows what is corrected."""
        self.ensure_one()
        vals = self._prepare_timesheet()
        line = self.timesheet_id
        if line and vals:
            line.write(vals)
        elif line:
            line.unlink()
        elif vals:
            lines = self.env["account.analytic.line"].with_company(self.company_id)
            self._keep({"timesheet_id": lines.create(vals).id})

    def _prepare_timesheet(self):
        """Values of the line; empty for no project, no employee or no time."""
        self.ensure_one()
        # sudo: project and employee are found whoever saves.
        record = self.sudo()
        project = record._find_project()
        employee = record._find_employee()
        if not project or not employee or not record.seconds:
            return {}
        parts = (record.partner_id.display_name, record.status_id.name)
        return {
            "name": " · ".join(part for part in parts if part),
            "project_id": project.id,
            "employee_id": employee.id,
            "date": record.date,
            "unit_amount": record.hours,
        }

    def _find_project(self):
        projects = self.env["project.project"]
        if not self.contract_id:
            return projects
        domain = [
            ("community_contract_id", "=", self.contract_id.id),
            ("allow_timesheets", "=", True),
        ]
        return projects.search(domain, order="id", limit=1)

    def _find_employee(self):
        domain = [
            ("user_id", "=", self.user_id.id),
            ("company_id", "=", self.company_id.id),
        ]
        return self.env["hr.employee"].search(domain, limit=1)
