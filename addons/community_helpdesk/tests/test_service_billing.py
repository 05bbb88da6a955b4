from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_service import MORNING, ServiceCommon


@tagged("community", "post_install", "-at_install")
class TestBurnDown(ServiceCommon):
    def _usage(self, contract):
        return contract.period_ids.filtered(lambda row: row.kind == "usage")

    def _correct(self, record, hours):
        with freeze_time(MORNING + timedelta(hours=9)):
            record._correct_time(
                record.interval_ids, (MORNING, MORNING + timedelta(hours=hours)), "So"
            )

    def test_included_hours_burn_once(self):
        """G9: within the agreement nothing is billed; saving twice burns once."""
        contract = self._new_hours_contract()
        record = self._serve(2.0)
        self.assertEqual((record.contract_id, record.coverage), (contract, "hours"))
        with freeze_time(MORNING + timedelta(hours=3)):
            record.action_save()
            record.action_save()
        rows = self._usage(contract)
        self.assertEqual(rows.mapped("origin"), [f"usage:service:{record.id}"])
        self.assertEqual(rows.amount_total, 0.0)
        action = contract.with_user(self.service_officer).action_open_service_records()
        self.assertEqual(self._records().search(action["domain"]), record)
        with freeze_time(MORNING):
            contract.invalidate_recordset()
            self.assertEqual(contract.service_hours_left, 1.0)
            self.assertAlmostEqual(contract.service_hours_percent, 200 / 3)

    def test_two_burn_at_once(self):
        """G9: whoever burns writes the contract first: the second counts anew."""
        contract = self._new_hours_contract()
        self._serve(2.0)
        self.assertTrue(contract.service_burnt_at)
        where = SQL(
            "SELECT ctid::text FROM community_contract WHERE id=%s", contract.id
        )
        self.env.flush_all()
        before = self.env.execute_query(where)
        contract._burn_hours(0.5, MORNING.date(), "service:test")
        self.assertNotEqual(self.env.execute_query(where), before)

    def test_hours_beyond_are_billed_with_the_period(self):
        """G9, M9: what goes beyond has the price of the plan."""
        contract = self._new_hours_contract()
        self._serve(2.0)
        self._serve(3.0, user=self.agent)
        self.assertEqual(sum(self._usage(contract).mapped("amount_total")), 80.0)

    def test_corrections_burn_the_difference(self):
        """M10, G9: more burns more, less gives back, nothing twice."""
        contract = self._new_hours_contract()
        record = self._serve(4.0)
        self.assertEqual(sum(self._usage(contract).mapped("amount_total")), 40.0)
        for hours, total in ((5.0, 80.0), (2.0, 0.0), (2.0, 0.0), (4.0, 40.0)):
            self._correct(record, hours)
            rows = self._usage(contract)
            self.assertEqual(sum(rows.mapped("usage_quantity")), hours)
            self.assertEqual(sum(rows.mapped("amount_total")), total, hours)
        origins = self._usage(contract).mapped("origin")
        self.assertEqual(len(set(origins)), 4)
        record.activity_kind = "warranty"
        self.assertEqual(sum(self._usage(contract).mapped("usage_quantity")), 0.0)
        self.assertEqual(record.coverage, "free")

    def test_correction_after_the_invoice(self):
        """G9, M10: hours that were billed and taken back are credited, once."""
        contract = self._new_hours_contract()
        record = self._serve(4.0)
        with freeze_time("2026-04-01"):
            self.assertEqual(contract._bill().amount_untaxed, 90.0)
            self._correct(record, 2.0)
            self._correct(record, 2.0)
        with freeze_time("2026-05-01"):
            self.assertEqual(contract._bill().amount_untaxed, 10.0)
        with freeze_time("2026-06-01"):
            self.assertEqual(contract._bill().amount_untaxed, 50.0)

    def test_rounding_of_the_plan(self):
        """M9: begun quarters count, an hour at least, for billable time alone."""
        contract = self._new_hours_contract(
            hours=10, service_round_minutes=15, service_min_minutes=60
        )
        self.assertEqual(self._serve(0.1).billable_hours, 1.0)
        self.assertEqual(self._serve(1.1).billable_hours, 1.25)
        self.assertEqual(self._serve(1.1, activity_kind="travel").billable_hours, 0.0)
        self.assertEqual(sum(self._usage(contract).mapped("usage_quantity")), 2.25)

    def test_warnings(self):
        """G9: at 80 and at 100 per cent, an activity for the responsible."""
        contract = self._new_hours_contract(hours=10)
        contract.user_id = self.sub_officer
        kind = self.env.ref("community_helpdesk.mail_activity_type_hours")
        for hours, warned in ((7.9, 0), (0.1, 1), (1.0, 1), (1.0, 2), (1.0, 2)):
            self._serve(hours)
            found = contract.activity_ids.filtered(
                lambda each: each.activity_type_id == kind
            )
            self.assertEqual(len(found), warned, hours)
        self.assertEqual(found.user_id, self.sub_officer)

    def test_responsible_who_left(self):
        """G9: then whoever saved is told, and saving goes on."""
        contract = self._new_hours_contract(hours=1)
        contract.user_id = self.internal
        self._serve(2.0)
        self.assertEqual(contract.activity_ids.user_id, self.service_officer)

    def test_last_day_of_the_period(self):
        """G9: hours burn from the period of their day, in the officer's zone."""
        contract = self._new_hours_contract()
        night = MORNING.replace(month=3, day=31, hour=20, minute=59)
        last = self._serve(0.25, when=night)
        first = self._serve(0.25, when=night + timedelta(minutes=1), user=self.agent)
        self.assertEqual(str(last.date), "2026-03-31")
        self.assertEqual(str(first.date), "2026-04-01")
        self.assertEqual(contract._get_usage("service_hours", last.date), 0.25)
        self.assertEqual(contract._get_usage("service_hours", first.date), 0.25)

    def test_before_the_contract_begins(self):
        """G9: the day before is not included; the first day is."""
        contract = self._new_hours_contract()
        eve = MORNING.replace(day=28, month=2)
        self.assertEqual(self._serve(when=eve).coverage, "none")
        first = self._serve(when=MORNING.replace(day=1))
        self.assertEqual((first.coverage, first.contract_id), ("hours", contract))

    def test_unlimited_support(self):
        """G9: support that is included brings no line."""
        plan = self._new_plan("All in")
        self.env["community.plan.allowance"].create(
            {"plan_id": plan.id, "kind": "support", "is_unlimited": True}
        )
        with freeze_time("2026-03-01"):
            self._new_contract(plan, self.abc, "2026-03-01")
        record = self._serve()
        self.assertEqual(record.coverage, "included")
        with self.assertRaises(UserError):
            record.with_user(self.head)._bill(self.help_product, 40.0)

    def test_cost_in_the_profit_of_the_contract(self):
        """M9: what the hours cost stands in the margin, and follows corrections."""
        contract = self._new_hours_contract(track_profit=True)
        self.company.service_hour_cost = 12.0
        record = self._serve(2.0)
        self.assertEqual(contract.cost, 24.0)
        self.service_officer.service_hour_cost = 20.0
        self._correct(record, 1.0)
        self.env.flush_all()
        contract.invalidate_recordset()
        self.assertEqual(contract.cost, 20.0)


@tagged("community", "post_install", "-at_install")
class TestBillService(ServiceCommon):
    def _wizard(self, user, records, **values):
        wizards = self.env["community.service.bill"].with_user(user)
        return wizards.create(
            {
                "record_ids": [(6, 0, records.ids)],
                "product_id": self.help_product.id,
                "company_id": self.company.id,
                **values,
            }
        )

    def test_out_of_agreement(self):
        """M31: one draft for the account, one line for each record, once."""
        records = self._serve(1.5) | self._serve(1.0, partner=self.eda)
        records |= self._serve(1.0, activity_kind="warranty")
        wizard = self._wizard(self.head, records)
        self.assertEqual((wizard.hours, wizard.rate), (2.5, 40.0))
        self.assertEqual((wizard.amount, wizard.passed_over), (100.0, 1))
        wizard.action_bill()
        move = records.sudo().invoice_line_id.move_id
        self.assertEqual(
            (len(move), move.state, move.partner_id), (1, "draft", self.abc)
        )
        self.assertEqual(move.amount_untaxed, 100.0)
        with self.assertRaises(UserError):
            self._wizard(self.treasurer, records).action_bill()

    def test_two_at_once(self):
        """M31: whoever bills writes the records first: the second one waits."""
        record = self._serve()
        where = SQL(
            "SELECT ctid::text FROM community_service_record WHERE id = %s", record.id
        )
        self.env.flush_all()
        before = self.env.execute_query(where)
        records = self._records(self.treasurer).browse(record.ids)
        with patch.object(
            type(records), "_make_invoice", lambda self, *args: self.env["account.move"]
        ):
            records._bill(self.help_product, 40.0)
        self.env.flush_all()
        self.assertNotEqual(self.env.execute_query(where), before)
        self.assertFalse(records._get_to_bill())

    def test_billed_records_are_fixed(self):
        record = self._serve()
        self._wizard(self.treasurer, record, rate=55.0).action_bill()
        self.assertEqual(record.state, "billed")
        self.assertEqual(record.sudo().invoice_line_id.price_unit, 55.0)
        for vals in ({"activity_kind": "warranty"}, {"partner_id": self.eda.id}):
            with self.assertRaises(UserError):
                record.write(vals)
        with self.assertRaises(UserError):
            record.action_correct()
        with self.assertRaises(UserError):
            record.action_start()
        record.intervention = "A word may still be added."

    def test_deleted_draft_gives_the_time_back(self):
        record = self._serve()
        self._wizard(self.treasurer, record).action_bill()
        record.sudo().invoice_line_id.move_id.unlink()
        self.assertEqual(record.state, "saved")
        self._wizard(self.treasurer, record).action_bill()
        self.assertEqual(record.state, "billed")

    def test_officers_bill_nothing(self):
        record = self._serve()
        with self.assertRaises(AccessError):
            self._wizard(self.service_officer, record)

    def test_other_company(self):
        """Records of another company are left out."""
        record = self._serve()
        wizard = self._wizard(self.head, record).sudo()
        wizard.company_id = self.other_company
        with self.assertRaises(UserError):
            wizard.action_bill()


@tagged("community", "post_install", "-at_install")
class TestTicketTime(ServiceCommon):
    def test_clock_of_a_ticket(self):
        """M9: from the ticket, twice in a row, and the total."""
        ticket = self._new_ticket(user=self.agent, group_id=self.technical.id)
        with freeze_time(MORNING):
            ticket.action_start_clock()
            ticket.action_start_clock()
        record = ticket.service_record_ids
        self.assertEqual((len(record), record.partner_id), (1, self.ali))
        with freeze_time(MORNING + timedelta(hours=1)):
            record.action_pause()
            ticket.invalidate_recordset()
            self.assertEqual(ticket.service_seconds, 3600)
            self._records(self.agent).start_for_ticket(ticket.id)
        self.assertEqual(record.state, "running")
        with self.assertRaises(AccessError):
            ticket.with_user(self.colleague).action_start_clock()
        nobody = self._new_ticket(user=self.agent, partner_id=False)
        with self.assertRaises(UserError):
            nobody.action_start_clock()

    def test_time_goes_with_a_merged_ticket(self):
        """M9: no time is lost when two tickets become one."""
        ticket, target = self._new_ticket(), self._new_ticket()
        record = self._start(user=self.agent, ticket_id=ticket.id)
        ticket._merge_into(target)
        self.assertEqual(target.service_record_ids, record.sudo())
