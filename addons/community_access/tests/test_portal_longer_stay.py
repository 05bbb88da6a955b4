from datetime import timedelta

from odoo.tests import tagged

from .common_access_portal import AccessPortalCase


@tagged("post_install", "-at_install", "community")
class TestPortalLongerStay(AccessPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tariff = cls._new(
            "tariff", name="Every half hour", step_minutes=30, step_price=5.0
        )
        cls.hall.settle_at_exit = True
        cls.rule.write({"minutes": 60, "tariff_id": tariff.id})
        cls.env["community.access.pass"].search([])._refresh()

    def _settle(self, visit):
        return self._post(f"/my/visits/{visit.id}/settle")

    def test_member_pays_the_longer_stay(self):
        """F40: refused at the exit, the phone says how much, paying opens the gate."""
        visit = self._stay(self.band, 0, timedelta(minutes=100))
        self.assert_refused(self._swipe(self.band, "out"), "surplus_due")
        self._sign_in(self.ayse)
        page = self._open("/my/visits").text
        self.assertIn("o_community_settle", page)
        self.assertIn("10.00", page)
        for _twice in range(2):
            answer = self._settle(visit)
            self.assertEqual(answer.status_code, 303)
            self.assertIn("/pay/", answer.headers["Location"])
        surcharge = self.env["community.access.surcharge"].search(
            [("event_in_id", "=", visit.event_in_id.id)]
        )
        self.assertEqual(len(surcharge), 1)
        self.assertEqual(surcharge.move_id.amount_total, 10.0)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=surcharge.move_id.ids
        ).create({})._create_payments()
        self.assert_allowed(self._swipe(self.band, "out"))
        self.assertNotIn("o_community_settle", self._open("/my/visits").text)

    def test_guardian_pays_for_the_ward_and_nobody_else(self):
        visit = self._stay(self.child_band, 0, timedelta(minutes=100))
        self._sign_in(self.deniz)
        self.assertEqual(self._settle(visit).status_code, 404)
        self._sign_in(self.ayse)
        self.assertIn("/pay/", self._settle(visit).headers["Location"])

    def test_nothing_owed_or_over(self):
        visit = self._stay(self.band, 0, timedelta(minutes=10))
        self._sign_in(self.ayse)
        self.assertTrue(self._settle(visit).headers["Location"].endswith("/my/visits"))
        self._pass_gate(self.band, "out")
        self.assertEqual(self._settle(visit).status_code, 404)
        self.assertFalse(
            self.env["community.access.surcharge"].search(
                [("event_in_id", "=", visit.event_in_id.id)]
            )
        )
