import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_schedule import TODAY, ScheduleCommon

DAY = timedelta(days=1)


@tagged("post_install", "-at_install", "community")
@freeze_time(TODAY)
class TestScheduleAdjust(ScheduleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dear = cls._new_product("Dues, dear", 80.0)
        cls.month = cls._new_plan("Month", anchor="calendar")

    def _upgrade(self, contract, day, product=None):
        """End the lines of the day and begin one of another product."""
        contract.line_ids.filtered(lambda line: not line.date_end).date_end = day - DAY
        product = product or self.dear
        contract.line_ids = [(0, 0, {"product_id": product.id, "date_start": day})]
        contract._lay_out()

    def _new_billed(self, plan=None, start=date(2026, 3, 1)):
        contract = self._new_contract(plan or self.month, start=start)
        self._bill_plainly(contract)
        return contract

    def test_upgrade_in_a_billed_period(self):
        """W4, W5: what is dearer from today on is billed as the difference, today."""
        contract = self._new_billed()
        self._upgrade(contract, TODAY)
        row = self._get_rows(contract, "adjust")
        # 22 of 31 days: 56.77 of the new one, less 35.48 of the old one
        self.assertEqual(row.amount_untaxed, 21.29)
        self.assertEqual((row.origin, row.bill_date), ("adjust:2026-03-01:1", TODAY))
        self.assertEqual(
            [entry["price_unit"] * entry["quantity"] for entry in row.detail],
            [-35.48, 56.77],
        )
        self._bill_plainly(contract)
        contract._lay_out()
        self.assertEqual(len(self._get_rows(contract, "adjust")), 1)
        self.assertEqual(self._get_rows(contract)[1].amount_untaxed, 80.0)
        self._check()

    def test_back_again(self):
        """W5: a change taken back before it was billed leaves nothing behind."""
        contract = self._new_billed()
        self._upgrade(contract, TODAY)
        new = contract.line_ids.filtered("date_start")
        old = contract.line_ids - new
        new.unlink()
        old.date_end = False
        contract._lay_out()
        self.assertFalse(self._get_rows(contract, "adjust"))
        self._check()

    def test_hold_in_a_billed_period(self):
        """W4, W5: free days that were paid are credited with the next invoice."""
        contract = self._new_billed()
        self._new_hold(contract, TODAY, date(2026, 3, 19))
        row = self._get_rows(contract, "adjust")
        self.assertEqual(
            (row.amount_untaxed, str(row.bill_date)), (-16.13, "2026-04-01")
        )
        with freeze_time("2026-04-01"):
            move = self._bill_plainly(contract)
        self.assertEqual((move.move_type, move.amount_untaxed), ("out_invoice", 33.87))
        self._check()

    def _new_hold(self, contract, date_from, date_to, **values):
        hold = self.env["community.contract.hold"].create(
            {
                "contract_id": contract.id,
                "date_from": date_from,
                "date_to": date_to,
                **values,
            }
        )
        contract._lay_out()
        contract._refresh_state()
        return hold

    def test_hold_modes(self):
        """W4: a hold ahead is free, at a percent, for one fee, or billed as usual."""
        self.month.hold_fee_product_id = self._new_product("Hold", 12.0)
        self.month.hold_fee = 12.0
        for mode, amount, fee in (
            ("free", 33.33, 0.0),
            ("reduced", 41.67, 0.0),
            ("fee", 33.33, 12.0),
            ("full", 50.0, 0.0),
        ):
            contract = self._new_contract(self.month, start=date(2026, 4, 1))
            days = (date(2026, 4, 11), date(2026, 4, 20))
            hold = self._new_hold(contract, *days, fee_mode=mode, percent=50)
            with self.subTest(mode=mode):
                self.assertEqual(self._get_rows(contract)[0].amount_untaxed, amount)
                fees = self._get_rows(contract, "fee")
                self.assertEqual(sum(fees.mapped("amount_untaxed")), fee)
                hold.is_cancelled = True
                contract._lay_out()
                self.assertEqual(self._get_rows(contract)[0].amount_untaxed, 50.0)
                self.assertFalse(self._get_rows(contract, "fee"))

    def test_whole_period_on_hold(self):
        """W5: a period without a day to pay has nothing to pay, and no invoice."""
        contract = self._new_contract(self.month, start=date(2026, 3, 1))
        self._new_hold(contract, date(2026, 3, 1), date(2026, 4, 30))
        rows = self._get_rows(contract)[:3]
        self.assertEqual(rows.mapped("state"), ["free", "free", "planned"])
        self.assertFalse(self._bill_plainly(contract))

    def test_close_with_and_without_refund(self):
        """W4: closed in a paid month, the rest is credited, or it is not."""
        for refund, expected in ((True, -35.48), (False, 0.0)):
            contract = self._new_billed()
            contract.write({"close_date": date(2026, 3, 9), "close_refund": refund})
            contract._lay_out()
            rows = self._get_rows(contract, "adjust")
            self.assertEqual(sum(rows.mapped("amount_untaxed")), expected)
            self.assertEqual(len(self._get_rows(contract)), 1)
        move = self._bill_plainly(self._close_billed())
        self.assertEqual((move.move_type, move.amount_untaxed), ("out_refund", 35.48))
        self._check()

    def _close_billed(self):
        contract = self._new_billed()
        contract.close_date = date(2026, 3, 9)
        contract._lay_out()
        return contract

    def test_other_rhythm(self):
        """W4, W5: from months to years in a paid month: credit for the rest of it."""
        contract = self._new_billed()
        year = self._new_plan("Year", self._new_product("Year", 600.0))
        year.interval_unit = "year"
        self._upgrade(contract, TODAY, year.line_ids.product_id)
        self.env["community.contract.change"].create(
            {
                "contract_id": contract.id,
                "kind": "plan",
                "date": TODAY,
                "old_plan_id": self.month.id,
                "new_plan_id": year.id,
            }
        )
        contract.plan_id = year
        contract._lay_out()
        self.assertEqual(self._get_rows(contract, "adjust").amount_untaxed, -35.48)
        rows = self._get_rows(contract)
        self.assertEqual(str(rows[1].date_from), str(TODAY))
        self.assertEqual(rows[1].amount_untaxed, 600.0)
        self._check()

    def test_cancelled_invoice(self):
        """W6: what an invoice billed that was cancelled is billed again, once."""
        contract = self._new_billed()
        move = contract.period_ids.move_id
        move.button_draft()
        move.button_cancel()
        contract._lay_out()
        self.assertEqual(self._get_rows(contract, "adjust").amount_untaxed, 50.0)
        self._bill_plainly(contract)
        contract._lay_out()
        self.assertEqual(len(self._get_rows(contract, "adjust")), 1)
        self._check()

    def test_any_course_of_changes(self):
        """W4, W5: what was billed after any changes is what the final terms cost."""
        chance = random.Random(7)
        for mode in ("advance", "arrears"):
            for number in range(6):
                with self.subTest(mode=mode, number=number):
                    self._run_course(chance, mode)
        self._check()

    def _run_course(self, chance, mode):
        products = [self.product, self.dear, self._new_product("Odd", 33.37)]
        plan = self._new_plan("Course", anchor="calendar", billing_mode=mode)
        contract = self._new_contract(plan, start=date(2026, 3, 5))
        for offset in sorted(chance.sample(range(1, 80), 6)):
            with freeze_time(TODAY + offset * DAY):
                self._change_by_chance(chance, contract, TODAY + offset * DAY, products)
        with freeze_time("2026-08-01"):
            self._bill_plainly(contract)
            self._bill_plainly(contract)
            fresh = contract.copy({"date_start": contract.date_start})
            fresh.hold_ids = [
                (0, 0, {"date_from": hold.date_from, "date_to": hold.date_to})
                for hold in contract.hold_ids
            ]
            fresh._confirm()
            self._bill_plainly(fresh)
        self.assertEqual(self._get_billed_sum(contract), self._get_billed_sum(fresh))

    def _change_by_chance(self, chance, contract, day, products):
        self._bill_plainly(contract)
        held = any(hold.date_to >= day for hold in contract.hold_ids)
        if chance.random() < 0.6:
            self._upgrade(contract, day, chance.choice(products))
        elif not held:
            self._new_hold(contract, day, day + chance.randint(0, 20) * DAY)
