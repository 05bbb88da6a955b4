from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CommunityNotifyCommon

# A date every contact has, so that the test needs no other add-on.
FIELD = "base.field_res_partner__write_date"


@tagged("post_install", "-at_install", "community")
class TestNoticeRule(CommunityNotifyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-01 00:00:00"):
            cls.rule = cls.env["community.notice.rule"].create(
                {
                    "notice_id": cls.notice.id,
                    "date_field_id": cls.env.ref(FIELD).id,
                    "direction": "after",
                    "offset": 2,
                    "company_id": cls.company.id,
                    "domain": "[('ref', '=', 'rule')]",
                }
            )
        cls.partner = cls._new_partner(ref="rule")
        cls._set_date("2026-03-10 12:00:00")

    @classmethod
    def _set_date(cls, value):
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE res_partner SET write_date = %s WHERE id = %s",
            (value, cls.partner.id),
        )
        cls.env.invalidate_all()

    def _apply(self, now):
        """Run the job at this moment; return the messages it added."""
        before = self.deliveries.search([("notice_id", "=", self.notice.id)])
        with freeze_time(now), self.no_commits():
            self.env["community.notice.rule"]._cron_apply()
        return self.deliveries.search([("notice_id", "=", self.notice.id)]) - before

    def test_boundary(self):
        """Two days after noon is noon two days later, to the second, and once."""
        self.assertFalse(self._apply("2026-03-12 11:59:59"))
        self.assertEqual(self._apply("2026-03-12 12:00:00").partner_id, self.partner)
        for now in (
            "2026-03-12 12:00:00",
            "2026-03-12 13:00:00",
            "2026-03-13 00:00:00",
        ):
            self.assertFalse(self._apply(now))

    def test_before(self):
        """A reminder goes out before the date."""
        self.rule.direction = "before"
        self.assertFalse(self._apply("2026-03-08 11:59:00"))
        self.assertTrue(self._apply("2026-03-08 12:00:00"))

    def test_catching_up_after_an_outage(self):
        """What was missed is told for three days and no longer."""
        with self.subTest("in time"), self.env.cr.savepoint() as savepoint:
            self.assertTrue(self._apply("2026-03-15 11:00:00"))
            savepoint.rollback()
        self.assertFalse(self._apply("2026-03-15 14:00:00"))

    def test_repeat_until(self):
        """Told every two days, three times more, until the condition is gone."""
        self.rule.write({"repeat_every": 2, "repeat_times": 3})
        self.assertTrue(self._apply("2026-03-12 13:00:00"))
        self.assertFalse(self._apply("2026-03-14 11:00:00"))
        self.assertTrue(self._apply("2026-03-14 13:00:00"))
        with self.env.cr.savepoint() as savepoint:
            self.assertEqual(len(self._apply("2026-03-18 14:00:00")), 1)
            self.assertFalse(self._apply("2026-03-20 13:00:00"))
            savepoint.rollback()
        self.partner.ref = "paid"
        self._set_date("2026-03-10 12:00:00")
        self.assertFalse(self._apply("2026-03-16 13:00:00"))

    def test_a_moved_date_is_told_again(self):
        """A date that is moved is a new occasion."""
        self.assertTrue(self._apply("2026-03-12 13:00:00"))
        self._set_date("2026-03-11 12:00:00")
        self.assertTrue(self._apply("2026-03-13 13:00:00"))

    def test_switched_on_later(self):
        """A rule does not tell what was due before it was switched on."""
        self.rule.active = False
        self.assertFalse(self._apply("2026-03-12 13:00:00"))
        with freeze_time("2026-03-12 14:00:00"):
            self.rule.active = True
        self.assertFalse(self._apply("2026-03-12 15:00:00"))

    def test_a_rule_that_fails_stops_no_other(self):
        """One broken rule is logged; the next ones run."""
        other = self.rule.copy({"sequence": 20, "valid_from": "2026-03-01 00:00:00"})
        apply = type(self.rule)._apply

        def broken(rule):
            if rule == self.rule:
                raise ZeroDivisionError
            return apply(rule)

        self.patch(type(self.rule), "_apply", broken)
        self.patch(self.env.cr, "rollback", lambda: None)
        with self.assertLogs(
            "odoo.addons.community_notify.models.community_notice_rule_run", "ERROR"
        ):
            self.assertTrue(self._apply("2026-03-12 13:00:00"))
        self.assertTrue(other.last_run_at)

    def test_sentence(self):
        """A rule reads as one would say it."""
        self.rule.write({"repeat_every": 1, "repeat_unit": "weeks", "repeat_times": 2})
        self.assertEqual(
            self.rule.sentence,
            "Welcome: 2 days after “Last Updated on”, then every 1 weeks, 2 times at "
            "most, while the condition holds",
        )

    def test_refuses_what_does_not_fit(self):
        """A date of another model and a condition nobody can read are refused."""
        for values in (
            {"date_field_id": self.env.ref("base.field_res_users__login_date").id},
            {"domain": "[('no_such_field', '=', 1)]"},
            {"domain": "__import__('os')"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.rule.write(values)
