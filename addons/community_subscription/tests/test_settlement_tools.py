from datetime import date
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ..tools.settlement import settle


@tagged("post_install", "-at_install", "community")
class TestSettlementTools(BaseCase):
    """Credits and the bills that they are set off against."""

    def _settle(self, totals, opened=0, credit=0):
        bills = [
            (date(2026, month, 1), Decimal(str(total)))
            for month, total in enumerate(totals, 1)
        ]
        found = settle(bills, Decimal(str(opened)), Decimal(str(credit)))
        return [(float(bill.pay), float(bill.credit)) for bill in found]

    def test_a_credit_lasts_until_it_is_used_up(self):
        """W5: bills take it one after the other; the rest is paid."""
        self.assertEqual(
            self._settle([-50, 20, 20, 20, 20]),
            [(0, 50), (0, 30), (0, 10), (10, 0), (20, 0)],
        )

    def test_what_is_open_takes_it_first(self):
        """W5: earlier bills are paid with the first one ahead, less the credit."""
        self.assertEqual(self._settle([-50, 20], opened=80), [(30, 0), (20, 0)])
        self.assertEqual(self._settle([20], opened=5, credit=10), [(15, 0)])

    def test_nothing_ahead(self):
        """Without bills there is nothing to say."""
        self.assertEqual(self._settle([], opened=5), [])
