from odoo.tests import tagged

from odoo.addons.community_subscription.tests.common import CommunitySubscriptionCommon


@tagged("post_install", "-at_install", "community")
class CommunityWalletCommon(CommunitySubscriptionCommon):
    """A club with accounts, a desk, a guard, a member with a wallet, and a till."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guard = cls._new_user("guard", "community_access.group_access_guard")
        cls.desk = cls._new_user("desk", "community_access.group_access_desk")
        cls.access_manager = cls._new_user(
            "access_manager", "community_access.group_access_manager"
        )
        cls.company.partner_id.tz = "Europe/Istanbul"
        cls.cash = cls.env["account.journal"].create(
            {
                "name": "Till",
                "type": "cash",
                "code": "TIL",
                "company_id": cls.company.id,
            }
        )
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.member = cls._new_member(email="ayse@example.com")
        cls.wallet = cls.member._get_wallet(cls.company, create=True)
        cls.entries = cls.env["community.wallet.entry"]
        cls.counter = 0

    @classmethod
    def _next_origin(cls):
        cls.counter += 1
        return f"test:{cls.counter}"

    @classmethod
    def _top_up(cls, amount=100.0, wallet=None, **values):
        return (wallet or cls.wallet)._top_up(
            amount, cls.cash, values.pop("origin", cls._next_origin()), **values
        )

    @classmethod
    def _spend(cls, amount=10.0, wallet=None, **values):
        return (wallet or cls.wallet)._spend(
            amount, values.pop("origin", cls._next_origin()), **values
        )

    @classmethod
    def _new_wallet(cls, name="Kemal Kaya", **values):
        return cls._new_member(name, **values)._get_wallet(cls.company, create=True)

    def _act(self, kind, user=None, wallet=None, **values):
        """The desk's window, filled and confirmed."""
        acts = self.env["community.wallet.act"].with_user(user or self.desk)
        act = acts.create(
            {"kind": kind, "wallet_id": (wallet or self.wallet).id, **values}
        )
        act.action_do()
        return act

    def _check_ties(self):
        """Rows, balances and books say the same."""
        self.assertEqual(self.entries._check_ledger(), [])
        tie = self.company._get_wallet_tie()
        self.assertTrue(self.company.currency_id.is_zero(tie["difference"]), tie)
        return tie
