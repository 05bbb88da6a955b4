from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestPriceCampaign(CommunityChangeCommon):
    """A price revision: looked through, announced, written, taken back."""

    def _campaign(self, user=None, **values):
        return (
            self.env["community.price.campaign"]
            .with_user(user or self.treasurer)
            .create(
                {
                    "name": "Prices of May",
                    "company_id": self.company.id,
                    "plan_ids": [(6, 0, self.plan.ids)],
                    "date": date(2026, 5, 1),
                    "value": 10,
                    **values,
                }
            )
        )

    def _apply(self, campaign):
        campaign.action_preview()
        campaign.action_announce()
        campaign.action_apply()

    @freeze_time("2026-03-10")
    def test_old_and_new_price_of_each_contract(self):
        """Ten percent more from the first period on or after the day."""
        contract = self._billed_contract()
        self._billed_contract(plan=self.big)
        campaign = self._campaign()
        campaign.action_preview()
        line = campaign.line_ids
        self.assertEqual(line.contract_id, contract)
        self.assertEqual(
            (line.old_price, line.new_price, line.difference, line.date),
            (50, 55, 5, date(2026, 5, 1)),
        )
        self.assertEqual((campaign.contract_count, campaign.difference), (1, 5))

    @freeze_time("2026-03-10")
    def test_it_takes_effect_and_members_know_before(self):
        """Lines end and begin; each payer is told once; the ledger names the reason."""
        contract = self._billed_contract()
        contract.payer_id.email = "ayse@example.com"
        campaign = self._campaign()
        with self.assertRaises(UserError):
            campaign.action_apply()
        self._apply(campaign)
        told = self.env["community.notice.delivery"].search(
            [("partner_id", "=", contract.payer_id.id)]
        )
        self.assertEqual(len(told), 1)
        amounts = [row[3] for row in self._rows(contract)][:3]
        self.assertEqual(amounts, [50, 55, 55])
        self._nightly("2026-05-01")
        self.assertEqual(contract.mrr, 55)
        self.assertEqual(self._kinds(contract)[-1][:2], ("price", "expansion"))
        self.assert_ledger(contract)

    @freeze_time("2026-03-10")
    def test_the_letter_names_old_and_new_price(self):
        contract = self._billed_contract()
        campaign = self._campaign()
        campaign.action_preview()
        template = self.env.ref("community_subscription.mail_template_price_revision")
        template = template.with_context(notice={"campaign": campaign.id})
        body = template._render_field("body_html", contract.ids)[contract.id]
        self.assertIn("50.00", body)
        self.assertIn("55.00", body)
        sms = self.env.ref("community_subscription.sms_template_price_revision")
        sms = sms.with_context(notice={"campaign": campaign.id})
        self.assertIn(
            "05/01/2026", sms._render_field("body", contract.ids)[contract.id]
        )

    @freeze_time("2026-03-10")
    def test_twice_changes_nothing(self):
        contract = self._billed_contract()
        campaign = self._campaign()
        self._apply(campaign)
        rows, lines = self._rows(contract), contract.line_ids
        campaign.action_apply()
        campaign._apply_lines()
        self.env["community.price.campaign"]._cron_apply_prices()
        self.assertEqual((self._rows(contract), contract.line_ids), (rows, lines))

    @freeze_time("2026-03-10")
    def test_who_changed_meanwhile_is_left_out_and_named(self):
        """Another plan, an end before the day, a price agreed meanwhile."""
        kept, moved, ended = (self._billed_contract() for _number in range(3))
        campaign = self._campaign()
        campaign.action_preview()
        campaign.action_announce()
        moved._change_plan(self.big)
        ended._close(date(2026, 4, 30))
        campaign.action_apply()
        states = {row.contract_id: (row.state, row.why) for row in campaign.line_ids}
        self.assertEqual(states[kept][0], "done")
        self.assertEqual(states[moved][0], "left_out")
        self.assertTrue(states[moved][1])
        self.assertEqual(states[ended], ("left_out", "The contract ends before."))
        self.assertEqual(campaign.left_out_count, 2)

    @freeze_time("2026-03-10")
    def test_own_prices_stay(self):
        """What was agreed with one member alone is left out, if wished."""
        contract = self._billed_contract()
        contract.line_ids.write({"price_mode": "fixed", "price_unit": 40})
        campaign = self._campaign()
        campaign.action_preview()
        self.assertFalse(campaign.line_ids)
        campaign.keep_own_prices = False
        campaign.action_preview()
        self.assertEqual(campaign.line_ids.new_price, 44)

    @freeze_time("2026-03-10")
    def test_cancelled_before_it_takes_effect(self):
        contract = self._billed_contract()
        contract._lay_out()
        rows, lines = self._rows(contract), contract.line_ids
        campaign = self._campaign()
        self._apply(campaign)
        campaign.action_cancel()
        self.assertEqual((self._rows(contract), contract.line_ids), (rows, lines))
        self._nightly("2026-05-01")
        self.assertEqual(contract.mrr, 50)

    @freeze_time("2026-03-10")
    def test_not_cancelled_once_it_took_effect(self):
        self._billed_contract()
        campaign = self._campaign()
        self._apply(campaign)
        self._nightly("2026-05-01")
        with self.assertRaises(UserError):
            campaign.action_cancel()

    @freeze_time("2026-04-10")
    def test_members_are_told_in_time(self):
        self._billed_contract()
        campaign = self._campaign(notice_days=30)
        campaign.action_preview()
        with self.assertRaisesRegex(UserError, "30 days"):
            campaign.action_announce()
        campaign.notice_days = 21
        campaign.action_announce()

    @freeze_time("2026-03-10")
    def test_who_may_revise_prices(self):
        """Treasurers; officers and readers look."""
        campaign = self._campaign()
        for user in (self.sub_officer, self.sub_reader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                campaign.with_user(user).action_preview()
            with self.assertRaises(AccessError):
                self._campaign(user)

    @freeze_time("2026-03-10")
    def test_queries_do_not_grow_with_the_contracts(self):
        """W3: reading 20 contracts takes about as many queries as reading 5."""
        counts = []
        for number in (5, 20):
            plan = self._new_plan(f"Plan {number}")
            for _number in range(number):
                self._new_contract(plan)
            campaign = self._campaign(plan_ids=[(6, 0, plan.ids)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_preview()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 15, counts)
