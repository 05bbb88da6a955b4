from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_form import ServiceFormCommon
from .common_service import MORNING


@tagged("community", "post_install", "-at_install")
class TestServiceVisits(ServiceFormCommon):
    def _new_visit_plan(self, **values):
        vals = {
            "partner_id": self.abc.id,
            "type_id": self.visit_type.id,
            "user_id": self.service_officer.id,
            "every": 1,
            "unit": "week",
            "date_start": date(2026, 3, 2),
            "hour": 9.5,
            "task": "Filters",
        }
        plans = self.env["community.service.visit.plan"].with_user(self.head)
        return plans.create(vals | values)

    def test_recurring(self):
        """Domain 11.7: five weeks ahead, once each, from today and until the end."""
        self.company.partner_id.tz = "Europe/Istanbul"
        plan = self._new_visit_plan(date_end=date(2026, 3, 30))
        with freeze_time("2026-03-09 05:00:00"):
            made = plan._make_visits()
            self.assertEqual(
                made.mapped("visit_day"),
                [date(2026, 3, day) for day in (9, 16, 23, 30)],
            )
            self.assertFalse(plan._make_visits())
        first = made[0]
        self.assertEqual(str(first.date_from), "2026-03-09 06:30:00")
        self.assertEqual(first.date_to - first.date_from, timedelta(hours=1))
        self.assertEqual((first.state, first.task), ("planned", "Filters"))
        first.with_user(self.head).action_cancel()
        with freeze_time("2026-03-09 05:00:00"):
            self.assertFalse(plan._make_visits())

    def test_plan_cannot_be(self):
        """Domain 11.7: an end before the beginning, and an officer who plans."""
        with self.assertRaises(ValidationError):
            self._new_visit_plan(date_end=date(2026, 3, 1))
        with self.assertRaises(AccessError):
            self._new_visit_plan().with_user(self.service_officer).action_make_visits()

    def test_officer_is_suggested(self):
        """Domain 11.7: without a name, who serves the region goes."""
        region = self.env["community.member.region"].create({"name": "Kadıköy"})
        self.abc.member_region_id = region
        self.service_officer.service_region_ids = region
        self.agent.service_region_ids = self.env["community.member.region"].create(
            {"name": "Beşiktaş"}
        )
        with freeze_time("2026-03-02 05:00:00"):
            made = self._new_visit_plan(user_id=False)._make_visits()
        self.assertEqual(made.user_id, self.service_officer)
        self.assertEqual(made.region_id, region)

    def test_route(self):
        """Domain 11.7: the visits of a day are numbered region by region."""
        regions = self.env["community.member.region"].create(
            [{"name": "North"}, {"name": "South"}]
        )
        self.ali.member_region_id, self.eda.member_region_id = regions
        forms = self._forms(self.head).with_context(community_plan_visit=True)
        visits = forms
        for hours, person in enumerate((self.eda, self.ali, self.eda)):
            visits |= forms.create(
                {
                    "partner_id": person.id,
                    "user_id": self.service_officer.id,
                    "date_from": MORNING + timedelta(hours=hours),
                }
            )
        visits.action_order_route()
        self.assertEqual(visits.mapped("route_order"), [1, 3, 2])

    def test_visit_of_a_ticket(self):
        """Domain 10.11: a ticket becomes a visit, with its request's time."""
        ticket = self._new_ticket()
        action = ticket.with_user(self.agent).action_plan_visit()
        forms = self._forms(self.agent).with_context(**action["context"])
        visit = forms.create({})
        self.assertEqual((visit.ticket_id, visit.partner_id), (ticket, self.ali))
        self.assertEqual((visit.state, visit.task), ("planned", ticket.name))
        self.assertEqual(visit.requested_at, ticket.create_date.replace(microsecond=0))
        self.assertEqual(ticket.visit_count, 1)
        opened = ticket.with_user(self.agent).action_view_visits()
        self.assertEqual(forms.search(opened["domain"]), visit)
        nobody = self._new_ticket(partner_id=False)
        with self.assertRaises(UserError):
            nobody.action_plan_visit()

    def test_arrival(self):
        """M43: the officer is there; the visit becomes his form."""
        visit = (
            self._forms(self.head)
            .with_context(community_plan_visit=True)
            .create({"partner_id": self.ali.id, "user_id": self.service_officer.id})
        )
        with freeze_time(MORNING):
            visit.with_user(self.service_officer).action_start()
        self.assertEqual((visit.state, visit.arrived_at), ("draft", MORNING))
        visit.with_user(self.service_officer).action_plan()
        self.assertEqual(visit.state, "planned")


@tagged("community", "post_install", "-at_install")
class TestServiceFormAccess(ServiceFormCommon):
    def _seen(self, user, records):
        found = records.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
        return bool(found.search([("id", "in", records.ids)]))

    def test_roles(self):
        """M24: officers see those of the house and change their own."""
        form, version = self._sent(part_ids=[(0, 0, {"name": "Valve"})])
        for records in (form, version, form.answer_ids, form.part_ids):
            for user, sees in (
                (self.service_officer, True),
                (self.agent, True),
                (self.head, True),
                (self.other_agent, False),
            ):
                self.assertEqual(self._seen(user, records), sees, records._name)
            for user in (self.internal, self.ali_user):
                with self.assertRaises(AccessError):
                    records.with_user(user).search([])
        for records, vals in (
            (form, {"result": "Mine"}),
            (form.part_ids, {"name": "Mine"}),
            (form.answer_ids[:1], {"value": "9"}),
        ):
            with self.assertRaises(AccessError):
                records.with_user(self.agent).write(vals)
        with self.assertRaises(AccessError):
            form.with_user(self.agent).action_cancel()
        form.with_user(self.head).write({"note": "Seen"})
        with self.assertRaises(AccessError):
            self._new_form(user_id=self.agent.id)

    def test_confidential(self):
        """R22, trap: a visit for a confidential ticket is its group's alone."""
        ticket = self._new_ticket(group_id=self.legal.id)
        form, version = self._sent(
            user=self.colleague, part_ids=[(0, 0, {"name": "Seal"})]
        )
        form.ticket_id = ticket
        for records in (form, version, form.answer_ids, form.part_ids):
            for user, sees in (
                (self.colleague, True),
                (self.agent, False),
                (self.head, False),
                (self.service_officer, False),
            ):
                self.assertEqual(self._seen(user, records), sees, (user.name, records))
        version._approve(3)
        self.assertFalse(
            form.activity_ids
            & form.activity_ids.search(
                [
                    ("user_id", "=", self.head.id),
                    ("res_id", "=", form.id),
                    ("res_model", "=", form._name),
                ]
            )
        )
        with self.assertRaises(AccessError):
            self._new_form(ticket_id=ticket.id, user=self.agent)

    def test_what_follows_is_not_written(self):
        """M40, M44: nobody approves, scores or closes by writing a value."""
        form, _version = self._sent()
        for user in (self.service_officer, self.head):
            for vals in (
                {"state": "approved"},
                {"score": 10},
                {"answer": "approved"},
                {"version": 0},
                {"client_key": "mine"},
                {"closed_at": MORNING},
                {"route_order": 1},
                {"number": "F1"},
            ):
                with self.assertRaises(UserError):
                    form.with_user(user).write(vals)
        with self.assertRaises(UserError):
            self._new_form(state="approved")

    def test_lines_stay_with_their_form(self):
        """M44: a row cannot be moved onto a closed form."""
        closed = self._approved(fee=0.0)
        closed.with_user(self.head).action_close()
        form = self._new_form(part_ids=[(0, 0, {"name": "Valve"})])
        with self.assertRaises(UserError):
            form.part_ids.write({"form_id": closed.id})

    def test_other_company(self):
        """Company: neither customers nor types of another one."""
        theirs = self.env["res.partner"].create(
            {"name": "Theirs", "company_id": self.other_company.id}
        )
        with self.assertRaises(UserError):
            self._new_form(partner_id=theirs.id)
