from odoo import Command
from odoo.tests import BaseCase, tagged

from odoo.addons.community_access.tools.hours_words import days_of_week, gather_days

from .common_access import CommunityAccessCommon

DAY = 24 * 60


def span(day, start, end):
    return [day * DAY + start * 60, day * DAY + end * 60]


@tagged("post_install", "-at_install", "community")
class TestHoursWordsTools(BaseCase):
    def test_neighbours_with_the_same_hours_are_together(self):
        week = [*(span(day, 7, 22) for day in range(5)), span(6, 10, 14)]
        self.assertEqual(
            gather_days(week),
            [([0, 1, 2, 3, 4], [(420, 1320)]), ([6], [(600, 840)])],
        )

    def test_a_gap_parts_days_that_are_alike(self):
        week = [span(0, 8, 9), span(2, 8, 9)]
        self.assertEqual([days for days, _spans in gather_days(week)], [[0], [2]])

    def test_a_night_belongs_to_both_days(self):
        self.assertEqual(
            days_of_week([span(0, 22, 26)])[:2], [[(1320, 1440)], [(0, 120)]]
        )
        self.assertEqual(gather_days([]), [])
        self.assertEqual(days_of_week([span(6, 22, 26)])[0], [(0, 120)])


class TestRuleWords(CommunityAccessCommon):
    """A manager checks a rule by reading it."""

    def _say(self, **values):
        self.rule.write(values)
        return self.rule.with_user(self.guard).sentence

    def test_plain_rules(self):
        self.assertEqual(self._say(), "Whoever has a contract may enter every zone.")
        self.assertEqual(
            self._say(basis="membership", scope="home"),
            "Members may enter every zone of the home house.",
        )
        self.assertEqual(
            self._say(basis="anybody", scope="all", zone_ids=self.hall.ids),
            "Whoever has a band may enter Hall.",
        )

    def test_all_that_a_rule_can_ask(self):
        hours = self.env["resource.calendar"].create(
            {
                "name": "Weekdays",
                "company_id": self.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Open",
                                "dayofweek": str(day),
                                "hour_from": 7,
                                "hour_to": 22,
                                "day_period": "morning",
                            }
                        )
                        for day in range(5)
                    ),
                ],
            }
        )
        sentence = self._say(
            plan_ids=self.plan.ids,
            zone_ids=self.hall.ids,
            hours_id=hours.id,
            quota=3,
            quota_period="week",
            minutes=120,
            age_min=18,
            needs_booking=True,
        )
        self.assertEqual(
            sentence,
            f"Whoever has “{self.plan.display_name}” may enter Hall, from age 18, in "
            "the time of a booking, Mon–Fri 07:00–22:00, at most 3 visits a week, 120 "
            "minutes a visit.",
        )
        self.assertIn("as often as the plan", self._say(use_allowance=True))
        self.assertIn("aged 18 to 65", self._say(age_max=65))

    def test_hours_that_fill_no_line_are_named(self):
        hours = self.env["resource.calendar"].create(
            {
                "name": "Odd Days",
                "company_id": self.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Open",
                                "dayofweek": str(day),
                                "hour_from": 7 + day,
                                "hour_to": 20,
                                "day_period": "morning",
                            }
                        )
                        for day in range(5)
                    ),
                ],
            }
        )
        self.assertIn("in the hours “Odd Days”", self._say(hours_id=hours.id))

    def test_rules_of_a_list_cost_no_query_each(self):
        rules = self.rule
        for number in range(5):
            rules |= self._new("rule", name=f"Rule {number}", plan_ids=self.plan.ids)
        self.env.invalidate_all()
        rules[:2].mapped("sentence")
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            rules.mapped("sentence")
