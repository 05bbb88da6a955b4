from odoo.tests import tagged

from odoo.addons.community_members.tests.common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class LockerCommon(CommunityMembersCommon):
    """A guard, a desk, two managers, two members with bands, a bank of five lockers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guard = cls._new_user("guard", "community_access.group_access_guard")
        cls.desk = cls._new_user("desk", "community_access.group_access_desk")
        cls.chief, cls.second = (
            cls._new_user(login, "community_access.group_access_manager")
            for login in ("chief", "second")
        )
        cls.other_desk = cls._new_user(
            "other_desk", "community_access.group_access_desk", cls.other_company
        )
        cls.ayse = cls._new_member(gender="female")
        cls.deniz = cls._new_member("Deniz Arslan", gender="male")
        cls.ayse_band = cls._new_band("04A1B2C3D4E580", cls.ayse)
        cls.deniz_band = cls._new_band("04A1B2C3D4E581", cls.deniz)
        cls.bank = cls._new_bank("Pool", prefix="P")
        cls.first, cls.next_one = cls.bank.locker_ids[:2]
        cls.Use = cls.env["community.locker.use"]

    @classmethod
    def _new_band(cls, uid, partner, **values):
        return cls.env["community.access.credential"].create(
            {
                "uid": uid,
                "state": "issued",
                "partner_id": partner.id,
                "company_id": cls.company.id,
                **values,
            }
        )

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
