from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from .common import CommunityHelpdeskCommon

MORNING = datetime(2026, 3, 10, 9)


@tagged("community", "post_install", "-at_install")
class ServiceCommon(CommunityHelpdeskCommon):
    """A service, a user status, an officer in Istanbul, and time that passes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.service_officer | cls.agent).tz = "Europe/Istanbul"
        cls.repair = cls.env["community.service.status"].create({"name": "Gate Repair"})
        cls.calm = cls.env["community.service.user.status"].create({"name": "Calm"})
        cls.help_product = cls._new_product("Hour of Help", 40.0)

    @classmethod
    def _records(cls, user=None):
        records = cls.env["community.service.record"]
        return records.with_user(user or cls.service_officer)

    def _start(self, partner=None, user=None, when=MORNING, **values):
        """A record whose clock starts at a moment."""
        with freeze_time(when):
            vals = {"partner_id": (partner or self.ali).id, **values}
            return self._records(user).create(vals)

    def _serve(self, hours=1.0, **values):
        """A saved record of so many hours, from nine o'clock."""
        when = values.get("when", MORNING)
        values.setdefault("status_id", self.repair.id)
        record = self._start(**values)
        with freeze_time(datetime.fromtimestamp(when.timestamp() + hours * 3600)):
            record.action_save()
        return record

    @classmethod
    def _new_hours_contract(cls, hours=3.0, partner=None, **values):
        """A contract of the firm with hours of help, billed by the hour beyond."""
        plan = cls._new_plan("Help", billing_mode="arrears", **values)
        cls.env["community.plan.allowance"].create(
            {
                "plan_id": plan.id,
                "kind": "service_hours",
                "quantity": hours,
                "extra_product_id": cls.help_product.id,
            }
        )
        with freeze_time("2026-03-01"):
            return cls._new_contract(plan, partner or cls.abc, "2026-03-01")
