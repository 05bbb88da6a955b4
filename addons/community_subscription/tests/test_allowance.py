from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common_schedule import TODAY, ScheduleCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(TODAY)
class TestAllowance(ScheduleCommon):
    def _include(self, plan, kind, **values):
        return self.env["community.plan.allowance"].create(
            {"plan_id": plan.id, "kind": kind, **values}
        )

    def test_included_quantities(self):
        """W2, G9: a number, no limit, or not included."""
        self._include(self.plan, "visits", quantity=12)
        self._include(self.plan, "support", is_unlimited=True)
        contract = self._new_contract()
        self.assertEqual(contract._get_allowance("visits"), 12)
        self.assertIsNone(contract._get_allowance("support"))
        self.assertEqual(contract._get_allowance("guests"), 0)
        draft = self._new_contract(confirm=False)
        self.assertEqual(draft._get_allowance("visits"), 0)

    def test_support_begins_with_the_contract(self):
        """G6: support opens with the contract and closes with it."""
        self._include(self.plan, "support", is_unlimited=True)
        member = self._new_member()
        self.assertFalse(member._has_support())
        contract = self._new_contract(partner=member, confirm=False)
        self.assertFalse(member._has_support())
        contract._confirm()
        self.assertTrue(member._has_support())
        self.assertTrue(member.with_user(self.internal)._has_support())
        contract.close_date = TODAY
        contract._refresh_state()
        self.assertTrue(member._has_support())
        with freeze_time("2026-03-11"):
            self.assertFalse(member._has_support())

    def test_support_by_organisation(self):
        """G6: the people of an organisation that subscribed have its support."""
        self._include(self.plan, "support", is_unlimited=True)
        firm = self._new_member("Firm", is_company=True)
        person = self.env["res.partner"].create({"name": "P", "parent_id": firm.id})
        self.assertFalse(person._has_support())
        self._new_contract(partner=firm)
        self.assertTrue(person._has_support())

    def test_support_costs_nothing(self):
        """G9: support that is included brings no line to the invoice."""
        self._include(self.plan, "support", is_unlimited=True)
        contract = self._new_contract()
        row = contract._add_usage("support", 3.0, TODAY, "ticket:1")
        self.assertEqual((row.state, row.amount_total), ("free", 0.0))
        move = self._bill_plainly(contract)
        self.assertEqual(move.invoice_line_ids.product_id, self.product)
        self.assertEqual(move.amount_untaxed, 50.0)
        self._check()

    def test_visits_beyond(self):
        """W2: twelve visits are included, the thirteenth is billed with the next."""
        extra = self._new_product("Visit", 9.0)
        plan = self._new_plan("Visits", kind="visits", anchor="calendar", grace_days=60)
        self._include(plan, "visits", quantity=2, extra_product_id=extra.id)
        contract = self._new_contract(plan, start=date(2026, 3, 1))
        self._bill_plainly(contract)
        rows = [
            contract._add_usage("visits", 1, TODAY, f"visit:{number}")
            for number in (1, 2, 3, 3)
        ]
        self.assertEqual(rows[2], rows[3])
        self.assertEqual([row.state for row in rows[:3]], ["free", "free", "planned"])
        self.assertEqual(str(rows[2].bill_date), "2026-04-01")
        with freeze_time("2026-04-01"):
            move = self._bill_plainly(contract)
            self.assertEqual(move.amount_untaxed, 59.0)
            later = contract._add_usage("visits", 1, date(2026, 4, 1), "visit:4")
        self.assertEqual(later.state, "free")
        self._check()

    def test_usage_plan(self):
        """W2: what was used is billed afterwards, at the price agreed on."""
        line = {"product_id": self.product.id, "price_mode": "fixed", "price_unit": 7.0}
        plan = self._new_plan(
            "Lane",
            kind="usage",
            billing_mode="arrears",
            anchor="calendar",
            line_ids=[(0, 0, line)],
        )
        contract = self._new_contract(plan)
        self.assertFalse(contract.next_bill_date)
        row = contract._add_usage(self.product, 2.5, date(2026, 3, 20), "meter:1")
        self.assertEqual((row.amount_untaxed, str(row.bill_date)), (17.5, "2026-04-01"))
        self.assertFalse(self._bill_plainly(contract))
        with freeze_time("2026-04-01"):
            self.assertEqual(self._bill_plainly(contract).amount_untaxed, 17.5)
            self.assertFalse(self._bill_plainly(contract))
        self._check()

    def test_seats_have_rights(self):
        """W4: who has a seat has the contract's rights, until he gives it up."""
        plan = self._new_plan("Team", seat_kind="corporate", seat_limit=5)
        firm = self._new_member("Firm", is_company=True)
        person = self._new_member("Seat", parent_id=firm.id)
        contract = self._new_contract(plan, firm)
        self.assertFalse(person._get_active_contracts())
        contract.seat_ids = [
            (0, 0, {"partner_id": person.id, "date_from": TODAY, "date_to": TODAY})
        ]
        self.assertEqual(person._get_active_contracts().ids, contract.ids)
        self.assertFalse(person._get_active_contracts(date(2026, 3, 11)))
