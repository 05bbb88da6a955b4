import random
from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common_schedule import TODAY, ScheduleCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(TODAY)
class TestScheduleAmounts(ScheduleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = cls._new_tax(18.0)
        cls.included = cls._new_tax(20.0, price_include_override="tax_included")
        cls.odd = cls._new_tax(7.7)
        cls.fixed = cls._new_tax(0.35, amount_type="fixed")

    def _check_equal(self, contract):
        """The next invoice is what the schedule said before."""
        day = contract.next_bill_date
        due = contract.period_ids.filtered(
            lambda row: row.state == "planned" and row.bill_date == day
        )
        said = [
            contract.currency_id.round(sum(due.mapped(name)))
            for name in ("amount_untaxed", "amount_tax", "amount_total")
        ]
        move = self._bill_plainly(contract, day)
        sign = -1 if move.move_type == "out_refund" else 1
        found = [sign * move.amount_untaxed, sign * move.amount_tax]
        self.assertEqual(said, [*found, sign * move.amount_total])
        return move

    def test_many_baskets(self):
        """W5: the schedule says, to the cent, what Odoo's invoice comes to."""
        chance = random.Random(19)
        taxes = [self.plain, self.included, self.odd, self.fixed]
        for method in ("round_per_line", "round_globally"):
            self.company.tax_calculation_rounding_method = method
            for number in range(12):
                contract = self._new_basket(chance, taxes)
                with self.subTest(method=method, number=number):
                    self._check_equal(contract)
                    self._check_equal(contract)
        self._check()

    def _new_basket(self, chance, taxes):
        plan = self._new_plan(
            "Basket",
            anchor=chance.choice(["calendar", "anniversary"]),
            instalments=chance.choice([1, 1, 3]),
            interval_unit=chance.choice(["month", "year"]),
        )
        contract = self._new_contract(plan, confirm=False)
        contract.line_ids = [
            (
                0,
                0,
                {
                    "product_id": self.product.id,
                    "price_mode": "fixed",
                    "price_unit": chance.randint(1, 99999) / chance.choice([100, 1000]),
                    "quantity": chance.choice([1, 2, 3, 0.5]),
                    "discount": chance.choice([0, 0, 12.5, 33.33]),
                    "tax_ids": [(6, 0, [tax.id for tax in chance.sample(taxes, 2)])],
                },
            )
            for _line in range(chance.randint(1, 4))
        ]
        contract._confirm()
        return contract

    def test_currencies(self):
        """W5: in yen there are no cents, in dinars three decimals."""
        for name, rounding, price, expected in (
            ("JPY", 1.0, 1000.0, 710.0),
            ("KWD", 0.001, 10.0, 7.097),
        ):
            currency = (
                self.env["res.currency"]
                .with_context(active_test=False)
                .search([("name", "=", name)])
            )
            currency.write({"active": True, "rounding": rounding})
            currency.rate_ids = [
                (
                    0,
                    0,
                    {"name": "2020-01-01", "rate": 3.3, "company_id": self.company.id},
                )
            ]
            self.product.taxes_id = self.odd
            plan = self._new_plan("Foreign", anchor="calendar")
            contract = self._new_contract(plan, confirm=False, currency_id=currency.id)
            # In place of what the plan would bring.
            line = {"product_id": self.product.id, "origin": "plan"}
            line |= {"price_mode": "fixed", "price_unit": price}
            contract.line_ids = [(0, 0, line)]
            contract._confirm()
            rows = self._get_rows(contract)
            self.assertEqual(rows[0].amount_untaxed, expected)
            move = self._check_equal(contract)
            self.assertEqual(move.currency_id, currency)
            self._check_equal(contract)
        self._check()

    def test_fiscal_position(self):
        """W5: taxes are mapped, and prices with taxes follow the mapping."""
        abroad = self._new_tax(0.0)
        position = self.env["account.fiscal.position"].create(
            {"name": "Abroad", "company_id": self.company.id}
        )
        abroad.write(
            {
                "fiscal_position_ids": [(6, 0, position.ids)],
                "original_tax_ids": [(6, 0, self.included.ids)],
            }
        )
        self.product.taxes_id = self.included
        self.product.list_price = 120.0
        contract = self._new_contract(fiscal_position_id=position.id)
        row = self._get_rows(contract)[0]
        self.assertEqual((row.amount_untaxed, row.amount_tax), (100.0, 0.0))
        self._check_equal(contract)
        at_home = self._get_rows(self._new_contract())[0]
        self.assertEqual((at_home.amount_untaxed, at_home.amount_tax), (100.0, 20.0))

    def test_price_of_the_first_day(self):
        """W5: a price that changes in the future is on the rows from that day on."""
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Members",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [
                    (0, 0, self._prepare_price(45.0, False, "2026-05-09 20:59:59")),
                    (0, 0, self._prepare_price(48.0, "2026-05-09 21:00:00", False)),
                ],
            }
        )
        contract = self._new_contract(pricelist_id=pricelist.id)
        rows = self._get_rows(contract)
        self.assertEqual(rows[:4].mapped("amount_total"), [45.0, 45.0, 48.0, 48.0])
        self.assertEqual(rows[2].date_from, date(2026, 5, 10))

    def _prepare_price(self, price, date_start, date_end):
        return {
            "applied_on": "3_global",
            "compute_price": "fixed",
            "fixed_price": price,
            "date_start": date_start,
            "date_end": date_end,
        }

    def test_archived_product(self):
        """W5: a product that is not sold any more still costs what was agreed."""
        contract = self._new_contract()
        self.product.active = False
        contract._lay_out()
        self.assertEqual(self._get_rows(contract)[0].amount_total, 50.0)

    def test_seats(self):
        """W4, W5: by seats in use, each from its day."""
        line = {"product_id": self.product.id, "by_seat": True}
        plan = self._new_plan(
            "Team",
            line_ids=[(0, 0, line)],
            anchor="calendar",
            seat_kind="corporate",
            seat_limit=5,
        )
        firm = self._new_member("Firm", is_company=True)
        contract = self._new_contract(plan, firm, start=date(2026, 3, 1), confirm=False)
        persons = self.env["res.partner"].create(
            [{"name": name, "parent_id": firm.id} for name in ("One", "Two")]
        )
        contract.seat_ids = [
            (0, 0, {"partner_id": person.id, "date_from": day})
            for person, day in zip(persons, ("2026-03-01", "2026-04-16"), strict=True)
        ]
        contract._confirm()
        amounts = self._get_rows(contract)[:3].mapped("amount_total")
        self.assertEqual(amounts, [50.0, 75.0, 100.0])
        self.assertEqual(self._get_rows(contract)[2].detail[0]["quantity"], 2.0)
        self.assertEqual(contract.mrr, 50.0)

    def test_together(self):
        """W6: rows of several days on one invoice are rounded together."""
        self.company.tax_calculation_rounding_method = "round_globally"
        self.product.write({"taxes_id": self.odd, "list_price": 33.33})
        contract = self._new_contract(start=date(2026, 1, 5))
        move = self._bill_plainly(contract)
        self.assertEqual(len(move.community_period_ids), 3)
        self._check()
