import random

from odoo.tests import BaseCase, tagged

from ..tools.spread import spread


@tagged("post_install", "-at_install", "community")
class TestSpread(BaseCase):
    """Amounts are shared out by weights without losing a cent."""

    def test_parts_follow_the_weights(self):
        """Two to one of a hundred, in cents."""
        self.assertEqual(spread(100.0, {"a": 2, "b": 1}, 2), {"a": 66.67, "b": 33.33})

    def test_parts_add_up(self):
        """Any amount, any weights, any number of digits: the parts are the whole."""
        chance = random.Random(7)
        for _round in range(500):
            digits = chance.choice([0, 2, 3])
            amount = round(chance.uniform(-500, 500), digits)
            weights = {n: chance.uniform(0.1, 90) for n in range(chance.randint(1, 9))}
            parts = spread(amount, weights, digits)
            self.assertEqual(round(sum(parts.values()), digits), amount)

    def test_no_weight_gives_all_to_the_first(self):
        """Lines that cancel each other out still have an account."""
        self.assertEqual(spread(9.0, {"a": 1, "b": -1}, 2), {"a": 9.0, "b": 0.0})
