from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
class TestLongerStay(CommunityAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._new(
            "tariff",
            name="Every half hour",
            courtesy_minutes=10,
            step_minutes=30,
            step_price=5.0,
        )
        cls.hall.settle_at_exit = True
        cls.rule.write({"minutes": 60, "tariff_id": cls.tariff.id})
        cls.env["community.access.pass"].search([])._refresh()
        cls.member = cls._new_member("Elif Kaya")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)
        cls.gate._log_passage("in", cls.band)
        cls.visit = cls.env["community.access.visit"].search(
            [("partner_id", "=", cls.member.id)]
        )

    def test_in_time_and_in_courtesy_nothing_is_owed(self):
        for moment in ("13:00:00", "13:10:00"):
            with freeze_time(f"2026-03-10 {moment}"):
                self.assert_allowed(self._swipe(self.band, "out"), "leaves")

    def test_longer_stay_is_refused_until_it_is_paid(self):
        """F40: who stays too long does not get out before paying, then he does."""
        with freeze_time("2026-03-10 13:45:00"):
            answer = self._swipe(self.band, "out")
            self.assert_refused(answer, "surplus_due")
            self.assertEqual(answer["reasons"][0]["facts"]["amount"], 1000)
            surcharge = self.visit.with_user(self.desk)._ask_surplus()
            self.assertEqual(surcharge.move_id.amount_total, 10.0)
            self.assert_refused(self._swipe(self.band, "out"), "surplus_due")
            self._pay(surcharge.move_id)
            self.assertEqual(surcharge.state, "paid")
            self.assert_allowed(self._swipe(self.band, "out"), "leaves")
        with freeze_time("2026-03-10 13:59:00"):
            self.assert_allowed(self._swipe(self.band, "out"), "leaves")
        with freeze_time("2026-03-10 14:31:00"):
            self.assert_refused(self._swipe(self.band, "out"), "surplus_due")

    def test_asking_twice_is_one_invoice(self):
        with freeze_time("2026-03-10 13:45:00"):
            first = self.visit._ask_surplus()
            self.assertEqual(self.visit._ask_surplus(), first)
        with freeze_time("2026-03-10 14:30:00"):
            second = self.visit._ask_surplus()
            self.assertEqual(first.state, "dropped")
            self.assertEqual(first.move_id.state, "cancel")
            self.assertEqual(second.amount, 15.0)

    def test_nothing_is_asked_of_whom_nothing_is_owed(self):
        with self.assertRaisesRegex(UserError, "Elif Kaya owes nothing"):
            self.visit.with_user(self.desk)._ask_surplus()

    def test_taxes_are_in_the_price_at_the_gate(self):
        tax = self.env["account.tax"].create(
            {
                "name": "KDV 20",
                "amount": 20,
                "price_include_override": "tax_included",
                "company_id": self.company.id,
                "tax_group_id": self.env["account.tax.group"].search([], limit=1).id,
                "country_id": self.company.account_fiscal_country_id.id,
            }
        )
        self.tariff.product_id = self._new_product("Stay", 0, taxes=tax)
        with freeze_time("2026-03-10 13:45:00"):
            move = self.visit._ask_surplus().move_id
        self.assertEqual(move.amount_total, 10.0)
        self.assertEqual(move.amount_tax, 1.67)

    def test_fire_and_staff_open_though_it_is_unpaid(self):
        """Trap 1: fire and staff open whatever is owed, and both are kept."""
        with freeze_time("2026-03-10 15:00:00"):
            event = self.gate.with_user(self.guard)._open_once("out", "Feels ill")
            self.assertEqual(event.user_id, self.guard)
            self.gate.is_fire = True
            self.assert_allowed(self._swipe(self.band, "out"), "fire")

    def _pay(self, move):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create({})._create_payments()
