from freezegun import freeze_time

from odoo.tests import tagged

from .common_fast_compare import FastPathCommon


@freeze_time("2026-03-10")
class TestFastPath(FastPathCommon):
    def test_equal_to_the_ordinary_path(self):
        """W6: sixty invoices by chance, equal field by field."""
        vals_list = self._get_baskets(seed=1, number=60)
        made = []
        kind = type(self.env["community.billing"])
        create_like = kind._create_like

        def count(billing, *arguments):
            moves = create_like(billing, *arguments)
            made.extend(filter(None, moves))
            return moves

        self.patch(kind, "_create_like", count)
        fast, plain = self._make_both(vals_list)
        self._assert_equal_moves(fast, plain, vals_list)
        self.assertGreater(len(made), 10, "The fast path made next to nothing.")

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
        for seed, method in enumerate(["round_per_line", "round_globally"] * 3):
            self.company.sudo().tax_calculation_rounding_method = method
            vals_list = self._get_baskets(seed=100 + seed, number=100)
            fast, plain = self._make_both(vals_list)
            self._assert_equal_moves(fast, plain, vals_list)
