from odoo.tests import users

from .common import CommunitySubscriptionCommon


class TestPlanPrice(CommunitySubscriptionCommon):
    """A plan says what a period costs."""

    def test_words(self):
        """W2: price per period, by the line, with taxes, with seats apart."""
        tax = self.env["account.tax"].create(
            {"name": "Ten", "amount": 10.0, "company_id": self.company.id}
        )
        taxed = self._new_product("Taxed", 30.0, taxes=tax)
        by_seat = [(0, 0, {"product_id": taxed.id, "by_seat": True})]
        both = [*by_seat, (0, 0, {"product_id": self.product.id})]
        fixed = {"product_id": taxed.id, "price_mode": "fixed", "price_unit": 5.0}
        cases = {
            "$\xa050.00 every month": {},
            "$\xa033.00 every 3 months": {"product": taxed, "interval_number": 3},
            "$\xa033.00 every month for each seat": {"line_ids": by_seat},
            "$\xa050.00 every month, and $\xa033.00 for each seat": {"line_ids": both},
            "$\xa05.50 every month": {"line_ids": [(0, 0, fixed)]},
            "By usage": {"kind": "usage"},
            "": {"line_ids": []},
        }
        for words, values in cases.items():
            with self.subTest(words=words):
                plan = self._new_plan("Plan", **values)
                self.assertEqual(plan.price_words or "", words)

    @users("community_sub_reader")
    def test_same_queries_for_many(self):
        """W2: the list of plans looks prices up at once, however many it shows."""
        counts = []
        for number in (2, 2, 12):
            plans = self.env["community.plan"]
            for each in range(number):
                product = self._new_product(f"P{each}", 10.0 + each)
                plans += self._new_plan(f"Plan {each}", product).with_env(self.env)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertIn("every month", " ".join(plans.mapped("price_words")))
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2], counts)
