from odoo.tests import BaseCase, tagged

from ..tools.amount_in_words import amount_in_words
from ..tools.georgian_number import LARGEST, spell_georgian

GEORGIAN = {
    0: "ნული",
    1: "ერთი",
    2: "ორი",
    3: "სამი",
    4: "ოთხი",
    5: "ხუთი",
    6: "ექვსი",
    7: "შვიდი",
    8: "რვა",
    9: "ცხრა",
    10: "ათი",
    11: "თერთმეტი",
    12: "თორმეტი",
    13: "ცამეტი",
    14: "თოთხმეტი",
    15: "თხუთმეტი",
    16: "თექვსმეტი",
    17: "ჩვიდმეტი",
    18: "თვრამეტი",
    19: "ცხრამეტი",
    20: "ოცი",
    21: "ოცდაერთი",
    29: "ოცდაცხრა",
    30: "ოცდაათი",
    31: "ოცდათერთმეტი",
    35: "ოცდათხუთმეტი",
    39: "ოცდაცხრამეტი",
    40: "ორმოცი",
    50: "ორმოცდაათი",
    59: "ორმოცდაცხრამეტი",
    60: "სამოცი",
    70: "სამოცდაათი",
    78: "სამოცდათვრამეტი",
    80: "ოთხმოცი",
    90: "ოთხმოცდაათი",
    99: "ოთხმოცდაცხრამეტი",
    100: "ასი",
    101: "ას ერთი",
    120: "ას ოცი",
    199: "ას ოთხმოცდაცხრამეტი",
    200: "ორასი",
    345: "სამას ორმოცდახუთი",
    800: "რვაასი",
    999: "ცხრაას ოთხმოცდაცხრამეტი",
    1000: "ათასი",
    1001: "ათას ერთი",
    1100: "ათას ასი",
    2000: "ორი ათასი",
    2026: "ორი ათას ოცდაექვსი",
    20000: "ოცი ათასი",
    21300: "ოცდაერთი ათას სამასი",
    100000: "ასი ათასი",
    101000: "ას ერთი ათასი",
    999999: "ცხრაას ოთხმოცდაცხრამეტი ათას ცხრაას ოთხმოცდაცხრამეტი",
    1000000: "ერთი მილიონი",
    1000001: "ერთი მილიონ ერთი",
    2500000: "ორი მილიონ ხუთასი ათასი",
    10**9: "ერთი მილიარდი",
}


@tagged("post_install", "-at_install", "community")
class TestAmountInWords(BaseCase):
    def test_georgian_table(self):
        """Checked values of Georgian, which counts by twenties."""
        for number, words in GEORGIAN.items():
            self.assertEqual(spell_georgian(number), words)

    def test_georgian_is_unique(self):
        """No two numbers share their words, and none is empty or has two spaces."""
        numbers = [*range(3000), *range(10**5, 10**6, 997), LARGEST]
        words = [spell_georgian(number) for number in numbers]
        self.assertEqual(len(set(words)), len(numbers))
        self.assertFalse([text for text in words if "  " in text or not text.strip()])
        with self.assertRaises(OverflowError):
            spell_georgian(LARGEST + 1)

    def test_amounts(self):
        """Amounts in the three languages, with the parts of the currency."""
        cases = [
            (1234.5, "TRY", "tr_TR", "binikiyüzotuzdört lira elli kuruş"),
            (1.0, "TRY", "tr_TR", "bir lira"),
            (1.01, "TRY", "en_US", "one lira and one kuruş"),
            (120.5, "GEL", "ka_GE", "ას ოცი ლარი და ორმოცდაათი თეთრი"),
            (0.01, "GEL", "ka_GE", "ერთი თეთრი"),
            (0, "EUR", "en_US", "zero euros"),
            (1, "EUR", "en_GB", "one euro"),
            (1999.99, "EUR", "tr_TR", "bindokuzyüzdoksandokuz avro doksandokuz sent"),
            (-2.5, "USD", "ka_GE", "მინუს ორი აშშ დოლარი და ორმოცდაათი ცენტი"),
            (2.005, "GBP", "en_US", "two pounds sterling and one penny"),
            (5, "GEL", "ru_RU", "пять lari"),
            (5, "GEL", "zz_ZZ", "five lari"),
        ]
        for amount, currency, lang, words in cases:
            self.assertEqual(amount_in_words(amount, currency, lang), words)

    def test_other_currencies(self):
        """A currency without words of ours goes by its own; some have no parts."""
        text = amount_in_words(7.25, "CHF", "en_US", labels=("francs", "rappen"))
        self.assertEqual(text, "seven francs and twenty-five rappen")
        self.assertEqual(amount_in_words(7.4, "JPY", "en_US", places=0), "seven JPY")
