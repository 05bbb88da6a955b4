from datetime import date

from freezegun import freeze_time

from odoo import fields

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
class TestGateWallet(CommunityAccessCommon):
    """Gates that take money: a price of entry, and a longer stay from the band."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._new_member("Elif Kaya")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)
        cls.wallet = cls.member._get_wallet(cls.company, create=True)
        cls.cash = cls.env["account.journal"].create(
            {
                "name": "Desk",
                "type": "cash",
                "code": "DSK",
                "company_id": cls.company.id,
            }
        )

    def _charge_for_entry(self):
        self.rule.entry_price = 8.0
        self.env["community.access.pass"].search([])._refresh()

    def test_entry_is_paid_from_the_band_once(self):
        """F44, F45: money on the band pays for coming in; a gate asks for it."""
        self._charge_for_entry()
        self.assert_refused(self._swipe(self.band), "wallet_low")
        self.wallet._top_up(20, self.cash, "top-1")
        self.assert_allowed(self._swipe(self.band))
        self._pass_gate(self.band)
        self.assertEqual(self.wallet.balance, 12.0)
        self._pass_gate(self.band)
        self.assertEqual(self.wallet.balance, 12.0, "Inside already: no new visit.")

    def test_report_that_comes_late_takes_no_second_time(self):
        self._charge_for_entry()
        self.wallet._top_up(20, self.cash, "top-1")
        self._pass_gate(self.band, when=_at("11:00"))
        self._pass_gate(self.band, "out", when=_at("11:50"))
        self._pass_gate(self.band, "in", when=_at("11:55"))
        self._pass_gate(self.band, "out", when=_at("11:30"))
        self.assertEqual(self.wallet.balance, 4.0)

    def test_what_the_band_cannot_pay_is_an_invoice(self):
        self._charge_for_entry()
        self._pass_gate(self.band)
        surcharge = self.env["community.access.surcharge"].search([])
        self.assertEqual(surcharge.move_id.amount_total, 8.0)
        self._pass_gate(self.band, "out", when=_at("11:00"))
        self.assertEqual(len(self.env["community.access.surcharge"].search([])), 1)

    def test_longer_stay_from_the_band(self):
        """F40, F45: the band pays the longer stay, and the gate opens."""
        tariff = self._new(
            "tariff", name="Half hours", courtesy_minutes=10, step_price=5.0
        )
        self.hall.settle_at_exit = True
        self.rule.write({"minutes": 60, "tariff_id": tariff.id})
        self.env["community.access.pass"].search([])._refresh()
        self._pass_gate(self.band)
        with freeze_time("2026-03-10 13:45:00"):
            self.assert_refused(self._swipe(self.band, "out"), "surplus_due")
            self.wallet._top_up(50, self.cash, "top-1")
            answer = self._swipe(self.band, "out")
            self.assert_allowed(answer, "surplus_from_wallet")
            self._pass_gate(self.band, "out")
        self.assertEqual(self.wallet.balance, 40.0)

    def test_lost_band_spends_nothing(self):
        self.wallet._top_up(50, self.cash, "top-1")
        self.band.action_lost()
        self.assertEqual(self.wallet.state, "blocked")


def _at(hour):
    return fields.Datetime.to_datetime(f"2026-03-10 {hour}:00")
