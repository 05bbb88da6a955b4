from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CommunityHelpdeskCommon


@tagged("community", "post_install", "-at_install")
class TestRouting(CommunityHelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["community.ticket.rule"]
        cls.problem = cls.env.ref("community_helpdesk.type_problem")
        cls.after_sales = cls._new_group("After Sales", cls.colleague)

    def _new_rule(self, group, **values):
        vals = {"name": group.name, "group_id": group.id, "active": True}
        vals["company_id"] = self.company.id
        return self.rules.create(vals | values)

    def test_nothing_happens_without_rules(self):
        ticket = self._new_ticket(user=self.agent)
        self.assertFalse(ticket.group_id or ticket.user_id or ticket.route_text)

    def test_scenario_of_three_groups(self):
        """R21, R27, R28, R29: by tag, by subject and by type to three groups."""
        tag = self.env["community.ticket.tag"].create({"name": "Contract question"})
        self._new_rule(self.legal, tag_ids=tag.ids)
        self._new_rule(self.after_sales, words="warranty, garanti")
        rule = self._new_rule(self.technical, type_ids=self.problem.ids)
        legal = self._new_ticket(user=self.agent, tag_ids=tag.ids).sudo()
        self.assertEqual(legal.group_id, self.legal)
        sales = self._new_ticket("GARANTİM bitti mi?", user=self.agent).sudo()
        self.assertEqual(sales.group_id, self.after_sales)
        technical = self._new_ticket(user=self.agent, type_id=self.problem.id)
        self.assertEqual(technical.group_id, self.technical)
        self.assertIn(rule.name, technical.route_text)
        other = self._new_ticket("Hello", user=self.agent)
        self.assertFalse(other.group_id)
        self.assertIn("None of 3 rules fits", other.route_text)

    def test_each_sees_his_expertise(self):
        """R30: what a rule takes elsewhere is not the agent's any more."""
        self._new_rule(self.legal)
        ticket = self._new_ticket(user=self.agent)
        with self.assertRaises(AccessError):
            ticket.with_user(self.agent).read(["name"])
        self.assertTrue(ticket.with_user(self.colleague).read(["name"]))

    def test_language(self):
        """R10, R11: Georgian requests go to who answers in Georgian."""
        self.env["res.lang"]._activate_lang("ka_GE")
        georgian = self.env["res.lang"]._lang_get("ka_GE")
        hall = self._new_group("Georgian Desk", self.colleague, assign_way="balanced")
        hall.member_ids.lang_ids = georgian
        self._new_rule(hall, lang_ids=georgian.ids, needs_lang=True)
        self.ali.lang = "ka_GE"
        ticket = self._new_ticket(user=self.agent).sudo()
        self.assertEqual((ticket.group_id, ticket.user_id), (hall, self.colleague))

    def test_balanced_by_load(self):
        """R17, R18: a batch is spread; who is away or full is passed over."""
        self.technical.assign_way = "balanced"
        vals = {"group_id": self.technical.id, "user_id": self.colleague.id}
        self.env["community.ticket.group.member"].create(vals)
        self._new_rule(self.technical)
        tickets = self.env["community.ticket"].with_user(self.agent)
        made = tickets.create([{"name": f"Number {place}"} for place in range(6)])
        self.assertEqual(len(made.filtered(lambda t: t.user_id == self.agent)), 3)
        absence = self.env["community.ticket.absence"].with_user(self.agent)
        absence.action_away()
        ticket = self._new_ticket(user=self.agent)
        self.assertEqual(ticket.user_id, self.colleague)
        self.assertIn("1 away", ticket.route_text)
        absence.action_back()
        self.technical.member_ids.filtered(
            lambda member: member.user_id == self.colleague
        ).capacity = 4
        ticket = self._new_ticket(user=self.agent)
        self.assertEqual(ticket.user_id, self.agent)

    def test_priority_to_the_experienced(self):
        """R22, R25: urgent tickets go to seniors and are raised."""
        vals = {"group_id": self.technical.id, "user_id": self.colleague.id}
        self.env["community.ticket.group.member"].create(vals | {"seniority": "3"})
        self._new_rule(
            self.technical,
            priority_from="2",
            seniority_from="3",
            assign_way="balanced",
            set_priority="3",
        )
        ticket = self._new_ticket(user=self.agent, priority="2")
        self.assertEqual(ticket.user_id, self.colleague)
        self.assertEqual(ticket.priority, "3")

    def test_a_new_group_hands_it_out(self):
        """A ticket moved to another group gets an agent of that group."""
        ticket = self._new_ticket(user=self.agent, group_id=self.technical.id)
        ticket.user_id = self.agent
        self.after_sales.assign_way = "turns"
        ticket.group_id = self.after_sales
        self.assertEqual(ticket.sudo().user_id, self.colleague)

    def test_route_again(self):
        """R41: rules made later take it when asked; the log tells what was done."""
        ticket = self._new_ticket(user=self.agent)
        rule = self._new_rule(self.technical)
        ticket.action_route_again()
        self.assertEqual(ticket.group_id, self.technical)
        self.assertEqual(rule.with_user(self.head).routed_count, 1)
        with self.assertRaises(UserError):
            rule.log_ids.with_user(self.head).unlink()
        with self.assertRaises(AccessError):
            rule.log_ids.with_user(self.agent).read(["ticket_id"])

    def test_switched_off_and_other_company(self):
        """R42: rules switched off, and those of another company, do nothing."""
        rule = self._new_rule(self.technical)
        rule.active = False
        other = self.env["community.ticket.group"].create(
            {"name": "Elsewhere", "company_id": self.other_company.id}
        )
        self.rules.create(
            {
                "name": "Elsewhere",
                "group_id": other.id,
                "company_id": self.other_company.id,
                "active": True,
            }
        )
        self.assertFalse(self._new_ticket(user=self.agent).group_id)
        with self.assertRaises(AccessError):
            rule.with_user(self.agent).active = True

    def test_same_queries_for_a_batch(self):
        """R41: routing a hundred costs as many queries as routing ten."""
        self.technical.assign_way = "balanced"
        self._new_rule(self.technical, words="number")
        tickets = self.env["community.ticket"].with_user(self.agent)

        def count(size):
            vals = [{"name": f"Number {place}"} for place in range(size)]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tickets.create(vals)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(3)
        self.assertLessEqual(count(100), count(10) + 3)

    def test_back_to_the_queue(self):
        """An untouched ticket goes to another agent after the hours of the group."""
        self.technical.write({"return_hours": 2, "assign_way": "turns"})
        ticket = self._new_ticket(group_id=self.technical.id)
        self.assertEqual(ticket.user_id, self.agent)
        tickets = self.env["community.ticket"]
        self.assertFalse(tickets._return_to_queue())
        ticket._keep({"assigned_at": fields.Datetime.now() - timedelta(hours=3)})
        self.assertEqual(tickets._return_to_queue(), ticket)
        self.assertFalse(ticket.user_id)
        self.assertFalse(tickets._return_to_queue())

    def test_absence_of_others(self):
        absences = self.env["community.ticket.absence"]
        with self.assertRaises(AccessError):
            absences.with_user(self.agent).create({"user_id": self.colleague.id})
        made = absences.with_user(self.head).create({"user_id": self.colleague.id})
        with self.assertRaises(AccessError):
            made.with_user(self.agent).unlink()

    def test_try_a_rule(self):
        """R24, R41: what it would have done is shown; nothing changes."""
        kept = self._new_ticket("Refund of the locker")
        self._new_ticket("Hello")
        hidden = self._new_ticket("Refund of a lawyer", group_id=self.legal.id)
        rule = self._new_rule(self.technical, words="refund", active=False)
        action = rule.with_user(self.head).action_try()
        self.assertEqual(action["res_model"], "community.ticket.rule.trial")
        trial = self.env[action["res_model"]].browse(action["res_id"])
        trial = trial.with_user(self.head)
        self.assertEqual((trial.taken, trial.moved), (1, 1))
        self.assertEqual(trial.line_ids.ticket_id, kept)
        self.assertNotIn(hidden, trial.line_ids.sudo().ticket_id)
        self.assertFalse(kept.group_id)
        self.assertFalse(rule.active)
        with self.assertRaises(AccessError):
            rule.with_user(self.agent).action_try()
