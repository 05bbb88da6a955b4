from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CommunitySubscriptionCommon


@tagged("post_install", "-at_install", "community")
class TestPlanSettled(CommunitySubscriptionCommon):
    """What contracts were laid out by stays as it is while they run."""

    def test_periods_stay_while_contracts_run(self):
        """W6: other periods under running contracts would bill days twice or never."""
        plan = self.plan.with_user(self.treasurer)
        plan.write({"interval_unit": "year"})
        plan.write({"interval_unit": "month"})
        contract = self._new_contract(start=date(2026, 1, 31), confirm=False)
        plan.write({"instalments": 2})
        plan.write({"instalments": 1})
        contract._confirm()
        for values in (
            {"interval_unit": "year"},
            {"interval_number": 3},
            {"anchor": "calendar"},
            {"instalments": 2},
        ):
            with self.assertRaisesRegex(UserError, "its periods stay"):
                plan.write(values)
        plan.write({"interval_unit": "month", "interval_number": 1, "grace_days": 9})
        self.assertEqual(plan.grace_days, 9)

    def test_periods_stay_for_those_who_come_back(self):
        """W6: years in place of billed months would credit them, once reopened."""
        with freeze_time("2026-03-10"):
            contract = self._new_contract(start=date(2026, 1, 1))
            contract._bill()
            contract._close(date(2026, 3, 31))
        with freeze_time("2026-05-10"):
            contract._refresh_state()
            self.assertEqual(contract.state, "ended")
            with self.assertRaisesRegex(UserError, "taken up again"):
                self.plan.with_user(self.treasurer).interval_unit = "year"
            contract._reopen()
        again = contract.period_ids.filtered(lambda row: row.kind == "adjust")
        self.assertFalse(sum(again.mapped("amount_total")))

    def test_a_plan_keeps_the_company_of_its_contracts(self):
        """Billing in one company by a plan of another would mix their prices."""
        other = self.env["res.company"].create({"name": "Other Club"})
        self.plan.company_id = False
        self.plan.company_id = other
        self.plan.company_id = False
        self._new_contract(start=date(2026, 1, 31))
        self.plan.company_id = self.company
        with self.assertRaisesRegex(ValidationError, "another company"):
            self.plan.company_id = other
