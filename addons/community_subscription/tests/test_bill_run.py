from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import CommunitySubscriptionCommon

DAY = date(2026, 3, 10)


@freeze_time(DAY)
class TestBillRun(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good = cls._new_contract()
        for _number in range(3):
            cls.good += cls._new_contract()
        cls.old = cls._new_product("Old tariff", 40.0)
        cls.bad = cls._new_contract(cls._new_plan("Old", cls.old))
        cls.old.active = False
        cls.env.flush_all()

    def _new_run(self, **values):
        runs = self.env["community.bill.run"].with_user(self.treasurer)
        return runs.create({"company_id": self.company.id, "date": DAY, **values})

    def test_result_ties_to_preview(self):
        """W6: shown first, nothing made; then exactly what was shown."""
        run = self._new_run()
        run.action_prepare()
        self.assertEqual(run.state, "preview")
        self.assertEqual((run.bill_count, run.refused_count), (4, 1))
        refused = run.line_ids.filtered(lambda line: line.state == "refused")
        self.assertEqual(refused.contract_id, self.bad)
        self.assertEqual(refused.reason, "The product Old tariff is archived.")
        self.assertFalse(self.good.period_ids.move_id)
        self.assertFalse(self.bad.bill_error)
        due = run.amount_due
        self.assertIn("200.00", due)
        run.action_bill()
        self.assertEqual(run.state, "done")
        self.assertEqual((run.done_count, run.refused_count), (4, 1))
        self.assertEqual(run.amount_done, due)
        self.assertEqual(len(self.good.period_ids.move_id), 4)
        self.assertTrue(self.bad.bill_error)

    def test_credit_notes_are_counted_apart(self):
        """W6: what becomes a credit note is no invoice; all sums tie, and so does
        what the overview announces."""
        start = date(2026, 3, 1)
        paid = self._new_contract(start=start)
        paid._bill(DAY)
        paid._close(date(2026, 3, 15))
        late = self._new_contract(start=date(2026, 2, 10))
        self.bad._bill(DAY)
        self.env.flush_all()
        overview = self.env["community.subscription.overview"]
        overview = overview.with_user(self.treasurer).with_company(self.company)
        rows = {row["name"]: row for row in overview.get_overview()["attention"]}
        run = self._new_run()
        run.action_prepare()
        self.assertEqual(len(run.line_ids.filtered(lambda x: x.contract_id == late)), 2)
        self.assertEqual((run.bill_count, run.credit_count), (6, 1))
        self.assertEqual(rows["to_bill"]["count"], run.bill_count)
        self.assertEqual(rows["to_bill"]["credit_count"], run.credit_count)
        due = (run.bill_count, run.credit_count, run.amount_due, run.amount_credit)
        self.assertIn("300.00", run.amount_due)
        self.assertIn("-25.81", run.amount_credit)
        self.assertIn("274.19", run.amount_together)
        run.action_bill()
        made = (run.done_count, run.credit_done_count)
        self.assertEqual((*made, run.amount_done, run.amount_credited), due)
        kinds = run.line_ids.move_id.mapped("move_type")
        self.assertEqual(kinds.count("out_refund"), run.credit_done_count)

    def test_one_rule_for_the_number_of_invoices(self):
        """W6: billing and overview count alike, a contract at a time or in one."""
        late = self._new_contract(start=date(2026, 1, 10))
        periods = self.env["community.contract.period"]
        domain = [("contract_id", "=", late.id), ("bill_date", "<=", DAY)]
        for way, number in (("separate", 3), ("together", 1)):
            self.company.community_bill_catch_up = way
            bills = late._group_bills(DAY)
            counted = periods._count_bills(self.company, domain)
            currency = self.company.currency_id
            self.assertEqual(counted, [(currency, False, number, 150.0)])
            self.assertEqual(len(bills), number)

    def test_rows_open_what_they_bill(self):
        """W6: a row opens its contract, and what it became."""
        run = self._new_run()
        run.action_prepare()
        run.action_bill()
        line = run.line_ids.filtered("move_id")[0]
        opened = line.action_open_contract()
        self.assertEqual(opened["res_id"], line.contract_id.id)
        self.assertEqual(line.action_open_move()["res_id"], line.move_id.id)

    def test_second_run_finds_nothing(self):
        """W6: what was billed is not shown again."""
        for expected in (4, 0):
            run = self._new_run()
            run.action_prepare()
            self.assertEqual(run.bill_count, expected)
            run.action_bill()
            self.assertEqual(run.done_count, expected)

    def test_mended_between_preview_and_billing(self):
        """W6: what was mended after the preview is billed, too."""
        run = self._new_run()
        run.action_prepare()
        self.old.active = True
        run.action_bill()
        self.assertEqual((run.done_count, run.refused_count), (5, 0))

    def test_billed_elsewhere_meanwhile(self):
        """W6: what somebody else billed after the preview says so."""
        run = self._new_run()
        run.action_prepare()
        self.good[0]._bill(DAY)
        run.action_bill()
        self.assertEqual(run.done_count, 3)
        elsewhere = run.line_ids.filtered(lambda line: line.state == "elsewhere")
        self.assertEqual(elsewhere.contract_id, self.good[0])

    def test_only_some_plans(self):
        """W6: a run may be limited to plans."""
        run = self._new_run(plan_ids=[(6, 0, self.bad.plan_id.ids)])
        run.action_prepare()
        self.assertEqual(run.line_ids.contract_id, self.bad)

    def test_in_the_background_after_a_stop(self):
        """W6: large runs are left to a job, which goes on where it was stopped."""
        self.patch(self._module("community_bill_run"), "AT_ONCE", 2)
        self.patch(self._module("community_bill_run_work"), "BILL_CHUNK", 2)
        run = self._new_run()
        run.action_prepare()
        self.assertEqual(run.state, "preparing")
        run._work()
        run._work()
        self.assertEqual(run.state, "preview")
        run.action_bill()
        run._work()
        self.assertEqual((run.state, run.done_count), ("running", 2))
        with self.enter_registry_test_mode():
            self.env.ref(
                "community_subscription.ir_cron_bill_work"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((run.state, run.done_count), ("done", 4))
        self.assertEqual(len(self.good.period_ids.move_id), 4)

    def _module(self, name):
        from .. import models

        return getattr(models, name)

    def test_by_itself_at_night(self):
        """W6: billed every night; a night without news leaves no row."""
        runs = self.env["community.bill.run"]
        with self.enter_registry_test_mode():
            for _night in range(2):
                for name in ("ir_cron_bill", "ir_cron_bill_work"):
                    self.env.ref(
                        f"community_subscription.{name}"
                    ).method_direct_trigger()
        self.env.invalidate_all()
        run = runs.search([("company_id", "=", self.company.id)])
        self.assertEqual((len(run), run.done_count, run.refused_count), (1, 4, 1))

    def test_roles(self):
        """W6: officers see billings, treasurers start them."""
        run = self._new_run()
        officers = run.with_user(self.sub_officer)
        self.assertEqual(officers.state, "new")
        for method in (officers.action_prepare, officers.action_bill):
            with self.assertRaises(AccessError):
                method()
        with self.assertRaises(UserError):
            run.action_bill()
        run.action_prepare()
        run.action_bill()
        with self.assertRaises(UserError):
            run.unlink()

    def test_form(self):
        """W6: a new billing is for today and for all plans."""
        runs = self.env["community.bill.run"].with_user(self.treasurer)
        with Form(runs) as form:
            self.assertEqual(form.date, DAY)
            self.assertEqual(form.state, "new")
