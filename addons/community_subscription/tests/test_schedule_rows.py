from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_schedule import TODAY, ScheduleCommon


@tagged("post_install", "-at_install", "community")
@freeze_time(TODAY)
class TestScheduleRows(ScheduleCommon):
    def test_acceptance_lays_out_a_year(self):
        """W4, W5: accepted, a contract shows a year of rows with dates and amounts."""
        contract = self._new_contract(confirm=False)
        self.assertFalse(contract.period_ids)
        self.assertEqual(contract.state, "draft")
        contract.with_user(self.sub_officer).action_confirm()
        self.assertEqual(contract.state, "active")
        rows = self._get_rows(contract)
        self.assertEqual(len(rows), 12)
        self.assertEqual(set(rows.mapped("state")), {"planned"})
        self.assertEqual(set(rows.mapped("amount_total")), {50.0})
        self.assertEqual(rows.mapped("bill_date"), rows.mapped("date_from"))
        self.assertEqual(contract.next_bill_date, TODAY)
        self.assertEqual(contract.mrr, 50.0)
        self.assertEqual(contract.change_ids.movement, "new")
        self.assertEqual(contract.change_ids.mrr_delta, 50.0)

    def test_twice(self):
        """W5: accepting or laying out again changes nothing."""
        contract = self._new_contract()
        before = contract.period_ids.read(["origin", "detail", "write_date"])
        contract._confirm()
        contract._lay_out()
        self.assertEqual(
            contract.period_ids.read(["origin", "detail", "write_date"]), before
        )
        with self.assertRaises(UserError):
            contract.with_user(self.sub_officer).action_confirm()

    def test_roles(self):
        """W4: readers accept nothing, and nobody writes the schedule by hand."""
        contract = self._new_contract(confirm=False)
        with self.assertRaises(AccessError):
            contract.with_user(self.sub_reader).action_confirm()
        contract._confirm()
        row = contract.period_ids[0]
        for user in (self.sub_officer, self.treasurer):
            with self.assertRaises(UserError):
                row.with_user(user).write({"amount_total": 1.0})
        context = {"community_schedule_pen": object()}
        for rows in (row, row.sudo(), row.with_context(**context).sudo()):
            with self.assertRaises(UserError):
                rows.write({"amount_total": 1.0})
            with self.assertRaises(UserError):
                rows.unlink()
            with self.assertRaises(UserError):
                rows.create({"contract_id": contract.id, "origin": "x"})

    def test_billed_rows_stay(self):
        """W5: a billed row is neither edited nor deleted, not even by the suite."""
        contract = self._new_contract()
        self._bill_plainly(contract)
        row = contract.period_ids.filtered(lambda row: row.state == "billed")
        with self.assertRaises(UserError):
            row._with_pen().write({"amount_total": 1.0})
        with self.assertRaises(UserError):
            row._with_pen().unlink()

    def test_calendar_and_trial(self):
        """W5: a week free, the rest of the month by days, then whole months."""
        plan = self._new_plan(
            "Swim", anchor="calendar", trial_number=7, trial_unit="day"
        )
        contract = self._new_contract(plan)
        rows = self._get_rows(contract)[:3]
        self.assertEqual(rows.mapped("state"), ["free", "planned", "planned"])
        self.assertEqual(str(contract.trial_end), "2026-03-16")
        self.assertEqual(
            self._get_begins(contract, 3), ["2026-03-10", "2026-03-17", "2026-04-01"]
        )
        self.assertEqual(rows.mapped("amount_total"), [0.0, 24.19, 50.0])
        self.assertEqual(contract.state_reason, "trial")
        self.assertEqual(contract.paid_until, contract.trial_end)
        self.assertEqual(contract.next_bill_date, date(2026, 3, 17))

    def test_arrears_and_term(self):
        """W5: a term that ends in the middle of a month; billed when it is over."""
        plan = self._new_plan(
            "Lane",
            anchor="calendar",
            billing_mode="arrears",
            term_number=6,
            term_unit="week",
            renewal="none",
        )
        contract = self._new_contract(plan)
        rows = self._get_rows(contract)
        self.assertEqual(str(contract.date_end), "2026-04-20")
        self.assertEqual(
            [(str(row.date_to), str(row.bill_date)) for row in rows],
            [("2026-03-31", "2026-04-01"), ("2026-04-20", "2026-04-21")],
        )
        self.assertEqual(rows.mapped("amount_total"), [35.48, 33.33])

    def test_daily_and_long_periods(self):
        """W5: at most 60 rows ahead, and always one beyond today."""
        daily = self._new_contract(self._new_plan("Day", interval_unit="day"))
        self.assertEqual(len(self._get_rows(daily)), 61)
        long_plan = self._new_plan("Long", interval_unit="year", interval_number=3)
        self.assertEqual(
            self._get_begins(self._new_contract(long_plan), 9),
            ["2026-03-10", "2029-03-10"],
        )

    def test_instalments(self):
        """W5: a year in three parts, which sum to the year."""
        plan = self._new_plan("Year", interval_unit="year", instalments=3)
        contract = self._new_contract(plan)
        rows = self._get_rows(contract)
        self.assertEqual(rows[:3].mapped("amount_total"), [16.67, 16.66, 16.67])
        self.assertEqual(
            self._get_begins(contract, 3), ["2026-03-10", "2026-07-10", "2026-11-10"]
        )

    def test_joining_fee_once(self):
        """W4: the joining fee is billed once in the life of a member."""
        fee = self._new_product("Joining", 100.0)
        plan = self._new_plan("A", joining_product_id=fee.id, joining_price=75.0)
        other = self._new_plan("B", joining_product_id=fee.id, joining_price=75.0)
        contract = self._new_contract(plan)
        row = self._get_rows(contract, "joining")
        self.assertEqual((row.amount_total, row.bill_date), (75.0, TODAY))
        plan.joining_price = 90.0
        contract._lay_out()
        self.assertEqual(row.amount_total, 75.0)
        again = self._new_contract(other, contract.partner_id)
        self.assertFalse(self._get_rows(again, "joining"))
        self.assertTrue(self._get_rows(self._new_contract(other), "joining"))

    def test_joining_fee_of_two_at_a_time(self):
        """W4: whoever accepts for a member writes his row: the second one waits."""
        fee = self._new_product("Joining", 100.0)
        plan = self._new_plan("A", joining_product_id=fee.id)
        # Of before the test, so that other connections see him.
        member = self.env.ref("base.public_partner")
        member.company_id = False
        draft = self._new_contract(plan, member, confirm=False)
        self.env.flush_all()
        where = SQL("SELECT ctid::text FROM res_partner WHERE id = %s", member.id)
        before = self.env.execute_query(where)
        draft._confirm()
        self.assertNotEqual(self.env.execute_query(where), before)
        with self.registry.cursor() as other:
            other.execute(SQL("%s FOR NO KEY UPDATE SKIP LOCKED", where))
            self.assertFalse(other.fetchall())

    def test_joining_fee_of_merged_contacts(self):
        """W4: two records were one person: what is not billed yet is asked once."""
        fee = self._new_product("Joining", 100.0)
        plan = self._new_plan("A", joining_product_id=fee.id)
        contracts = self.env["community.contract"]
        for _number in range(3):
            contracts += self._new_contract(plan, self._new_member())
        self._bill_plainly(contracts[2])
        wizard = self.env["base.partner.merge.automatic.wizard"]
        for kept, source, left in [(0, 1, 1), (0, 2, 0)]:
            partners = contracts[kept].partner_id | contracts[source].partner_id
            wizard._merge(partners.ids, contracts[kept].partner_id, extra_checks=False)
            contracts.invalidate_recordset()
            rows = contracts[:2].period_ids
            self.assertEqual(len(rows.filtered(lambda r: r.kind == "joining")), left)
        self.assertEqual(self._get_rows(contracts[2], "joining").state, "billed")

    def test_texts(self):
        """W5: the days of each period stand in its text as the payer writes dates."""
        self.env["res.lang"]._activate_lang("tr_TR")
        line = {"product_id": self.product.id, "name": "Aidat #START# - #END#"}
        plan = self._new_plan("Aidat", line_ids=[(0, 0, line)])
        member = self._new_member(lang="tr_TR")
        contract = self._new_contract(plan, member)
        first = self._get_rows(contract)[0]
        self.assertEqual(first.detail[0]["name"], "Aidat 10.03.2026 - 09.04.2026")

    def test_sections_and_notes(self):
        """W5: headings and remarks stand among the lines of every invoice."""
        contract = self._new_contract(confirm=False)
        contract.line_ids = [
            (0, 0, {"display_type": "line_section", "name": "Dues", "sequence": 1}),
            (0, 0, {"product_id": self.product.id, "origin": "plan", "sequence": 2}),
            (0, 0, {"display_type": "line_note", "name": "Thanks", "sequence": 3}),
        ]
        contract._confirm()
        detail = self._get_rows(contract)[0].detail
        self.assertEqual(
            [entry["display_type"] for entry in detail],
            ["line_section", False, "line_note"],
        )
        move = self._bill_plainly(contract)
        self.assertEqual(len(move.invoice_line_ids), 3)
        self._check()

    def test_settled(self):
        """W4: who, from when and in which currency stays as it was accepted."""
        contract = self._new_contract()
        with self.assertRaises(UserError):
            contract.date_start = date(2026, 1, 1)
        with self.assertRaises(UserError):
            contract.partner_id = self._new_member("Somebody Else")
        contract.write({"date_start": contract.date_start, "note": "The same day."})

    def test_another_payer(self):
        """W4: who takes over the payment pays the prices that were agreed on."""
        currency = self.env.ref("base.CHF")
        currency.active = True
        foreign = self.env["product.pricelist"].create(
            {"name": "Swiss", "currency_id": currency.id}
        )
        payer = self.env["res.partner"].create({"name": "Aunt"})
        payer.with_company(self.company).specific_property_product_pricelist = foreign
        contract = self._new_contract()
        before = (contract.pricelist_id, contract.currency_id)
        contract.payer_id = payer
        self.assertEqual((contract.pricelist_id, contract.currency_id), before)
        with self.assertRaises(UserError):
            contract.pricelist_id = foreign

    def test_two_companies(self):
        """W5: contracts of two companies are laid out in one call, each its own way."""
        self._set_up_accounting(self.other_company)
        self.env.user.company_ids |= self.other_company
        both = (self.company + self.other_company).ids
        env = self.env(context={**self.env.context, "allowed_company_ids": both})
        taxes = [
            self._new_tax(10.0, company_id=company.id)
            for company in (self.company, self.other_company)
        ]
        taxes[1].amount = 20.0
        self.product.taxes_id = taxes[0] + taxes[1]
        plan = self._new_plan("Both", company_id=False)
        contracts = (
            self.env["community.contract"]
            .with_env(env)
            .create(
                [
                    {
                        "plan_id": plan.id,
                        "partner_id": self._new_member().id,
                        "company_id": company.id,
                        "date_start": TODAY,
                    }
                    for company in (self.company, self.other_company)
                ]
            )
        )
        contracts._confirm()
        first = [self._get_rows(each)[0].amount_tax for each in contracts]
        self.assertEqual(first, [5.0, 10.0])

    def test_tampering_is_found(self):
        """W6: an amount altered behind our back, in row or invoice, is reported."""
        contract = self._new_contract()
        move = self._bill_plainly(contract)
        self._check()
        row = move.community_period_ids
        self.env.cr.execute(
            "UPDATE community_contract_period SET amount_untaxed = 49.99 WHERE id = %s",
            [row.id],
        )
        row.invalidate_recordset()
        found = self.env["community.contract.period"]._check_ledger()
        self.assertEqual(len(found), 2)
        self.assertTrue(all(move.name in sentence for sentence in found))

    def test_missing_row_is_found(self):
        """W6: days up to today without a row are reported."""
        contract = self._new_contract()
        self.env.cr.execute(
            "DELETE FROM community_contract_period WHERE contract_id = %s"
            " AND date_from = %s",
            [contract.id, TODAY],
        )
        self.env.invalidate_all()
        found = self.env["community.contract.period"]._check_ledger()
        self.assertEqual(len(found), 1)
        self.assertIn(contract.name, found[0])
