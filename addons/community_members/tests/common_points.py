from odoo import fields

from .common import CommunityMembersCommon


class PointsCase(CommunityMembersCommon):
    """Three ranks, one rule, a member who has been one for years."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.env["community.rank"].search([]).active = False
        cls.env["community.points.rule"].search([]).active = False
        cls.prospect = cls._rank("Prospect", 10, 0)
        cls.rider = cls._rank("Rider", 20, 100)
        cls.captain = cls._rank("Road Captain", 30, 200, window_days=365)
        cls.rule = cls.env["community.points.rule"].create(
            {"name": "Event attended", "trigger": "event_attendance", "amount": 40}
        )
        cls.entries = cls.env["community.points.entry"].with_company(cls.company)
        cls.ayse = cls._ranked_member("Ayşe Demir")

    @classmethod
    def _rank(cls, name, sequence, threshold, **values):
        return cls.env["community.rank"].create(
            {
                "name": name,
                "sequence": sequence,
                "threshold": threshold,
                "grace_days": 14,
                **values,
            }
        )

    @classmethod
    def _ranked_member(cls, name, **values):
        values = {
            "member_since": "2020-01-15",
            "membership_start": "2020-01-15",
            "membership_end": "2030-12-31",
            **values,
        }
        return cls._new_member(name, **values).with_company(cls.company)

    def _earn(self, amount, key, partner=None, **values):
        partner = partner or self.ayse
        return self.entries._post(
            [
                {
                    "partner_id": partner.id,
                    "amount": amount,
                    "origin_key": f"test:{key}",
                    "reason": "Test",
                    **values,
                }
            ]
        )

    def _fact(self, key, partner=None, **values):
        return {
            "partner": partner or self.ayse,
            "key": key,
            "date": fields.Date.today(),
            **values,
        }

    def _balance(self, partner=None):
        partner = (partner or self.ayse).with_company(self.company)
        partner.invalidate_recordset(["points_balance"])
        return partner.points_balance

    def _check_ledger(self):
        found = self.env["community.points.entry"]._find_drift()
        self.assertEqual(found, {"entries": [], "balances": []})
