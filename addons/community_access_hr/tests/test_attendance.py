from freezegun import freeze_time

from odoo import fields

from odoo.addons.community_access.tests.common_access import CommunityAccessCommon


@freeze_time("2026-03-10 09:00:00")
class TestAttendance(CommunityAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls._new_member("Mert Aydın")
        cls.employee = cls.env["hr.employee"].create(
            {
                "name": "Mert Aydın",
                "work_contact_id": cls.contact.id,
                "company_id": cls.company.id,
            }
        )
        cls._new("rule", name="Staff", basis="anybody")
        cls.hall.is_workplace = True
        cls.band = cls._new_band(cls.contact)

    def _get_attendances(self):
        return self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id)]
        )

    def test_band_writes_attendance(self):
        """F24: the staff's arrival and departure are recorded by their bands."""
        self._pass_gate(self.band)
        attendance = self._get_attendances()
        self.assertEqual(attendance.check_in, fields.Datetime.now())
        self.assertFalse(attendance.check_out)
        with freeze_time("2026-03-10 17:30:00"):
            self._pass_gate(self.band, "out")
            self.assertEqual(attendance.check_out, fields.Datetime.now())

    def test_twice_in_is_one_attendance(self):
        self._pass_gate(self.band)
        with freeze_time("2026-03-10 09:05:00"):
            self._pass_gate(self.band)
        self.assertEqual(len(self._get_attendances()), 1)

    def test_late_report_is_put_in_its_place(self):
        times = [("in", "08:00"), ("out", "12:00"), ("in", "13:00"), ("out", "17:00")]
        for place in (0, 1, 3, 2):
            side, hour = times[place]
            moment = fields.Datetime.to_datetime(f"2026-03-10 {hour}:00")
            self._pass_gate(self.band, side, when=moment)
        hours = self._get_attendances().sorted("check_in").mapped("worked_hours")
        self.assertEqual(hours, [4.0, 4.0])

    def test_member_and_other_zone_write_none(self):
        member = self._new_member("Elif Kaya")
        self._pass_gate(self._new_band(member))
        self.hall.is_workplace = False
        self._pass_gate(self.band)
        self.assertFalse(self._get_attendances())

    def test_running_attendance_is_left_alone(self):
        self.env["hr.attendance"].create(
            {"employee_id": self.employee.id, "check_in": "2026-03-10 07:00:00"}
        )
        self._pass_gate(self.band)
        self.assertEqual(len(self._get_attendances()), 1)

    def test_what_does_not_fit_does_not_stop_the_gate(self):
        self.env["hr.attendance"].create(
            {
                "employee_id": self.employee.id,
                "check_in": "2026-03-10 08:00:00",
                "check_out": "2026-03-10 10:00:00",
            }
        )
        logger = "odoo.addons.community_access_hr.models.community_access_visit"
        with self.assertLogs(logger, "WARNING"):
            self._pass_gate(self.band)
        visits = self.env["community.access.visit"].search(
            [("partner_id", "=", self.contact.id)]
        )
        self.assertEqual(len(visits), 1)
