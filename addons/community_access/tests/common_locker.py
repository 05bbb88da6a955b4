from odoo.tests import tagged

from .common_access import CommunityAccessCommon


@tagged("post_install", "-at_install", "community")
class LockerCommon(CommunityAccessCommon):
    """Two members with bands, a second manager, a bank of five lockers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "community_access.group_access_"
        cls.chief = cls.access_manager
        cls.second = cls._new_user("second", f"{group}manager")
        cls.other_desk = cls._new_user("other_desk", f"{group}desk", cls.other_company)
        cls.ayse = cls._new_member(gender="female")
        cls.deniz = cls._new_member("Deniz Arslan", gender="male")
        cls.ayse_band = cls._new_band(cls.ayse)
        cls.deniz_band = cls._new_band(cls.deniz)
        cls.bank = cls._new_bank("Pool", prefix="P")
        cls.first, cls.next_one = cls.bank.locker_ids[:2]
        cls.Use = cls.env["community.locker.use"]

    @classmethod
    def _new_bank(cls, name, doors=5, **values):
        bank = cls.env["community.locker.bank"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "user_id": cls.chief.id,
                **values,
            }
        )
        window = cls.env["community.locker.number"].create(
            {"bank_id": bank.id, "first": 1, "last": doors}
        )
        window.action_create()
        return bank

    def _get_codes(self, answer):
        return [reason["code"] for reason in answer["reasons"]]

    def _open_uses(self):
        return self.Use.search(
            [("released_at", "=", False), ("company_id", "=", self.company.id)]
        )

    def _run_overdue(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("community_access.ir_cron_locker_overdue")
            cron.method_direct_trigger()
        self.env.invalidate_all()
