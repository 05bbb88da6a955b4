from odoo.tests import BaseCase, tagged

from ..tools.cohorts import average, percents, survivors


@tagged("post_install", "-at_install", "community")
class TestCohortTools(BaseCase):
    def test_survivors(self):
        """Ten joined three months ago: one left at once, two in the second month."""
        stays = [(3, True, 7), (0, False, 1), (1, False, 2)]
        self.assertEqual(survivors(stays, 3), [9, 7, 7, 7])

    def test_left_after_the_last_month(self):
        """A length that does not fit the table counts in its last month."""
        self.assertEqual(survivors([(9, False, 1), (2, True, 1)], 2), [2, 2, 1])

    def test_percents(self):
        self.assertEqual(percents([9, 7], 10), [90, 70])
        self.assertEqual(percents([0], 0), [0])

    def test_average_weighs_by_size_and_age(self):
        """Young cohorts count only in the months that they have lived."""
        rows = [(10, [10, 5]), (30, [15])]
        self.assertEqual(average(rows, 2), [62, 50])
