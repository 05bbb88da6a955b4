from freezegun import freeze_time

from odoo.tests import tagged

from .common_points import PointsCase


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestPointsReferral(PointsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.write({"application_open": True, "kind": "any"})

    def _apply(self, **values):
        application = self.env["community.application"].create(
            {
                "name": "Deniz Arslan",
                "email": "deniz@example.com",
                "category_id": self.category.id,
                "company_id": self.company.id,
                "referee_id": self.ayse.id,
                "confirmed_at": "2026-03-10 10:00:00",
                **values,
            }
        )
        application._accept("Welcome", None)
        return application

    def test_referee_earns_once(self):
        """G18, G19: who recommended an accepted applicant earns by the rule, once."""
        self.env["community.points.rule"].create(
            {"name": "Referral", "trigger": "referral", "amount": 50}
        )
        application = self._apply()
        self.assertTrue(application.partner_id.is_member)
        self.assertEqual(self._balance(), 50)
        self._apply(match_choice="known", match_partner_id=application.partner_id.id)
        self.assertEqual(self._balance(), 50)
        self._apply(referee_id=False, email="e@example.com", name="Efe")
        self.assertEqual(self._balance(), 50)

    def test_without_rule(self):
        """G18: without a rule a referral earns nothing, and admission works."""
        self.assertTrue(self._apply().partner_id.is_member)
        self.assertEqual(self._balance(), 0)
