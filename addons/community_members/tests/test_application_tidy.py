from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_application import ApplicationCommon

START = "2026-03-02 10:00:00"


@tagged("post_install", "-at_install", "community")
class TestApplicationTidy(ApplicationCommon):
    def _tidy(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "community_members.ir_cron_application_tidy"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_unconfirmed_expires_and_goes(self):
        """G21: nobody confirmed: expired after a week, gone after another month."""
        self.company.write(
            {"application_confirm_days": 7, "application_delete_days": 30}
        )
        with freeze_time(START):
            sent = self.applications._submit(self._values(), "k" * 32)
        self._tidy("2026-03-09 09:59:59")
        self.assertEqual(sent.state, "unconfirmed")
        for _time in range(2):
            self._tidy("2026-03-09 10:00:00")
            self.assertEqual(sent.state, "expired")
        self._tidy("2026-04-08 09:59:59")
        self.assertTrue(sent.exists())
        self._tidy("2026-04-08 10:00:00")
        self.assertFalse(sent.exists())

    def test_rejected_are_forgotten(self):
        """G26: after the months of the setting nothing points to the person."""
        self.company.application_keep_months = 6
        with freeze_time(START):
            application = self._apply(message="Private", city="İzmir")
            other = self._apply(name="Ece Ak", email="e@example.com", phone=False)
            application.message_post(body="He said this")
            self.env.flush_all()
            application.with_user(self.admission).action_reject(
                self.reason.id, note="x"
            )
            other.with_user(self.admission).action_accept()
        self.env.cr.execute("UPDATE community_application SET write_date = %s", [START])
        self._tidy("2026-09-02 09:59:59")
        self.assertFalse(application.is_erased)
        self._tidy("2026-09-02 10:00:01")
        self.assertTrue(application.is_erased)
        self.assertEqual(application.state, "rejected")
        self.assertEqual(application.reason_id, self.reason)
        self.assertFalse(application.email or application.message or application.phone)
        self.assertFalse(application.email_normalized or application.code_key)
        self.assertFalse(application.message_ids)
        self.assertEqual(other.name, "Ece Ak")

    def test_never_forget(self):
        """G26: 0 months keeps everything."""
        self.company.application_keep_months = 0
        with freeze_time(START):
            application = self._apply()
            application.with_user(self.admission).action_reject(self.reason.id)
        self._tidy("2046-09-02 10:00:01")
        self.assertFalse(application.is_erased)

    def test_erase_on_request(self):
        """G26: who asks to be forgotten is forgotten at once; members are not."""
        application = self._apply()
        mine = application.with_user(self.admission)
        with self.assertRaises(UserError):
            mine.action_erase()
        mine.action_reject(self.reason.id)
        with self.assertRaises(AccessError):
            application.with_user(self.officer).action_erase()
        mine.action_erase()
        self.assertEqual(application.name, "Erased")
        with self.assertRaises(UserError):
            mine.action_reopen()

    def test_decided_are_kept(self):
        """G26: a decision is not deleted while it names somebody."""
        application = self._apply()
        application.with_user(self.admission).action_reject(self.reason.id)
        with self.assertRaises(UserError):
            application.with_user(self.manager).unlink()

    def test_agreed_rules_never_change(self):
        """G21: what somebody has agreed to stays as it was read."""
        self._apply(name="X Y").sudo().terms_id = self.terms
        self.env.flush_all()
        with self.assertRaises(UserError):
            self.terms.with_user(self.manager).text = "<p>Other rules</p>"

    def test_funnel(self):
        """G22: each step counts those who reached it, and days are counted."""
        with freeze_time(START):
            self.applications._submit(self._values(), "k" * 32)
            accepted = self._apply(name="Ece Ak", email="e@example.com", phone=False)
            rejected = self._apply(name="Su Er", email="s@example.com", phone=False)
        with freeze_time("2026-03-05 22:00:00"):
            accepted.with_user(self.admission).action_accept()
            rejected.with_user(self.admission).action_reject(self.reason.id)
        self.env.flush_all()
        funnel = self.env["community.application.funnel"].with_user(self.admission)
        steps = dict(
            funnel._read_group(
                [("category_id", "=", self.category.id)], ["step"], ["__count"]
            )
        )
        self.assertEqual([steps[step] for step in sorted(steps)][:4], [3, 2, 2, 1])
        self.assertEqual(accepted.decision_days, 3.5)
        with self.assertRaises(AccessError):
            funnel.with_user(self.officer).search([])
