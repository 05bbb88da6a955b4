from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .common_service import MORNING, ServiceCommon


def after(hours):
    return freeze_time(MORNING + timedelta(hours=hours))


@tagged("community", "post_install", "-at_install")
class TestServiceClock(ServiceCommon):
    def test_the_customer_starts_the_clock(self):
        """M1, M2: saving with a customer runs the clock of its officer."""
        with freeze_time(MORNING), Form(self._records()) as form:
            form.partner_id = self.ali
        record = form.record
        self.assertEqual((record.state, record.running_since), ("running", MORNING))
        self.assertEqual(record.account_id, self.abc)

    def test_pause_and_go_on(self):
        """M9: one record, several stretches, one total."""
        record = self._start()
        with after(1):
            record.action_pause()
        self.assertEqual((record.state, record.seconds), ("paused", 3600))
        with after(2):
            record.action_start()
            record.action_start()
        with after(2.5):
            record.action_pause()
            record.action_pause()
        self.assertEqual(len(record.interval_ids), 2)
        self.assertEqual(record.hours, 1.5)

    def test_starting_another_stops_the_first(self):
        """M9: one clock for each officer; colleagues have their own."""
        first = self._start()
        other = self._start(user=self.agent)
        with after(1):
            second = self._records().browse(
                self._records().start_for_customer(self.eda.id)
            )
        self.assertEqual((first.state, second.state), ("paused", "running"))
        self.assertEqual(other.state, "running")
        with after(2):
            again = self._records().start_for_customer(self.ali.id)
        self.assertEqual(again, first.id)
        self.assertEqual(second.seconds, 3600)

    def test_every_tab_is_told(self):
        """M9: the tabs of the officer hear of it, and nobody else's."""
        with patch.object(
            type(self.service_officer), "_bus_send", autospec=True
        ) as bus:
            record = self._start()
            with after(1):
                record.action_pause()
        told = [(call.args[0], call.args[1:]) for call in bus.call_args_list]
        news = ("community.service.clock", {})
        self.assertEqual(told, [(self.service_officer, news)] * 2)

    def test_import_starts_no_clock(self):
        made = self._records().create([{"partner_id": self.ali.id}] * 3)
        self.assertEqual(set(made.mapped("state")), {"paused"})
        alone = self._records().with_context(service_without_clock=True)
        self.assertEqual(alone.create({"partner_id": self.ali.id}).state, "paused")

    def test_what_is_saved_together(self):
        """M8, M12, M13, M14, M15: service, person, status and result, in one go."""
        record = self._start()
        with after(1):
            action = record.action_stop()
            self.assertEqual((action["res_id"], record.state), (record.id, "paused"))
            with self.assertRaises(UserError):
                record.action_save()
            with Form(record) as form:
                form.status_id = self.repair
                form.authorised_id = self.eda
                form.user_status_id = self.calm
                form.intervention = "The reader was replaced."
            record.action_save()
        self.assertEqual(record.state, "saved")
        self.assertEqual(record.authorised_name, self.eda.name)
        free = self._start(authorised_name="The guard")
        self.assertEqual(free.authorised_name, "The guard")

    def test_agreement_at_a_glance(self):
        """M3, M4, M5, M6, M7: before the record is saved."""
        contract = self._new_hours_contract(term_number=1, renewal="none")
        region = self.env["community.member.region"].create(
            {"name": "Marmara", "code": "34"}
        )
        self.abc.write({"ref": "120.01", "phone": "+90 212 1", "street": "Port 1"})
        self.abc.member_region_id = region
        with freeze_time(MORNING):
            form = Form(self._records())
            form.partner_id = self.ali
            self.assertEqual(form.agreement_id, contract)
            self.assertEqual(form.agreement_end, contract.date_end)
            self.assertEqual(form.agreement_standing, "soon")
            self.assertEqual(form.account_code, "120.01")
            self.assertEqual(form.region_code, "34")
            self.assertEqual(form.contact_email, self.ali.email)
        contract.sudo().state = "ended"
        form = Form(self._records())
        form.partner_id = self.ali
        self.assertEqual(form.agreement_standing, "ended")
        self.assertFalse(form.contract_id)
        form.partner_id = self.stranger
        self.assertEqual(form.agreement_standing, "none")

    @mute_logger("odoo.sql_db")
    def test_database_refuses_two_clocks(self):
        """M9: one running stretch for each officer, in order."""
        record = self._start()
        intervals = self.env["community.service.interval"]._with_pen()
        base = {"record_id": record.id, "user_id": self.service_officer.id}
        for vals in (
            {"start": MORNING},
            {"start": MORNING, "stop": MORNING - timedelta(1)},
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                intervals.create(base | vals)

    def test_two_at_once(self):
        """M9: the second tab waits for the row of the officer."""
        # Of before the test, so that other connections see him.
        officer = self.env.ref("base.user_admin")
        officer.company_ids |= self.company
        self.env.flush_all()
        where = SQL("SELECT ctid::text FROM res_users WHERE id = %s", officer.id)
        before = self.env.execute_query(where)
        record = self._records(officer).create({"partner_id": self.ali.id})
        self.assertEqual(record.state, "running")
        self.assertNotEqual(self.env.execute_query(where), before)
        with self.registry.cursor() as other:
            other.execute(SQL("%s FOR NO KEY UPDATE SKIP LOCKED", where))
            self.assertFalse(other.fetchall())

    def test_times_are_not_written_by_hand(self):
        record = self._start()
        for vals in ({"state": "saved"}, {"seconds": 5}, {"hours": 9}):
            with self.assertRaises(UserError):
                record.write(vals)
        with self.assertRaises(UserError):
            record.interval_ids.write({"stop": MORNING})
        with self.assertRaises(AccessError):
            record.interval_ids.unlink()
        with self.assertRaises(UserError):
            record.with_user(self.head).write({"user_id": self.head.id})

    def test_corrections_leave_a_trace(self):
        """M10: who, when, from, to, why; twice in a row."""
        record = self._serve()
        stretch = record.interval_ids
        later = MORNING + timedelta(hours=2)
        wizards = self.env["community.service.correct"].with_user(self.service_officer)
        vals = {"record_id": record.id, "reason": "Went on by phone"}
        with after(9):
            wizards.create(
                vals | {"interval_id": stretch.id, "start": MORNING, "stop": later}
            ).action_apply()
            self.assertEqual(record.hours, 2)
            wizards.create(
                vals | {"start": later, "stop": later + timedelta(hours=1)}
            ).action_apply()
            self.assertEqual(record.hours, 3)
            wizards.create(
                vals | {"interval_id": stretch.id, "is_removed": True}
            ).action_apply()
            self.assertEqual(record.hours, 1)
            with self.assertRaises(UserError):
                wizards.create(vals | {"start": later, "stop": MORNING}).action_apply()
        traces = record.correction_ids
        other = self._serve(1.0, partner=self.stranger, when=MORNING)
        with after(9), self.assertRaises(UserError):
            wizards.create(vals | {"start": MORNING, "stop": later}).action_apply()
        self.assertEqual(other.hours, 1)
        self.assertEqual(len(traces), 3)
        first = traces.sorted("id")[0]
        self.assertEqual(first.before_stop, MORNING + timedelta(hours=1))
        self.assertEqual(
            (first.after_stop, first.user_id), (later, self.service_officer)
        )
        with self.assertRaises(UserError):
            first.sudo().write({"reason": "x"})
        traces = self.env["community.service.correction"].sudo()
        with self.assertRaises(UserError):
            traces.create({"record_id": record.id, "user_id": 1, "reason": "Mine"})

    def test_contract_of_another_customer(self):
        contract = self._new_hours_contract(partner=self.stranger)
        with self.assertRaises(ValidationError):
            self._start(contract_id=contract.id)


@tagged("community", "post_install", "-at_install")
class TestForgottenClock(ServiceCommon):
    def _stop_forgotten(self, hours):
        with after(hours), self.enter_registry_test_mode():
            self.env.ref(
                "community_helpdesk.ir_cron_forgotten_clocks"
            ).method_direct_trigger()

    def test_stopped_at_the_limit(self):
        """M9: stopped at the limit with a mark and an activity, once."""
        self.company.service_max_hours = 8
        record = self._start()
        self._stop_forgotten(7.9)
        self.assertEqual(record.state, "running")
        self._stop_forgotten(30)
        self._stop_forgotten(31)
        self.assertEqual((record.state, record.hours), ("paused", 8))
        self.assertTrue(record.is_forgotten)
        self.assertEqual(record.activity_ids.user_id, self.service_officer)
        with after(32):
            record._correct_time(
                record.interval_ids, (MORNING, MORNING + timedelta(hours=1)), "Lunch"
            )
        self.assertFalse(record.is_forgotten or record.activity_ids)

    def test_ticket_that_became_confidential(self):
        """R23, M9: the clock stops all the same, and tells nobody."""
        self.company.service_max_hours = 8
        ticket = self._new_ticket(group_id=self.technical.id)
        record = self._start(user=self.agent, ticket_id=ticket.id).sudo()
        ticket.group_id = self.legal
        self._stop_forgotten(30)
        self.assertEqual((record.state, record.hours), ("paused", 8))
        self.assertFalse(record.activity_ids)

    def test_end_of_the_working_day(self):
        """M9: at 18:00 in the zone of the officer, also seen at login."""
        self.company.service_day_end = 18
        record = self._start()
        with after(5.99):
            self.assertTrue(self._records().get_clock()["running"])
        with after(6):
            clock = self._records().get_clock()
        self.assertFalse(clock["running"])
        self.assertTrue(clock["paused"][0]["is_forgotten"])
        self.assertEqual(record.hours, 6)
