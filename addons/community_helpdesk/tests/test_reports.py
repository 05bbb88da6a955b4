from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CommunityHelpdeskCommon

SHOWN = {
    "number": {},
    "name": {},
    "priority": {},
    "partner_id": {"fields": {"display_name": {}}},
    "organisation_id": {"fields": {"display_name": {}}},
    "group_id": {"fields": {"display_name": {}}},
    "user_id": {"fields": {"display_name": {}}},
    "stage_id": {"fields": {"display_name": {}}},
    "promise_at": {},
}


@tagged("community", "post_install", "-at_install")
class TestReports(CommunityHelpdeskCommon):
    def test_one_screen_for_an_organisation(self):
        """R4, R12, R13: all tickets of ABC Holding on one screen, by a press."""
        mine = self._new_ticket() | self._new_ticket(partner_id=self.eda.id)
        self._new_ticket(partner_id=self.stranger.id)
        action = self.abc.with_user(self.agent).action_open_tickets()
        tickets = self.env["community.ticket"].with_user(self.agent)
        self.assertEqual(tickets.search(action["domain"]), mine.sorted("id").sorted())
        self.assertEqual(self.abc.with_user(self.agent).open_ticket_count, 2)
        with self.assertRaises(AccessError):
            self.abc.with_user(self.officer).action_open_tickets()

    def test_reports_by_organisation_and_group(self):
        """R8, R14, R40: counted by organisation, and by group."""
        self._new_ticket(group_id=self.technical.id)
        self._new_ticket(group_id=self.hall.id, partner_id=self.stranger.id)
        tickets = self.env["community.ticket"].with_user(self.head)
        domain = [("group_id", "in", (self.technical | self.hall).ids)]
        for name, expected in (
            ("organisation_id", {self.abc: 1, self.env["res.partner"]: 1}),
            ("group_id", {self.technical: 1, self.hall: 1}),
        ):
            rows = tickets._read_group(domain, [name], ["__count"])
            self.assertEqual(dict(rows), expected)

    def test_saved_filters(self):
        """R7, R15, R37, R38: agents keep filters of an organisation and of a group."""
        ticket = self._new_ticket(group_id=self.technical.id)
        filters = self.env["ir.filters"].with_user(self.agent)
        for name, domain in (
            ("ABC Holding", [("organisation_id", "=", self.abc.id)]),
            ("Technical", [("group_id", "=", self.technical.id)]),
        ):
            filters.create(
                {
                    "name": name,
                    "model_id": "community.ticket",
                    "domain": str(domain),
                    "user_ids": [(6, 0, self.agent.ids)],
                }
            )
        saved = filters.get_filters("community.ticket")
        self.assertLessEqual({"ABC Holding", "Technical"}, {f["name"] for f in saved})
        for each in saved:
            found = ticket.with_user(self.agent).search(
                filters.browse(each["id"])._get_eval_domain()
            )
            self.assertIn(ticket, found)

    def test_lists_cost_the_same_for_many_rows(self):
        """G7: ten rows and eighty are read with as many queries."""
        vals = {"company_id": self.company.id, "partner_id": self.ali.id}
        groups = self.technical | self.hall
        self.env["community.ticket"].create(
            [
                {**vals, "name": f"Row {place}", "group_id": groups[place % 2].id}
                for place in range(80)
            ]
        )
        tickets = self.env["community.ticket"].with_user(self.agent)

        def count(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = tickets.web_search_read([], SHOWN, limit=limit)
            self.assertEqual(len(found["records"]), limit)
            return self.env.cr.sql_log_count - before

        count(10)
        self.assertEqual(count(80), count(10))

    def test_tickets_of_a_contract(self):
        """W7: a contract opens the tickets that it pays for."""
        plan = self._new_plan("Rider")
        contract = self._new_contract(plan, self.ali)
        ticket = self._new_ticket(contract_id=contract.id)
        contract = contract.with_user(self.agent)
        self.assertEqual(contract.ticket_count, 1)
        tickets = self.env["community.ticket"].with_user(self.agent)
        domain = contract.action_open_tickets()["domain"]
        self.assertEqual(tickets.search(domain), ticket)
        with self.assertRaises(AccessError):
            contract.with_user(self.service_officer).action_open_tickets()
