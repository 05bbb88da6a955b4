from datetime import date

from freezegun import freeze_time

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
class TestExpiredBand(CommunityAccessCommon):
    """The band ran out while its holder was inside, and he stayed too long."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._new(
            "tariff", name="Every half hour", step_minutes=30, step_price=5.0
        )
        cls.hall.settle_at_exit = True
        cls.rule.write({"minutes": 60, "tariff_id": cls.tariff.id})
        cls.env["community.access.pass"].search([])._refresh()
        cls.till = cls.env["account.journal"].create(
            {
                "name": "Till",
                "type": "cash",
                "code": "TIL",
                "company_id": cls.company.id,
            }
        )
        cls.member = cls._new_member("Elif Kaya")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)
        cls.gate._log_passage("in", cls.band)
        cls.band.expires_on = date(2026, 3, 9)
        cls.env.flush_all()
        cls.visit = cls.env["community.access.visit"].search(
            [("partner_id", "=", cls.member.id)]
        )

    def test_desk_takes_the_surplus(self):
        """F40: an expired band owes, pays at the desk, and lets out."""
        with freeze_time("2026-03-10 13:45:00"):
            self.assert_refused(self._swipe(self.band, "out"), "surplus_due")
            action = self.visit.with_user(self.desk).action_settle()
            windows = self.env["community.access.pay"].with_user(self.desk)
            window = windows.browse(action["res_id"])
            self.assertEqual(window.amount, 10.0)
            window.journal_id = self.till
            window.action_pay()
            window.action_pay()
            self.assert_allowed(self._swipe(self.band, "out"), "leaves")

    def test_wallet_pays_at_the_desk(self):
        """F40, F44: the wallet of an expired band pays what is owed."""
        wallet = self.member._get_wallet(self.company, create=True)
        with freeze_time("2026-03-10 13:45:00"):
            self.assert_refused(self._swipe(self.band, "out"), "surplus_due")
            action = self.visit.with_user(self.desk).action_settle()
            wallet._top_up(30.0, self.till, "test:1")
            windows = self.env["community.access.pay"].with_user(self.desk)
            window = windows.browse(action["res_id"])
            self.assertEqual(window.wallet_balance, 30.0)
            window.action_pay_from_wallet()
            self.assertEqual(wallet.balance, 20.0)
            self.assert_allowed(self._swipe(self.band, "out"), "leaves")

    def test_wallet_pays_at_the_gate(self):
        """F40, F44: with money on it, the band pays at the gate and lets out."""
        wallet = self.member._get_wallet(self.company, create=True)
        wallet._top_up(30.0, self.till, "test:1")
        self.env.flush_all()
        with freeze_time("2026-03-10 13:45:00"):
            self.assert_allowed(self._swipe(self.band, "out"))
            self._pass_gate(self.band, "out")
            self.assertEqual(wallet.balance, 20.0)
