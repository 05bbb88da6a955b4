from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import tagged

from .common import CommunityMembersCommon


@tagged("post_install", "-at_install", "community")
class TestMemberAlerts(CommunityMembersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)

    def _shift(self, **delta):
        return self.today + relativedelta(**delta)

    def _new_running_member(self, name="Ayşe Demir", **values):
        dates = {
            "member_since": self._shift(years=-2),
            "membership_start": self._shift(years=-2),
            "membership_end": self._shift(months=6),
        }
        return self._new_member(name, **(dates | values))

    def _codes(self, member, user=None):
        member.invalidate_recordset()
        alerts = member.with_user(user or self.officer).member_alerts or []
        return [alert["code"] for alert in alerts]

    def test_in_order(self):
        """W32: who is in order and has a card raises no alert."""
        member = self._new_running_member()
        self.assertEqual(self._codes(member), ["no_card"])
        cards = self.env["community.member.card"].with_user(self.officer)
        cards.create({"partner_id": member.id})
        self.assertEqual(self._codes(member), [])

    def test_dates(self):
        """W32: the end of a membership is announced, in grace, and after it."""
        for days, code in ((30, "ends_soon"), (0, "ends_soon"), (-1, "grace")):
            member = self._new_running_member(membership_end=self._shift(days=days))
            with self.subTest(days=days):
                self.assertIn(code, self._codes(member))
        late = self._new_running_member(membership_end=self._shift(days=31))
        self.assertNotIn("ends_soon", self._codes(late))
        gone = self._new_running_member(membership_end=self._shift(days=-31))
        self.assertIn("expired", self._codes(gone))

    def test_hand_suspension_minor_category(self):
        """W32: what a person changed or forgot is said."""
        member = self._new_running_member(member_state_override="suspended")
        self.assertEqual(self._codes(member), ["suspended", "by_hand"])
        child = self._new_running_member(birthdate_date=self._shift(years=-10))
        self.assertIn("guardian", self._codes(child))
        child.guardian_id = member
        self.assertNotIn("guardian", self._codes(child))
        nobody = self._new_member(member_category_id=False)
        self.assertEqual(self._codes(nobody), ["category"])
        dead = self._new_running_member(deceased_on=self.today)
        self.assertEqual(self._codes(dead), [])

    def test_text_is_data(self):
        """Alerts are texts, never markup: names cannot inject anything."""
        member = self._new_member("<img src=x>", member_category_id=False)
        self.assertEqual(
            set(member.member_alerts[0]), {"code", "level", "icon", "text"}
        )

    def test_batch_takes_the_same_queries(self):
        """W32: alerts of one and of fifty members cost the same."""
        members = (
            self.env["res.partner"]
            .concat(
                *[self._new_running_member(f"Üye {number}") for number in range(50)]
            )
            .with_user(self.officer)
        )

        def count(batch):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.mapped("member_alerts")
            return self.env.cr.sql_log_count - before

        count(members)
        self.assertEqual(count(members[:1]), count(members))
