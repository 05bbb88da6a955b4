from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestTermEnd(CommunityChangeCommon):
    """The end of the term follows the plan, and comes back when a change is undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        terms = {"term_number": 12, "term_unit": "month", "renewal": "ask"}
        cls.fixed = cls._new_plan("Rider, a year", cls.product, **terms)
        cls.fixed_big = cls._new_plan("All halls, a year", cls.big_product, **terms)

    @freeze_time("2026-03-16")
    def test_to_a_plan_without_an_end(self):
        """W4: at once or later, the old end is gone and the schedule goes on."""
        for plan, day in ((self.big, None), (self.small, date(2026, 6, 1))):
            contract = self._billed_contract(plan_id=self.fixed.id)
            self.assertEqual(contract.date_end, date(2027, 2, 28))
            contract._change_plan(plan, date=day)
            self.assertFalse(contract.date_end)
            with freeze_time("2026-12-01"):
                contract._lay_out()
            rows = contract.period_ids.filtered(lambda row: row.kind == "period")
            self.assertGreater(max(rows.mapped("date_to")), date(2027, 3, 31))

    @freeze_time("2026-03-16")
    def test_to_a_plan_with_a_term(self):
        """W4: the term begins with the plan; days of rest before it do not count."""
        contract = self._billed_contract()
        contract._hold("gift", date(2026, 3, 17), date(2026, 3, 26))
        contract._hold("gift", date(2026, 5, 10), date(2026, 5, 19))
        contract._change_plan(self.fixed_big, date=date(2026, 4, 1))
        self.assertEqual(contract.date_end, date(2027, 4, 10))
        contract._hold("gift", date(2026, 7, 1), date(2026, 7, 5))
        self.assertEqual(contract.date_end, date(2027, 4, 15))

    @freeze_time("2026-03-16")
    def test_undone(self):
        """W4: a planned change is taken back, and so is what it did to the end."""
        contract = self._billed_contract(plan_id=self.fixed.id)
        change = contract._change_plan(self.small, date=date(2026, 6, 1))
        contract._hold("gift", date(2026, 4, 1), date(2026, 4, 10))
        contract._cancel_change(change)
        self.assertEqual(contract.date_end, date(2027, 3, 10))
        endless = self._billed_contract()
        change = endless._change_plan(self.fixed_big, date=date(2026, 6, 1))
        self.assertEqual(endless.date_end, date(2027, 5, 31))
        endless._cancel_change(change)
        self.assertFalse(endless.date_end)

    @freeze_time("2026-03-16")
    def test_one_change_takes_the_place_of_another(self):
        """W4: the end is that of the last change, as if the first had never been."""
        contract = self._billed_contract(plan_id=self.fixed.id)
        contract._change_plan(self.small, date=date(2026, 9, 1))
        second = contract._change_plan(self.fixed_big, date=date(2026, 6, 1))
        self.assertEqual(contract.date_end, date(2027, 2, 28))
        contract._cancel_change(second)
        self.assertEqual(contract.date_end, date(2027, 2, 28))

    @freeze_time("2026-03-16")
    def test_what_leaves_the_end_alone(self):
        """W4: another term plan, a change for a while, an end by hand, a preview."""
        contract = self._billed_contract(plan_id=self.fixed.id)
        contract._preview_change(self.big)
        contract._change_plan(self.big, until=date(2026, 5, 31))
        self.assertEqual(contract.date_end, date(2027, 2, 28))
        contract = self._billed_contract(plan_id=self.fixed.id)
        contract._change_plan(self.fixed_big)
        self.assertEqual(contract.date_end, date(2027, 2, 28))
        contract = self._billed_contract(date_end=date(2026, 12, 31))
        contract._change_plan(self.big)
        self.assertEqual(contract.date_end, date(2026, 12, 31))

    def test_a_term_that_went_by_does_not_come_back(self):
        """W4: what was lived and billed after it is not given back at the end."""
        with freeze_time("2026-03-16"):
            contract = self._billed_contract(plan_id=self.fixed.id)
        with freeze_time("2027-02-10"):
            change = contract._change_plan(self.small, date=date(2027, 4, 15))
        with freeze_time("2027-03-20"):
            contract._bill()
            contract._close(date(2027, 3, 20))
        self.assertEqual(change.state, "cancelled")
        self.assertFalse(contract.date_end)
        spring = contract.period_ids.filtered(
            lambda row: row.date_from >= date(2027, 3, 1)
        )
        self.assertGreater(sum(spring.mapped("amount_untaxed")), 0)
