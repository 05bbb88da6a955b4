from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_wallet import CommunityWalletCommon


@tagged("post_install", "-at_install", "community")
class TestWalletLimits(CommunityWalletCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["product.category"]
        cls.food = categories.create({"name": "Food"})
        cls.tea = categories.create({"name": "Tea", "parent_id": cls.food.id})
        cls.beer = categories.create({"name": "Beer"})

    def test_daily_limit_until_midnight_of_the_club(self):
        """F45: the limit of a child begins anew at the club's midnight, 21:00 UTC."""
        self.wallet.daily_limit = 50.0
        with freeze_time("2026-07-01 20:00:00"):
            self._top_up(500.0)
            self._spend(30.0)
            self._spend(20.0)
            with self.assertRaisesRegex(UserError, "50.00 a day.*0.00 of it is left"):
                self._spend(0.01)
        with freeze_time("2026-07-01 20:59:59"), self.assertRaises(UserError):
            self._spend(0.01)
        with freeze_time("2026-07-01 21:00:00"):
            self.wallet.invalidate_recordset()
            self.assertEqual(self.wallet.left_today, 50.0)
            self._spend(50.0)
            with self.assertRaises(UserError):
                self._spend(0.01)

    def test_limit_counts_what_is_passed_on(self):
        self.wallet.daily_limit = 50.0
        self._top_up(500.0)
        self.wallet._transfer(self._new_wallet(), 50.0, "t")
        with self.assertRaises(UserError):
            self._spend(1.0)

    def test_limit_forgets_what_is_taken_back(self):
        self.wallet.daily_limit = 50.0
        self._top_up(500.0)
        entry = self._spend(50.0)
        self.wallet._reverse(entry, "wrong")
        self.assertEqual(self.wallet.spent_today, 0.0)
        self._spend(50.0)

    def test_what_is_owed_is_not_limited(self):
        """Nobody is held at an exit because of the limit of a guardian."""
        self.wallet.write({"daily_limit": 5.0, "category_ids": self.food.ids})
        self._top_up(500.0)
        self.assertEqual(self._spend(20.0, kind="surplus").kind, "surplus")
        self.wallet._block("band lost")
        with self.assertRaisesRegex(UserError, "blocked"):
            self._spend(20.0, kind="surplus")

    def test_categories(self):
        """F45: a child's band buys food, and what is below food, and no beer."""
        self._top_up(100.0)
        self._spend(1.0, category=self.beer)
        self.wallet.category_ids = self.food
        self._spend(1.0, category=self.food)
        self._spend(1.0, category=self.tea)
        for category in (self.beer, None, self.tea | self.beer):
            with self.assertRaisesRegex(UserError, "may not be used for this"):
                self._spend(1.0, category=category)
        self.wallet._transfer(self._new_wallet(), 1.0, "t")

    def test_blocked(self):
        """F45: a lost band buys nothing from the moment on that it is reported."""
        self._top_up(100.0)
        self.assertEqual(self.wallet._block("band lost"), self.wallet)
        self.assertFalse(self.wallet._block("again"))
        self.assertEqual(self.wallet.block_reason, "band lost")
        with self.assertRaisesRegex(UserError, "blocked"):
            self._spend(1.0)
        with self.assertRaisesRegex(UserError, "blocked"):
            self.wallet._transfer(self._new_wallet(), 1.0, "t")
        self.wallet._unblock()
        self._spend(1.0)

    def test_all_reasons_are_said(self):
        self.wallet.write({"daily_limit": 5.0, "category_ids": self.food.ids})
        self.wallet._block("band lost")
        decision = self.wallet._judge(10.0, self.beer)
        codes = [reason.code for reason in decision.reasons]
        self.assertEqual(
            codes,
            ["wallet_blocked", "category_not_allowed", "daily_limit", "wallet_low"],
        )
        fixes = [reason.fix for reason in decision.reasons]
        self.assertEqual(fixes, ["unblock", "allow_category", "raise_limit", "top_up"])
        self.assertEqual(len(self.wallet._say(decision).splitlines()), 4)
