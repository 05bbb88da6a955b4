from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestGateRights(StewardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls._new_event("Pool Party", company_id=cls.other_company.id)
        cls.foreign_gate = cls._new_gate("Pool", cls.foreign)

    def test_gate_stays_with_its_event(self):
        """G36: no organiser carries the own gate to an event of another company."""
        gate = self.foreign_gate.with_user(self.other_organizer)
        with self.assertRaises(UserError):
            gate.event_id = self.event.id
        gate.write({"event_id": self.foreign.id, "name": "Pool Side"})
        self.assertEqual(gate.name, "Pool Side")

    def test_phone_stays_with_its_event(self):
        """G36: nor the own phone to one of its gates; among the own ones it may go."""
        phone = self._new_phone(self.foreign_gate).with_user(self.other_organizer)
        with self.assertRaises(UserError):
            phone.gate_id = self.gate.id
        other = self._new_gate("Bar", self.foreign)
        phone.gate_id = other.id
        self.assertEqual(phone.event_id, self.foreign)

    def test_what_only_the_suite_writes(self):
        """G36: whose phone it is and until when it works is not typed in."""
        phones = self.env["community.checkin.device"].with_user(self.organizer)
        admin = self.env.ref("base.user_admin")
        values = {"name": "Mine", "gate_id": self.gate.id}
        phone = phones.create({**values, "role": "supervisor"})
        for field, value in (
            ("user_id", admin.id),
            ("expires_at", "2100-01-01 00:00:00"),
            ("link_until", "2100-01-01 00:00:00"),
            ("active", False),
        ):
            with self.subTest(field), self.assertRaises(AccessError):
                phone.write({field: value})
            with self.assertRaises(AccessError):
                phones.create({**values, field: value})
        window = phone.action_show_link()
        shown = self.env["community.checkin.enrol"].with_user(self.organizer)
        shown = shown.with_context(**window["context"]).create({})
        self.assertEqual(shown.device_id, phone)
        phone.action_take_back()
        self.assertFalse(phone.active)
