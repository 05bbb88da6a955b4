from odoo.tests import BaseCase, tagged

from ..tools.plan_words import PlanFacts, get_phrases


@tagged("post_install", "-at_install", "community")
class TestPlanWordsTools(BaseCase):
    def _codes(self, **facts):
        return [phrase.code for phrase in get_phrases(PlanFacts(**facts))]

    def test_plain_plan(self):
        """W2: monthly, in advance, until somebody ends it."""
        self.assertEqual(self._codes(), ["rhythm_joining", "advance", "open_end"])

    def test_everything_that_can_be_said(self):
        """W2: each setting has its sentence, in a fixed order."""
        codes = self._codes(
            anchor="calendar",
            billing_mode="arrears",
            instalments=4,
            term=(12, "month"),
            renewal="ask",
            trial=(7, "day"),
            notice=(1, "month"),
            grace_days=14,
            has_joining_fee=True,
        )
        self.assertEqual(
            codes,
            [
                "rhythm_month",
                "arrears",
                "instalments",
                "term_ask",
                "trial",
                "joining",
                "notice",
                "grace",
            ],
        )

    def test_anchors(self):
        """The day is said as the unit has it; 31 is the last day."""
        cases = {
            ("day", 5): "rhythm_joining",
            ("week", 1): "rhythm_weekday",
            ("month", 31): "rhythm_month_last",
            ("year", 31): "rhythm_year_last",
            ("year", 3): "rhythm_year",
        }
        for (unit, day), code in cases.items():
            facts = {"interval": (1, unit), "anchor": "calendar", "anchor_day": day}
            self.assertEqual(self._codes(**facts)[0], code)

    def test_days_before(self):
        """An invoice made earlier says so; in arrears that has no meaning."""
        self.assertIn("advance_days", self._codes(bill_days_before=5))
        codes = self._codes(bill_days_before=5, billing_mode="arrears")
        self.assertNotIn("advance_days", codes)
