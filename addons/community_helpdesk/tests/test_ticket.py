from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestTicket(CommunityHelpdeskCommon):
    def test_numbers_of_a_batch(self):
        """G7: tickets written at the desk have numbers of their own, in one go."""
        tickets = self.env["community.ticket"].with_user(self.agent)
        made = tickets.create([{"name": f"Request {place}"} for place in range(20)])
        self.assertEqual(len(set(made.mapped("number"))), 20)
        self.assertEqual(set(made.mapped("stage_kind")), {"new"})
        self.assertEqual(set(made.mapped("channel")), {"backend"})

    def test_types_of_requests(self):
        """G11, G13, G14: development, suggestion, complaint: types with stages."""
        codes = {"question", "problem", "development", "suggestion", "complaint"}
        types = self.env["community.ticket.type"].with_user(self.agent).search([])
        self.assertLessEqual(codes, set(types.mapped("code")))
        for kind in types.filtered(lambda each: each.code in codes):
            ticket = self._new_ticket(user=self.agent, type_id=kind.id)
            ticket.action_take()
            self.assertEqual(ticket.stage_kind, "open")
            ticket.action_solve()
            self.assertTrue(ticket.solved_at)

    def test_organisation_follows_the_requester(self):
        """R3, R12, R31, R32: requests of a customer belong to his organisation."""
        ticket = self._new_ticket(user=self.agent)
        self.assertEqual(ticket.organisation_id, self.abc)
        self.assertEqual(ticket.email_from, self.ali.email)
        alone = self._new_ticket(user=self.agent, partner_id=self.stranger.id)
        self.assertFalse(alone.organisation_id)

    def test_customer_at_a_glance(self):
        """G7: notes about person and organisation stand beside the ticket."""
        self.abc.write({"ticket_note": "Pays late", "is_ticket_vip": True})
        self.ali.ticket_note = "Prefers calls"
        ticket = self._new_ticket(user=self.agent)
        self.assertEqual(ticket.customer_note, "Prefers calls\nPays late")
        self.assertTrue(ticket.is_vip)
        self.assertFalse(ticket.contract_state)

    def test_life_of_a_ticket(self):
        """Moments follow from the stages; reopening is counted."""
        ticket = self._new_ticket(user=self.agent, group_id=self.technical.id)
        ticket.action_take()
        self.assertEqual(ticket.user_id, self.agent)
        ticket.action_solve()
        ticket.action_close()
        self.assertTrue(ticket.closed_at)
        ticket.action_reopen()
        self.assertFalse(ticket.solved_at or ticket.closed_at)
        self.assertEqual(ticket.reopen_count, 1)

    def test_moments_are_not_written_by_hand(self):
        ticket = self._new_ticket(user=self.agent)
        for name in ("solved_at", "first_answer_at", "stage_kind"):
            with self.assertRaises(UserError):
                ticket.write({name: False})
        with self.assertRaises(UserError):
            self._new_ticket(user=self.agent, channel="mail")
        number = ticket.number
        ticket.write({"number": "T1"})
        self.assertEqual(ticket.number, number)


@tagged("community", "post_install", "-at_install")
class TestGroups(CommunityHelpdeskCommon):
    @mute_logger("odoo.sql_db")
    def test_groups_hold_agents_only(self):
        """R16, R19, R33: the database refuses a customer in a group."""
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.technical.member_ids = [(0, 0, {"user_id": self.ali_user.id})]
            self.env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_an_agent_cannot_become_a_customer(self):
        """R16: not as long as he belongs to a group."""
        groups = self.env.ref("base.group_portal").ids
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.agent.group_ids = [(6, 0, groups)]
            self.env.flush_all()

    def test_two_structures(self):
        """R1, R34, R39: organisations hold customers, groups agents; each has screens.

        Only a group can keep its tickets from everybody else.
        """
        group, firm = self.technical, self.abc
        self.assertEqual(group.member_ids.user_id, self.agent)
        self.assertEqual(
            firm.ticket_people_ids & (self.ali | self.eda), self.ali | self.eda
        )
        self.assertIn("visibility", group._fields)
        self.assertNotIn("visibility", firm._fields)
        for name in (
            "res_partner_action_organisation",
            "community_ticket_group_action",
        ):
            action = self.env.ref(f"community_helpdesk.{name}")
            model = self.env[action.res_model].with_user(self.agent)
            self.assertTrue(model.get_views([(False, "list"), (False, "form")]))

    def test_departments_and_expertise(self):
        """R20, R28: groups are departments or fields of expertise."""
        names = {"Logistics", "Accounting", "After Sales"}
        groups = self.env["community.ticket.group"].with_user(self.head)
        made = groups.create(
            [{"name": name, "kind": "department"} for name in sorted(names)]
        )
        self.assertEqual(set(made.mapped("name")), names)
        with self.assertRaises(AccessError):
            groups.with_user(self.agent).create({"name": "Mine"})

    def test_only_members_are_given_tickets(self):
        """R18: a group's tickets go to its agents."""
        ticket = self._new_ticket(user=self.agent, group_id=self.technical.id)
        with self.assertRaises(ValidationError):
            ticket.user_id = self.colleague

    def test_who_sees_what(self):
        """R23, R30, R42: each role, by the group's visibility."""
        tickets = {
            "technical": self._new_ticket(group_id=self.technical.id),
            "legal": self._new_ticket(group_id=self.legal.id),
            "hall": self._new_ticket(group_id=self.hall.id),
            "none": self._new_ticket(),
        }
        expected = {
            self.agent: {"technical", "hall", "none"},
            self.colleague: {"legal", "hall", "none"},
            self.head: {"technical", "hall", "none"},
            self.other_agent: set(),
        }
        ids = [ticket.id for ticket in tickets.values()]
        for user, names in expected.items():
            found = self.env["community.ticket"].with_user(user)
            found = found.with_context(allowed_company_ids=user.company_ids.ids)
            found = found.search([("id", "in", ids)])
            self.assertEqual(
                {name for name, ticket in tickets.items() if ticket in found},
                names,
                user.name,
            )
        with self.assertRaises(AccessError):
            tickets["hall"].with_user(self.service_officer).read(["name"])

    def test_permissions_within_a_group(self):
        """R42: see, create, change and delete are told apart."""
        member = self.technical.member_ids
        ticket = self._new_ticket(group_id=self.technical.id).with_user(self.agent)
        member.permission = "see"
        self.assertEqual(ticket.name, "The gate does not open")
        with self.assertRaises(AccessError):
            ticket.write({"name": "Something else"})
        with self.assertRaises(AccessError):
            self._new_ticket(user=self.agent, group_id=self.technical.id)
        member.permission = "create"
        self._new_ticket(user=self.agent, group_id=self.technical.id)
        with self.assertRaises(AccessError):
            ticket.write({"name": "Something else"})
        member.permission = "change"
        ticket.write({"name": "Something else"})
        with self.assertRaises(AccessError):
            ticket.unlink()

    def test_followers_leave_when_it_becomes_confidential(self):
        """R23: colleagues stop following, and lose their activities."""
        ticket = self._new_ticket(user=self.agent, group_id=self.hall.id)
        ticket.message_subscribe(self.agent.partner_id.ids)
        ticket.activity_schedule("mail.mail_activity_data_todo", user_id=self.agent.id)
        ticket.sudo().group_id = self.legal
        self.assertNotIn(self.agent.partner_id, ticket.sudo().message_partner_ids)
        self.assertFalse(ticket.sudo().activity_ids)


@tagged("community", "post_install", "-at_install")
class TestOrganisations(CommunityHelpdeskCommon):
    def _seen_by(self, user, tickets):
        found = self.env["community.ticket"].with_user(user)
        return found.search([("id", "in", tickets.ids)])

    def test_sharing_and_private(self):
        """R5: colleagues see each other's tickets when the organisation shares them."""
        shared, private = self._new_ticket(), self._new_ticket(is_private=True)
        tickets = shared | private
        self.assertEqual(self._seen_by(self.ali_user, tickets), tickets)
        self.assertFalse(self._seen_by(self.eda_user, tickets))
        self.abc.shares_tickets = True
        self.assertEqual(self._seen_by(self.eda_user, tickets), shared)
        self.assertFalse(self._seen_by(self.stranger_user, tickets))
        shared.group_id = self.legal
        self.assertFalse(self._seen_by(self.eda_user, tickets))
        self.assertEqual(self._seen_by(self.ali_user, tickets), tickets)

    def test_extra_viewers(self):
        ticket = self._new_ticket()
        self.assertFalse(self._seen_by(self.stranger_user, ticket))
        ticket.viewer_ids = self.stranger
        self.assertEqual(self._seen_by(self.stranger_user, ticket), ticket)

    def test_a_right_of_the_assignment(self):
        """R5: whoever may see support requests sees all of his company."""
        ticket = self._new_ticket()
        self.env["community.member.assignment"].create(
            {
                "person_id": self.eda.id,
                "unit_id": self.abc.id,
                "can_see_tickets": True,
                "date_from": "2020-01-01",
            }
        )
        self.assertEqual(self._seen_by(self.eda_user, ticket), ticket)

    def test_domains(self):
        """R9, R35: free mail is refused, a domain belongs to one organisation."""
        domains = self.env["community.ticket.domain"].with_user(self.head)
        made = domains.create({"name": " @ABCHolding.test ", "partner_id": self.abc.id})
        self.assertEqual(made.name, "abcholding.test")
        found = domains._find_organisation("x@mail.abcholding.test")
        self.assertEqual(found, self.abc)
        for name in ("gmail.com", "mail.ru", "no domain", "yahoo.com.tr"):
            with self.assertRaises(ValidationError):
                domains.create({"name": name, "partner_id": self.abc.id})
        with self.assertRaises(ValidationError):
            domains.create({"name": "ali.test", "partner_id": self.ali.id})
