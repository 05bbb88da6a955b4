from odoo.tests import BaseCase, tagged

from ..tools.basket import MOST_LINES, needs_manager, read_basket, write_basket


@tagged("post_install", "-at_install", "community")
class TestBasket(BaseCase):
    def test_only_quantities_are_read(self):
        """W27: prices, partners and nonsense in the form are nothing."""
        form = {
            "q_7": "3",
            "q_8": "0",
            "q_9": "-2",
            "q_10": "1.5",
            "q_x": "4",
            "q_11": "٣",
            "q_12": "99999",
            "price_7": "0.01",
            "partner_id": "1",
        }
        self.assertEqual(read_basket(form), {7: 3, 12: 9999})

    def test_not_endless(self):
        """W27: a form with a million lines is cut."""
        form = {f"q_{number}": "1" for number in range(1, 1000)}
        self.assertEqual(len(read_basket(form)), MOST_LINES)

    def test_there_and_back(self):
        """W27: “order again” fills the same basket."""
        self.assertEqual(read_basket(write_basket({4: 2, 9: 1})), {4: 2, 9: 1})

    def test_limit(self):
        """W28: the limit itself needs nobody, a cent more does, zero means always."""
        self.assertFalse(needs_manager(250, 250))
        self.assertTrue(needs_manager(250.01, 250))
        self.assertTrue(needs_manager(0, 0))
        self.assertFalse(needs_manager(9999, 0, approves=True))
