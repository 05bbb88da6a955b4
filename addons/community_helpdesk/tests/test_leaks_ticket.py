from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CommunityHelpdeskCommon

SECRET = "Kuzguncuk 4711"


@tagged("community", "post_install", "-at_install")
class TestLeaksTicket(CommunityHelpdeskCommon):
    """R23, R42: a confidential ticket, and one of another customer, from every side.

    Each way in is a method `_by_…` that returns all text that a user gets by it. Who
    may see the ticket finds the secret by each of them, so that none is blind.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.confidential = cls._new_secret(group_id=cls.legal.id)
        cls.private = cls._new_secret(group_id=cls.technical.id, is_private=True)
        cls.abc.shares_tickets = True
        export = cls.env.ref("base.group_allow_export")
        (cls.agent | cls.colleague | cls.head).group_ids |= export

    @classmethod
    def _new_secret(cls, **values):
        ticket = cls._new_ticket(
            f"About {SECRET}",
            description=f"<p>{SECRET}</p>",
            phone=SECRET,
            **values,
        )
        ticket.message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        ticket.name = f"Still about {SECRET}"
        cls.env["ir.attachment"].create(
            {
                "name": f"{SECRET}.txt",
                "raw": SECRET.encode(),
                "res_model": ticket._name,
                "res_id": ticket.id,
            }
        )
        ticket.activity_schedule(
            "mail.mail_activity_data_todo", summary=SECRET, user_id=cls.env.uid
        )
        cls.env.flush_all()
        return ticket

    # ------------------------------------------------------------
    # WAYS IN
    # ------------------------------------------------------------

    def _by_search(self, ticket):
        found = ticket.search([("name", "ilike", SECRET), ("id", "=", ticket.id)])
        return str(found.read(["name", "description"]))

    def _by_id(self, ticket):
        return str(ticket.read(["name", "description"]))

    def _by_name_search(self, ticket):
        return str(ticket.name_search(SECRET, [("id", "=", ticket.id)]))

    def _by_web_read(self, ticket):
        return str(ticket.web_read({"display_name": {}, "description": {}}))

    def _by_web_search(self, ticket):
        domain = [("id", "=", ticket.id)]
        return str(ticket.web_search_read(domain, {"name": {}, "description": {}}))

    def _by_groups(self, ticket):
        domain = [("id", "=", ticket.id)]
        return str(ticket.formatted_read_group(domain, ["name"], ["__count"]))

    def _by_export(self, ticket):
        return str(ticket.export_data(["name", "description"]))

    def _by_messages(self, ticket):
        domain = [("model", "=", ticket._name), ("res_id", "=", ticket.id)]
        messages = self.env["mail.message"].with_user(ticket.env.user)
        return str(messages.search(domain).mapped("body"))

    def _by_attachments(self, ticket):
        domain = [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        files = self.env["ir.attachment"].with_user(ticket.env.user)
        return str([each.raw for each in files.search(domain)])

    def _by_activities(self, ticket):
        domain = [("res_model", "=", ticket._name), ("res_id", "=", ticket.id)]
        activities = self.env["mail.activity"].with_user(ticket.env.user)
        return str(activities.search(domain).mapped("summary"))

    def _by_organisation(self, ticket):
        firm = ticket.env["res.partner"].browse(self.abc.id)
        found = firm.organisation_ticket_ids.filtered(lambda each: each == ticket)
        return str(found.mapped("name"))

    def _get(self, name, user, ticket):
        """What a user gets by a way; nothing when he is refused."""
        env = self.env(user=user, context={"allowed_company_ids": user.company_ids.ids})
        try:
            return getattr(self, name)(env[ticket._name].browse(ticket.id))
        except UserError:
            return ""

    def _check(self, ticket, ways, seers, others):
        for name in ways:
            for user in seers:
                self.assertIn(SECRET, self._get(name, user, ticket), (name, user.name))
            for user in others:
                self.env.invalidate_all()
                said = self._get(name, user, ticket)
                self.assertNotIn(SECRET, said, (name, user.name))

    # ------------------------------------------------------------
    # MATRICES
    # ------------------------------------------------------------

    def test_confidential_from_every_side(self):
        """R23: members of the group alone; heads, agents, officers get nothing."""
        ways = [name for name in dir(self) if name.startswith("_by_")]
        self.assertGreaterEqual(len(ways), 11)
        others = [self.agent, self.head, self.service_officer, self.other_agent]
        others += [self.internal, self.officer, self.manager]
        self._check(self.confidential, ways, [self.colleague], others)

    def test_customers_from_every_side(self):
        """R5: the requester sees it; colleagues and strangers get nothing of it."""
        ways = ["_by_search", "_by_id", "_by_name_search", "_by_web_read"]
        ways += ["_by_web_search", "_by_groups"]
        others = [self.eda_user, self.stranger_user]
        for ticket in (self.confidential, self.private):
            self._check(ticket, ways, [self.ali_user], others)

    def test_fields_of_agents(self):
        """R42: customers read of their own ticket what concerns them, no more."""
        self.abc.ticket_note = SECRET
        ticket = self.private.with_user(self.ali_user)
        self.assertTrue(ticket.read(["name", "number", "stage_kind"]))
        for name in ("customer_note", "route_text", "user_id", "promise_ids", "phone"):
            with self.assertRaises(AccessError):
                ticket.read([name])
            with self.assertRaises(AccessError):
                ticket.search([(name, "!=", False)])
        self.assertFalse(
            {"customer_note", "phone", "rule_id"} & ticket.read()[0].keys()
        )

    def test_counts_tell_nothing(self):
        """R23: numbers beside a customer count only what one may see."""
        firm = self.abc.with_user(self.agent)
        counted = firm.ticket_count
        self._new_secret(group_id=self.legal.id, priority="2")
        firm.invalidate_recordset()
        self.assertEqual(firm.ticket_count, counted)

    def test_sorting_and_filtering_tell_nothing(self):
        """R23: no domain through another record reaches a confidential ticket."""
        partners = self.env["res.partner"].with_user(self.agent)
        domain = [("organisation_ticket_ids.phone", "=", SECRET)]
        self.private.unlink()
        self.assertFalse(partners.search(domain))
        partners = partners.with_user(self.colleague)
        self.assertEqual(partners.search(domain), self.abc)

    def test_who_leaves_the_group_sees_nothing_any_more(self):
        """R23: the right ends with the membership, at once."""
        self.assertIn(SECRET, self._get("_by_id", self.colleague, self.confidential))
        self.legal.member_ids.unlink()
        self.env.invalidate_all()
        said = self._get("_by_id", self.colleague, self.confidential)
        self.assertNotIn(SECRET, said)
