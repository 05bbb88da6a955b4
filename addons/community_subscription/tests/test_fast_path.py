import logging
from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common_fast_compare import FastPathCommon

_logger = logging.getLogger(__name__)


@freeze_time("2026-03-10")
class TestFastPath(FastPathCommon):
    def test_equal_to_the_ordinary_path(self):
        """W6: sixty invoices by chance, equal field by field."""
        vals_list = self._get_baskets(seed=1, number=60)
        shared = self._count_shared()
        fast, plain = self._make_both(vals_list)
        self._assert_equal_moves(fast, plain, vals_list)
        self.assertGreaterEqual(len(shared), 30, "The fast path made too few.")

    def test_contracts_of_a_plan_share(self):
        """W6: of twelve contracts with two terms and own accounts Odoo makes two."""
        self.product.taxes_id = self.tax_sets[5]
        plan = self._new_plan("Tracked", self.product, track_profit=True)
        contracts = self.env["community.contract"]
        for number in range(12):
            contract = self._new_contract(plan)
            contract.payment_term_id = self.terms[1 + number % 2]
            contracts += contract
        shared = self._count_shared()
        moves = contracts._bill(date(2026, 3, 10))
        self.assertEqual(len(moves), 12)
        self.assertEqual(len(shared), 10)
        for move in moves:
            account = move.community_contract_id.analytic_account_id
            self.assertTrue(account)
            for line in move.line_ids:
                if line.display_type in ("product", "tax"):
                    self.assertEqual(line.analytic_distribution, {str(account.id): 100})

    def test_unknown_hook_falls_back(self):
        """W6: where another add-on has a say in the lines, Odoo makes them all."""
        kind = type(self.env["community.billing"])

        def refuse(billing, *arguments):
            raise AssertionError("The fast path was taken.")

        self.patch(kind, "_create_like", refuse)
        self.patch(kind, "_is_only_core", lambda billing, hooks: False)
        vals_list = self._get_baskets(seed=2, number=3)
        moves = self.env["community.billing"]._create_moves(vals_list)
        self.assertEqual(len(moves), 3)

    def test_unknown_value_falls_back(self):
        """W6: what is not known to be shared is not shared."""
        vals_list = self._get_baskets(seed=3, number=3)
        find = self.env["community.billing"]._find_baskets
        self.assertLess(len(find(vals_list)), 3)
        for vals in vals_list:
            vals["payment_reference"] = "RF18"
        self.assertEqual(len(find(vals_list)), 3)


@tagged("-standard", "community_full")
@freeze_time("2026-03-10")
class TestFastPathFull(FastPathCommon):
    def test_equal_to_the_ordinary_path(self):
        """W6: 600 invoices by chance, rounded by line and by invoice."""
        shared = self._count_shared()
        for seed, method in enumerate(["round_per_line", "round_globally"] * 3):
            self.company.sudo().tax_calculation_rounding_method = method
            vals_list = self._get_baskets(seed=100 + seed, number=100)
            fast, plain = self._make_both(vals_list)
            self._assert_equal_moves(fast, plain, vals_list)
        _logger.info("The fast path made %s of 600 invoices", len(shared))
        self.assertGreaterEqual(len(shared), 400, "The fast path made too few.")
