from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common_change import CommunityChangeCommon


@tagged("post_install", "-at_install", "community")
class TestChangeUndo(CommunityChangeCommon):
    """Changes that were agreed for earlier and earlier days, and are cancelled."""

    def _discount(self, contract, day, percent):
        line = contract.line_ids.filtered(lambda line: line._is_on(day))
        return contract._change_lines(
            adds=[
                {
                    "product_id": self.product.id,
                    "discount": percent,
                    "origin": "plan",
                }
            ],
            ends=line,
            date=day,
        )

    def _months(self, contract):
        return [row[3] for row in self._rows(contract) if row[0] == "period"][:5]

    @freeze_time("2026-03-16")
    def test_each_ends_where_the_next_begins(self):
        """W4: whichever of three changes goes, no month is without a price."""
        expected = [[50, 45, 40, 35, 35], [50, 45, 40, 40, 40], [50, 45, 45, 45, 45]]
        for days in ((8, 7, 6), (6, 7, 8), (7, 6, 8), (8, 6, 7), (7, 8, 6), (6, 8, 7)):
            with self.subTest(agreed=days):
                contract = self._billed_contract("2026-03-01")
                made = {
                    month: self._discount(
                        contract, date(2026, month - 1, 1), 10 * (month - 5)
                    )
                    for month in days
                }
                for months, month in zip(expected, (None, 8, 7), strict=True):
                    if month:
                        contract._cancel_change(made[month])
                    self.assertEqual(self._months(contract), months)

    @freeze_time("2026-03-16")
    def test_notice_and_back_after_changes_of_one_line(self):
        """W2, W4: notice cancels what was planned; taken back, all days have a plan."""
        contract = self._billed_contract("2026-03-01")
        contract._change_plan(self.big, date(2026, 6, 1), until=date(2026, 6, 30))
        self._discount(contract, date(2026, 5, 1), 10)
        self._discount(contract, date(2026, 4, 1), 20)
        self.assertEqual(self._months(contract), [40, 45, 80, 50, 50])
        contract._close(date(2026, 4, 30))
        contract._reopen()
        self.assertEqual(self._months(contract), [40, 40, 40, 40, 40])

    @freeze_time("2026-03-16")
    def test_cancelled_while_another_plan_runs(self):
        """W4: a discount that is cancelled meanwhile does not return afterwards.

        The change for a while ends before the discount begins, on that very day, or
        after it.
        """
        expected = {
            4: [50, 50, 50, 50, 50],
            5: [80, 50, 50, 50, 50],
            6: [80, 80, 50, 50, 50],
        }
        for month, months in expected.items():
            for mode in ("cancel", "and back"):
                with self.subTest(until=month, mode=mode):
                    contract = self._billed_contract("2026-03-01")
                    discount = self._discount(contract, date(2026, 5, 1), 10)
                    until = date(2026, month, 1) - timedelta(days=1)
                    contract._change_plan(self.big, until=until)
                    self.assertIn(45, self._months(contract))
                    other = None
                    if mode == "and back":
                        other = contract._change_plan(self.small, until)
                    contract._cancel_change(discount)
                    if other:
                        contract._cancel_change(other)
                    self.assertEqual(self._months(contract), months)
