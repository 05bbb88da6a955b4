from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import CommunityApprovalCommon


@tagged("post_install", "-at_install", "community")
class TestSteps(CommunityApprovalCommon):
    def _ask(self, value="GOLD"):
        self._as(self.maker).ref = value
        return self._pending()

    def test_rights_on_the_user_form(self):
        """G52, G53: a step is given to a manager or to anybody on the user's form."""
        area = self._new_area()
        plain = self._new_user("plain")
        plain.approval_step_ids = area.step_ids
        change = self._ask()
        self.assertIn(plain, change.approver_ids)
        plain.approval_step_ids = False
        self.assertNotIn(plain, change.approver_ids)
        with self.assertRaises(AccessError):
            change.with_user(plain).action_approve()

    def test_manager_of_the_maker(self):
        """G53: whoever is the maker's manager."""
        self._new_area(steps=[{"maker_manager": True}])
        self.maker.approval_manager_id = self.second
        self.assertEqual(self._ask().approver_ids, self.second)

    def test_person_on_the_record(self):
        """G53: the representative of the member."""
        self._new_area(steps=[{"approver_path": "user_id"}])
        self.partner.user_id = self.second
        self.assertEqual(self._ask().approver_ids, self.second)
        with self.assertRaises(ValidationError):
            self._new_area(["city"], steps=[{"approver_path": "country_id.name"}])

    def test_a_group(self):
        """G53: everybody with a role, except the maker."""
        group = self.env["res.groups"].create({"name": "Board"})
        (self.second | self.maker).group_ids += group
        self._new_area(steps=[{"group_ids": [(4, group.id)]}])
        self.assertEqual(self._ask().approver_ids, self.second)

    def test_nobody_left_goes_to_the_managers(self):
        """G54: a request does not wait for ever for people who left."""
        self._new_area()
        self.approver.active = False
        self.assertIn(self.manager, self._ask().approver_ids)

    def test_amount_decides_the_steps(self):
        """G54: the second step only from its amount on; below the first, none."""
        amount = self.env["ir.model.fields"]._get("res.partner", "color").id
        self._new_area(
            ["color"],
            [
                {"user_ids": [(4, self.approver.id)], "amount_from": 100},
                {"user_ids": [(4, self.second.id)], "amount_from": 1000},
            ],
            amount_field_id=amount,
        )
        self._as(self.maker).color = 99
        self.assertEqual(self.partner.color, 99)
        self._as(self.maker).color = 100
        change = self._pending()
        change.with_user(self.approver).action_approve()
        self.assertEqual((change.state, self.partner.color), ("approved", 100))
        self._as(self.maker).color = 1000
        change = self._pending()
        change.with_user(self.approver).action_approve()
        self.assertEqual(change.approver_ids, self.second)
        change.with_user(self.second).action_approve()
        self.assertEqual(self.partner.color, 1000)

    def test_a_missed_deadline_asks_others_too(self):
        """G54: the clock starts again, and it is in the log."""
        self._new_area(
            steps=[
                {
                    "user_ids": [(4, self.approver.id)],
                    "deadline_hours": 24,
                    "escalation_user_ids": [(4, self.second.id)],
                }
            ]
        )
        change = self._ask()
        self.requests._cron_escalate()
        self.assertEqual(change.approver_ids, self.approver)
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.requests._cron_escalate()
        self.assertEqual(change.approver_ids, self.approver | self.second)
        self.assertIn("escalate", change.log_ids.mapped("kind"))
        change.with_user(self.second).action_approve()
        self.assertEqual(self.partner.ref, "GOLD")

    def test_stand_ins_have_dates_and_no_circles(self):
        """G53: the last day counts; two people cannot stand in for each other."""
        delegation = self.env["community.approval.delegation"]
        today = fields.Date.today()
        mine = delegation.with_user(self.approver).create(
            {"delegate_id": self.second.id, "date_from": today, "date_to": today}
        )
        with self.assertRaises(ValidationError):
            delegation.with_user(self.second).create(
                {"delegate_id": self.approver.id, "date_from": today, "date_to": today}
            )
        with self.assertRaises(AccessError):
            delegation.with_user(self.second).create(
                {
                    "user_id": self.maker.id,
                    "delegate_id": self.second.id,
                    "date_to": today,
                }
            )
        self._new_area()
        change = self._ask()
        self.assertIn(self.second, change.approver_ids)
        mine.write(
            {"date_from": today - timedelta(days=2), "date_to": today - timedelta(1)}
        )
        self.assertNotIn(self.second, change.approver_ids)

    def test_other_companies_see_nothing(self):
        """G54: requests belong to a company."""
        company = self.env["res.company"].create({"name": "Batumi Pool"})
        self._new_area()
        change = self._ask()
        stranger = self._new_user(
            "stranger",
            "community_approval.group_approval_auditor",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        found = self.requests.with_user(stranger).search([("id", "=", change.id)])
        self.assertFalse(found)
        with self.assertRaises(AccessError):
            change.with_user(stranger).read(["summary"])

    def test_mails_come_together(self):
        """G54, G56: one mail for all that waits for a person, with links of his own."""
        self.approver.email = "approver@example.com"
        self._new_area(["ref", "city"])
        self._ask()
        self._as(self.maker).city = "Batumi"
        self._run_cron()
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.approver.partner_id.ids)]
        )
        self.assertEqual(len(mails), 1)
        self.assertEqual(mails.body_html.count("/approvals/decide/"), 2)
        self._run_cron()
        self.assertEqual(
            self.env["mail.mail"].search_count(
                [("recipient_ids", "in", self.approver.partner_id.ids)]
            ),
            1,
        )

    def _run_cron(self):
        """Tell those who decide; the mails stay in the queue, to be looked at."""
        mail = type(self.env["mail.mail"])
        cron = self.env.ref("community_approval.ir_cron_tell_deciders")
        with (
            patch.object(mail, "send", lambda *args, **kwargs: None),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
