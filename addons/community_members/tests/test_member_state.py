import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, tagged, users
from odoo.tools import mute_logger

from ..tools.member_state import Bound, StateFacts, StateRule, standing_on
from .common import CommunityMembersCommon

TODAY = "2026-06-15"


@tagged("post_install", "-at_install", "community")
class TestStandingOn(BaseCase):
    """The pure rule, without a database."""

    def test_bounds_are_inclusive(self):
        """W15, W42: a state holds on its first and on its last day, not beside them."""
        rule = StateRule("current", True, Bound("start"), Bound("end"))
        facts = StateFacts(start=date(2026, 3, 1), end=date(2026, 3, 31))
        for day, state in (
            (date(2026, 2, 28), "potential"),
            (date(2026, 3, 1), "current"),
            (date(2026, 3, 31), "current"),
            (date(2026, 4, 1), "potential"),
        ):
            with self.subTest(day=day):
                self.assertEqual(standing_on(facts, (rule,), day).state, state)

    def test_month_offset_on_the_31st(self):
        """W42: one month after 31 January is the last day of February."""
        rule = StateRule("grace", True, Bound("end"), Bound("end", 1, "months"))
        facts = StateFacts(end=date(2027, 1, 31))
        self.assertEqual(standing_on(facts, (rule,), date(2027, 2, 28)).state, "grace")
        self.assertEqual(
            standing_on(facts, (rule,), date(2027, 3, 1)).state, "potential"
        )

    def test_leap_day(self):
        """W42: a year after 29 February is 28 February."""
        rule = StateRule(
            "new", True, Bound("member_since"), Bound("member_since", 1, "years")
        )
        facts = StateFacts(member_since=date(2028, 2, 29))
        self.assertEqual(standing_on(facts, (rule,), date(2029, 2, 28)).state, "new")
        self.assertEqual(
            standing_on(facts, (rule,), date(2029, 3, 1)).state, "potential"
        )

    def test_missing_dates(self):
        """W15: without the start date a rule never matches; without the end, always."""
        rule = StateRule("current", True, Bound("start"), Bound("end"))
        day = date(2026, 6, 15)
        self.assertEqual(standing_on(StateFacts(), (rule,), day).state, "potential")
        facts = StateFacts(start=date(2000, 1, 1))
        self.assertEqual(standing_on(facts, (rule,), day), ("current", True))

    def test_override_counts_as_its_state_does(self):
        """W42: a state by hand beats every rule and keeps the meaning of the state."""
        rules = (StateRule("deceased", False), StateRule("current", True))
        facts = StateFacts(override="current")
        self.assertEqual(standing_on(facts, rules, date(2026, 1, 1)), ("current", True))


@tagged("post_install", "-at_install", "community")
class TestMemberState(CommunityMembersCommon):
    """The default rules on real records."""

    @freeze_time(TODAY)
    def test_default_rules(self):
        """W15, W42: every state is reached by its dates."""
        cases = {
            "potential": {},
            "applicant": {"membership_applied_on": "2026-06-01"},
            "new": {
                "member_since": "2026-04-01",
                "membership_start": "2026-04-01",
                "membership_end": "2027-03-31",
            },
            "current": {
                "member_since": "2020-04-01",
                "membership_start": "2020-04-01",
                "membership_end": "2026-06-15",
            },
            "grace": {
                "member_since": "2020-04-01",
                "membership_start": "2020-04-01",
                "membership_end": "2026-05-16",
            },
            "expired": {
                "member_since": "2020-04-01",
                "membership_start": "2020-04-01",
                "membership_end": "2026-05-15",
            },
            "suspended": {
                "membership_start": "2020-04-01",
                "membership_suspended_from": "2026-06-15",
                "membership_suspended_until": "2026-06-15",
            },
            "resigned": {
                "membership_start": "2020-04-01",
                "membership_resigned_on": "2026-06-15",
            },
            "deceased": {
                "membership_resigned_on": "2026-06-01",
                "deceased_on": "2026-06-15",
            },
        }
        counting = {"new", "current", "grace"}
        for state, values in cases.items():
            with self.subTest(state=state):
                member = self._new_member(**values)
                self.assertEqual(member.member_state, state)
                self.assertEqual(member.is_member, state in counting)

    @freeze_time(TODAY)
    def test_outside_the_register(self):
        """W10: an ordinary contact has no standing until it enters the register."""
        contact = self.env["res.partner"].create({"name": "Çınar Tekstil"})
        self.assertFalse(contact.member_state)
        contact.in_member_register = True
        self.assertEqual(contact.member_state, "potential")

    @users("community_officer")
    def test_immediate_recompute(self):
        """W42: changing a date changes the state at once, as an officer."""
        with freeze_time(TODAY):
            member = self._new_member(membership_start="2020-01-01")
            member = member.with_user(self.env.user)
            self.assertEqual(member.member_state, "current")
            member.membership_resigned_on = "2026-06-15"
            self.assertEqual(member.member_state, "resigned")
            self.assertEqual(str(member.member_state_since), TODAY)
            member.member_state_override = "current"
            self.assertEqual(member.member_state, "current")
            self.assertTrue(member.is_member)

    def test_nightly_job_moves_and_rests(self):
        """W42: the job moves who is due, once; the override stops it for one."""
        with freeze_time(TODAY):
            due = self._new_member(
                membership_start="2020-01-01", membership_end="2026-06-15"
            )
            held = self._new_member(
                "Nino Beridze",
                membership_start="2020-01-01",
                membership_end="2026-06-15",
                member_state_override="current",
            )
            self.env["res.partner"]._refresh_member_states()
        with freeze_time("2026-06-16"):
            self.assertGreaterEqual(self.env["res.partner"]._refresh_member_states(), 1)
            self.assertEqual(due.member_state, "grace")
            self.assertEqual(str(due.member_state_since), "2026-06-16")
            self.assertEqual(held.member_state, "current")
            self.assertEqual(self.env["res.partner"]._refresh_member_states(), 0)

    @freeze_time(TODAY)
    def test_job_equals_rule(self):
        """W42: one SQL statement and the pure rule agree on 600 random members."""
        chance = random.Random(42)
        self.env["community.member.state.rule"].create(
            {
                "name": "Riders leave after two weeks of suspension",
                "sequence": 5,
                "state": "expired",
                "start_event": "suspended_from",
                "start_offset": 2,
                "start_unit": "weeks",
                "category_ids": [(6, 0, self.category.ids)],
            }
        )
        members = self.env["res.partner"].create(
            [self._random_member(chance, number) for number in range(600)]
        )
        by_rule = {m.id: (m.member_state, m.is_member) for m in members}
        self.assertGreaterEqual(len({state for state, _c in by_rule.values()}), 8)
        members.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET member_state = NULL, is_member = NULL"
            " WHERE id = ANY(%s)",
            [members.ids],
        )
        members.invalidate_recordset()
        self.env["res.partner"]._refresh_member_states()
        by_job = {m.id: (m.member_state, m.is_member) for m in members}
        self.assertEqual(by_job, by_rule)

    def _random_member(self, chance, number):
        def day():
            return (
                date(2026, 6, 15) + timedelta(days=chance.randint(-400, 60))
                if chance.random() < 0.6
                else False
            )

        start, suspended = day(), day()
        return {
            "name": f"Rider {number}",
            "in_member_register": True,
            "member_category_id": chance.choice([self.category.id, False]),
            "membership_applied_on": day(),
            "member_since": day(),
            "membership_start": start,
            "membership_end": start and start + timedelta(days=chance.randint(0, 400)),
            "membership_suspended_from": suspended,
            "membership_suspended_until": suspended
            and chance.choice([False, suspended + timedelta(days=30)]),
            "membership_resigned_on": chance.random() < 0.1 and day(),
            "deceased_on": chance.random() < 0.1 and day(),
            "member_state_override": chance.random() < 0.1
            and chance.choice(["current", "suspended"]),
        }

    @freeze_time(TODAY)
    def test_job_is_one_pass(self):
        """W3, W42: the same number of queries for 10 and for 1,000 members."""
        counts = []
        for size in (10, 1000):
            self.env["res.partner"].create(
                [
                    {
                        "name": f"Rider {number}",
                        "in_member_register": True,
                        "membership_start": "2020-01-01",
                    }
                    for number in range(size)
                ]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["res.partner"]._refresh_member_states()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    @users("community_manager")
    def test_manager_applies_changed_rule(self):
        """W42: rules are records: a manager changes grace and applies it at once."""
        with freeze_time(TODAY):
            member = self._new_member(
                membership_start="2020-01-01", membership_end="2026-05-15"
            )
            self.assertEqual(member.member_state, "expired")
            rule = self.env.ref("community_members.member_state_rule_grace")
            rule.end_offset = 45
            action = rule.action_apply_rules()
            self.assertEqual(action["tag"], "display_notification")
            self.assertEqual(member.member_state, "grace")

    @users("community_officer")
    @mute_logger("odoo.addons.base.models.ir_model")
    def test_officer_may_not_change_rules(self):
        """W42: state rules are for managers."""
        rule = self.env.ref("community_members.member_state_rule_grace")
        with self.assertRaises(AccessError):
            rule.end_offset = 45
        with self.assertRaises(AccessError):
            rule.action_apply_rules()

    @freeze_time(TODAY)
    def test_admission_and_late_renewal(self):
        """W11, W42: number and three dates; grace keeps continuity, expiry restarts."""
        member = self._new_member()
        member._admit_members()
        self.assertTrue(member.member_number)
        self.assertEqual(str(member.membership_end), "2027-06-14")
        number = member.member_number
        with freeze_time("2027-07-10"):  # in grace
            member._admit_members()
            self.assertEqual(str(member.membership_start), TODAY)
            self.assertEqual(str(member.membership_end), "2028-06-14")
        with freeze_time("2029-01-01"):  # long expired
            self.env["res.partner"]._refresh_member_states()
            self.assertEqual(member.member_state, "expired")
            member._admit_members()
            self.assertEqual(str(member.member_since), TODAY)
            self.assertEqual(str(member.membership_start), "2029-01-01")
            self.assertEqual(str(member.membership_end), "2029-12-31")
        self.assertEqual(member.member_number, number)
