import logging

from odoo import models
from odoo.exceptions import ValidationError

_logger = logging.getLogger(__name__)


class CommunityAccessVisit(models.Model):
    """Who works here is at work while his band says that he is inside."""

    _inherit = "community.access.visit"

    def _after_entry(self, event):
        result = super()._after_entry(event)
        self._clock_in()
        return result

    def _close(self, moment, kind, event=None):
        result = super()._close(moment, kind, event)
        self._clock_out()
        return result

    def _clock_in(self):
        """Begin the attendance, unless one runs: somebody wrote it by hand."""
        for visit in self.filtered(lambda one: one.zone_id.is_workplace):
            employee = visit._get_employee()
            if not employee or visit._get_attendance():
                continue
            # sudo: whoever reports the passage has no rights on attendance.
            attendances = self.env["hr.attendance"].sudo()
            running = attendances.search_count(
                [("employee_id", "=", employee.id), ("check_out", "=", False)], limit=1
            )
            if not running:
                visit._write_attendance(
                    attendances,
                    {
                        "employee_id": employee.id,
                        "check_in": visit.date_in,
                        "access_event_id": visit.event_in_id.id,
                    },
                )

    def _clock_out(self):
        for visit in self:
            attendance = visit._get_attendance()
            if attendance and attendance.check_out != visit.date_out:
                visit._write_attendance(attendance, {"check_out": visit.date_out})

    def _write_attendance(self, attendance, values):
        """A gate never waits for the office: what does not fit is told, not raised."""
        try:
            with self.env.cr.savepoint():
                if attendance:
                    attendance.write(values)
                else:
                    attendance.create(values)
        except ValidationError as error:
            _logger.warning("Attendance of %s: %s", self.partner_id.id, error)

    def _get_employee(self):
        # sudo: whoever reports the passage has no rights on employees.
        return (
            self.env["hr.employee"]
            .sudo()
            .search(
                [
                    ("work_contact_id", "=", self.partner_id.id),
                    ("company_id", "=", self.company_id.id),
                ],
                limit=1,
            )
            if self.partner_id
            else self.env["hr.employee"]
        )

    def _get_attendance(self):
        # sudo: whoever reports the passage has no rights on attendance.
        attendances = self.env["hr.attendance"].sudo()
        if not self.event_in_id:
            return attendances
        return attendances.search([("access_event_id", "=", self.event_in_id.id)])
