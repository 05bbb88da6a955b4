from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common_locker import LockerCommon


class TestLockerHardware(LockerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor = cls.env["res.partner"].create({"name": "Lock Works"})

    def _serve(self, kind, user=None, **values):
        services = self.env["community.locker.service"].with_user(user or self.desk)
        return services.create(
            {
                "locker_id": self.first.id,
                "kind": kind,
                "vendor_id": self.vendor.id,
                **values,
            }
        )

    def test_numbers(self):
        """Doors from one number to another; those that are there stay."""
        self.assertEqual(
            self.bank.locker_ids.mapped("name"), ["P1", "P2", "P3", "P4", "P5"]
        )
        numbers = self.env["community.locker.number"].with_user(self.chief)
        window = Form(numbers.with_context(default_bank_id=self.bank.id))
        window.first, window.last = 4, 8
        window.save().action_create()
        self.assertEqual(len(self.bank.locker_ids), 8)
        for first, last in ((5, 4), (0, 3), (1, 1001)):
            window = self.env["community.locker.number"].create(
                {"bank_id": self.bank.id, "first": first, "last": last}
            )
            with self.assertRaises(UserError):
                window.action_create()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env["community.locker"].create({"bank_id": self.bank.id, "number": 8})

    def test_register(self):
        """F46: an installed lock is in the register, with its vendor and warranty."""
        self.first.inspection_months = 6
        day = fields.Date.to_date("2027-01-31")
        self._serve(
            "installation",
            date=day,
            serial_number="SN-1",
            lock_model="L200",
            cost=80,
            note="Battery lock",
        )
        self.assertEqual(self.first.vendor_id, self.vendor)
        self.assertEqual(
            (self.first.serial_number, self.first.lock_model), ("SN-1", "L200")
        )
        self.assertEqual((self.first.installed_on, self.first.service_count), (day, 1))
        self.assertEqual(str(self.first.next_inspection_on), "2027-07-31")
        later = day + timedelta(days=10)
        self._serve("battery", date=later)
        self.assertEqual(self.first.battery_checked_on, later)
        self.assertEqual(str(self.first.next_inspection_on), "2027-07-31")
        self._serve("repair", date=later)
        self.assertEqual(self.first.installed_on, day)
        self._serve("replacement", date=later, serial_number="SN-2")
        self.assertEqual(self.first.serial_number, "SN-2")

    def test_serial_number_once(self):
        """F46: one lock is in one door."""
        self.first.serial_number = "SN-9"
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.next_one.serial_number = "SN-9"
            self.env.flush_all()

    def test_inspection(self):
        """F46: a task when an inspection is near, once; done when it was entered."""
        lockers = self.env["community.locker"]
        today = fields.Date.today()
        self.first.next_inspection_on = today + timedelta(days=8)
        lockers._cron_tell_inspections()
        self.assertFalse(self.first.activity_ids)
        self.first.next_inspection_on = today + timedelta(days=7)
        lockers._cron_tell_inspections()
        lockers._cron_tell_inspections()
        self.assertEqual(len(self.first.activity_ids), 1)
        self.assertEqual(self.first.activity_ids.user_id, self.chief)
        self.first.inspection_months = 12
        self._serve("inspection")
        self.assertFalse(self.first.activity_ids)
        self.assertGreater(self.first.next_inspection_on, today)

    def test_warranty(self):
        """F46: in warranty up to and with its last day."""
        today = fields.Date.today()
        self.first.warranty_until = today
        self.assertTrue(self.first.in_warranty)
        self.first.warranty_until = today - timedelta(days=1)
        self.assertFalse(self.first.in_warranty)

    def test_rights(self):
        """F46: the desk enters a service, the manager corrects it, a guard does not."""
        service = self._serve("inspection")
        with self.assertRaises(AccessError):
            self._serve("inspection", self.guard)
        with self.assertRaises(AccessError):
            service.with_user(self.desk).write({"cost": 1})
        service.with_user(self.chief).write({"cost": 1})
        with self.assertRaises(AccessError):
            service.with_user(self.other_desk).read(["note"])
        with self.assertRaises(AccessError):
            self.first.with_user(self.desk).write({"serial_number": "X"})
        self.first.with_user(self.chief).write({"serial_number": "X"})
