from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_debt import CommunityDebtCase


@tagged("post_install", "-at_install", "community")
class TestDunningNight(CommunityDebtCase):
    def _run_night(self, days):
        cron = self.env.ref("community_subscription.ir_cron_dunning")
        with self.on(days), self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def test_night(self):
        """The job reminds, settles and judges; twice a night changes nothing."""
        self._new_invoice(100.0)
        others = [self._new_member(f"Member {number}") for number in range(3)]
        for other in others:
            self._new_invoice(20.0, partner=other)
        self._run_night(7)
        self._run_night(7)
        made = self.dunnings.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(made), 4)
        self.assertEqual(set(made.mapped("date")), {self._day(7)})

    def test_who_is_alone_and_fails(self):
        """A payer who cannot be reminded does not stop the job, though the only one."""
        self._new_invoice(100.0)

        def fail(*_arguments):
            raise ValueError("broken")

        with (
            patch.object(type(self.dunnings), "_prepare_dunning", fail),
            mute_logger(
                "odoo.addons.community_subscription.models.community_dunning_run"
            ),
        ):
            self._run_night(7)
        self.assertEqual(len(self.payer.activity_ids), 1)
        self._run_night(8)
        self.assertTrue(self.payer.community_dunning_ids)

    def test_candidates(self):
        """The job walks through the payers in order and goes on where it stopped."""
        self._new_invoice(100.0)
        other = self._new_member("Later")
        self._new_invoice(20.0, partner=other)
        with self.on(7):
            first = self.dunnings._get_candidates(self.company, 0, limit=1)
            self.assertEqual(first, self.payer)
            self.assertEqual(
                self.dunnings._get_candidates(self.company, first.id, limit=1), other
            )
            self.assertFalse(self.dunnings._get_candidates(self.company, other.id))

    def test_notice(self):
        """The notice of the level goes out, once; without one the letter waits."""
        level = self.policy._get_levels()[0]
        level.notice_id = self.env.ref("community_subscription.notice_dunning_1")
        self._new_invoice(100.0)
        reminder = self._dun(7)
        self.assertEqual(reminder.state, "sent")
        deliveries = self.env["community.notice.delivery"].search(
            [("res_model", "=", reminder._name), ("res_id", "=", reminder.id)]
        )
        self.assertEqual(deliveries.partner_id, self.payer)
        reminder._tell()
        self.assertEqual(
            deliveries,
            deliveries.search(
                [("res_model", "=", reminder._name), ("res_id", "=", reminder.id)]
            ),
        )

    def test_hold(self):
        """The last level holds the payer's contracts where the plan says so; paying
        ends the hold by itself."""
        contract = self._new_contract(partner=self.payer)
        spared = self._new_contract(
            partner=self.payer,
            plan=self._new_plan("Spared", hold_for_debt=False),
        )
        invoice = self._new_invoice(100.0)
        self._climb(7, 21)
        self.assertFalse(contract.hold_ids)
        self._dun(35)
        hold = contract.hold_ids
        self.assertEqual((hold.kind, hold.date_from), ("debt", self._day(35)))
        self.assertFalse(hold.date_to)
        self.assertFalse(spared.hold_ids)
        with self.on(40):
            fees = self.payer.community_dunning_ids.move_ids
            self._pay(invoice | fees, 40)
        self.assertEqual(hold.date_to, self._day(39))

    def test_queries(self):
        """Who is not due costs the same for 10 and for 100 payers."""
        payers = [self._new_member(f"Payer {number}") for number in range(100)]
        for payer in payers:
            self._new_invoice(10.0, partner=payer)
        payers = self.env["res.partner"].union(*payers)
        with self.on(3):
            counts = [self._count(payers[:10]), self._count(payers)]
        self.assertLessEqual(counts[1], counts[0] + 2)

    def _count(self, payers):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.dunnings._dun(payers, self.company)
        return self.env.cr.sql_log_count - before
