from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_service import MORNING, ServiceCommon


@tagged("community", "post_install", "-at_install")
class TestServiceAccess(ServiceCommon):
    def _seen(self, user, records):
        found = self._records(user)
        found = found.with_context(allowed_company_ids=user.company_ids.ids)
        return found.search([("id", "in", records.ids)])

    def test_roles(self):
        """M16, M24: officers read those of the account and change their own."""
        record = self._serve()
        for user, sees in (
            (self.service_officer, True),
            (self.agent, True),
            (self.head, True),
            (self.treasurer, True),
            (self.other_agent, False),
        ):
            self.assertEqual(bool(self._seen(user, record)), sees, user.name)
        with self.assertRaises(AccessError):
            record.with_user(self.agent).write({"intervention": "Mine"})
        with self.assertRaises(AccessError):
            record.with_user(self.agent).action_pause()
        with self.assertRaises(AccessError):
            record.with_user(self.treasurer).action_save()
        record.with_user(self.head).write({"intervention": "Seen by the head"})
        with self.assertRaises(AccessError):
            self._records(self.internal).search([])
        with self.assertRaises(AccessError):
            self._records(self.ali_user).get_clock()
        with self.assertRaises(AccessError):
            self._start(user_id=self.agent.id)

    def test_customers_of_other_companies(self):
        """M11: accounts of another company of the house are not served."""
        theirs = self.env["res.partner"].create(
            {"name": "Theirs", "company_id": self.other_company.id}
        )
        with self.assertRaises(AccessError):
            self._records().start_for_customer(theirs.id)
        with self.assertRaises(UserError):
            self._records(self.env.user).create({"partner_id": theirs.id})

    def test_clock_comes_with_the_session(self):
        """M2: to whoever keeps service records, and to nobody else."""
        self._start()
        http = self.env["ir.http"]
        with freeze_time(MORNING + timedelta(hours=1)):
            clock = http.with_user(self.service_officer).lazy_session_info()
        self.assertEqual(
            clock["service_clock"]["running"]["customer"], "ABC Holding, Ali Yılmaz"
        )
        for user in (self.internal, self.ali_user, self.treasurer):
            self.assertNotIn(
                "service_clock", http.with_user(user).lazy_session_info(), user.name
            )

    def test_nobody_moves_anothers_clock(self):
        record = self._start()
        with self.assertRaises(UserError):
            record.with_user(self.head).action_start()
        with freeze_time(MORNING + timedelta(hours=1)):
            record.with_user(self.head).action_pause()
        self.assertEqual(record.hours, 1)

    def test_tickets_keep_theirs(self):
        """R23: time on confidential tickets is seen by their group alone."""
        ticket = self._new_ticket(group_id=self.legal.id)
        record = self._start(user=self.colleague, ticket_id=ticket.id)
        hall = self._start(
            user=self.agent, ticket_id=self._new_ticket(group_id=self.hall.id).id
        )
        rows = record.interval_ids
        for user in (self.agent, self.service_officer, self.head, self.treasurer):
            self.assertFalse(self._seen(user, record), user.name)
            with self.assertRaises(AccessError):
                rows.with_user(user).read(["start"])
        self.assertEqual(self._seen(self.service_officer, hall), hall)
        with self.assertRaises(AccessError):
            hall.with_user(self.service_officer).read(["ticket_id"])
        with self.assertRaises(AccessError):
            self._start(user=self.agent, ticket_id=ticket.id)
        technical = self._new_ticket(group_id=self.technical.id)
        own = self._start(user=self.agent, ticket_id=technical.id)
        self.assertFalse(self._seen(self.colleague, own))
        self.assertFalse(self._seen(self.service_officer, own))
        technical.group_id = self.legal
        self.assertFalse(self._seen(self.agent, own))

    def test_saved_records_stay(self):
        record = self._serve()
        with self.assertRaises(UserError):
            record.with_user(self.head).unlink()
        with self.assertRaises(AccessError):
            self._start().unlink()
        self._start().with_user(self.head).unlink()


@tagged("community", "post_install", "-at_install")
class TestServiceReports(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.training = cls.env["community.service.status"].create({"name": "Lesson"})

    def _make(self):
        first = self._serve(authorised_name="Zeynep")
        second = self._serve(
            2.0,
            user=self.agent,
            partner=self.eda,
            status_id=self.training.id,
            when=MORNING + timedelta(days=1),
        )
        self._serve(partner=self.stranger)
        return first, second

    def test_report_1(self):
        """M16, M17, M18, M19, M20, M21: all of the account, by person and service."""
        first, second = self._make()
        form = Form(self._records())
        form.partner_id = self.abc
        self.assertEqual(set(form.account_record_ids.ids), {first.id, second.id})
        form.filter_authorised = "zey"
        self.assertEqual(form.account_record_ids.ids, first.ids)
        form.filter_authorised = False
        form.filter_status_id = self.training
        self.assertEqual(form.account_record_ids.ids, second.ids)
        form.filter_status_id = self.env["community.service.status"]
        form.filter_user_id = self.service_officer
        self.assertEqual(form.account_record_ids.ids, first.ids)
        totals = first._get_totals(first._get_report_domain())
        self.assertEqual([row[2] for row in totals["days"]], [2.0, 1.0])
        self.assertEqual(
            [row[0] for row in totals["officers"]],
            [self.agent.with_user(self.service_officer), self.service_officer],
        )
        self.assertEqual(totals["services"][1][0].id, self.repair.id)
        self.assertIn("2:00", first.account_totals)
        account = self.abc.with_user(self.service_officer)
        self.assertEqual(account.service_hours, 3.0)
        found = self._records().search(account.action_open_service_records()["domain"])
        self.assertEqual(found, first | second.with_user(self.service_officer))
        with self.assertRaises(AccessError):
            self.abc.with_user(self.internal).action_open_service_records()
        self.assertEqual(first.action_edit()["res_id"], first.id)

    def test_report_2(self):
        """M22: own records between two days, both counted; heads see all."""
        first, second = self._make()
        wizards = self.env["community.service.period"]
        vals = {"date_from": "2026-03-10", "date_to": "2026-03-11", "user_id": False}
        own = wizards.with_user(self.service_officer).create(vals)
        self.assertEqual(
            own._get_records().user_id, self.service_officer.with_user(self.env.user)
        )
        self.assertEqual(
            own._get_records(),
            self._records()
            .search(own.action_show()["domain"])
            .sorted(lambda each: (each.date, each.id)),
        )
        every = wizards.with_user(self.head).create(vals)
        self.assertLessEqual({first.id, second.id}, set(every._get_records().ids))
        every.date_to = "2026-03-10"
        self.assertNotIn(second.id, every._get_records().ids)
        report = self.env["ir.actions.report"].with_user(self.service_officer)
        html = report._render_qweb_html(
            "community_helpdesk.report_service_period", own.ids
        )[0].decode()
        self.assertIn("Gate Repair", html)
        self.assertNotIn("Lesson", html)

    def test_queries_do_not_grow(self):
        """M16: a list of the account costs the same for 5 and for 50 records."""
        counts = []
        for number in (1, 5, 50):
            made = self._records().create([{"partner_id": self.ali.id}] * number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            made.web_read({name: {} for name in ("partner_id", "hours", "state")})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_queries_of_the_clock(self):
        """M2: the bar costs the same for 5 and for 50 records."""
        counts = []
        for number in (5, 5, 50):
            self._records().create([{"partner_id": self.ali.id}] * number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._records().get_clock()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLess(counts[2], 60)
