from datetime import date

from freezegun import freeze_time

from odoo import Command

from .common_access import CommunityAccessCommon


@freeze_time("2026-03-10 12:00:00")
class TestVisitUsage(CommunityAccessCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(
            cls.registry["ir.cron"],
            "_commit_progress",
            lambda *_args, **_kwargs: float("inf"),
        )
        cls.pack = cls._new_plan(
            "Ten visits",
            kind="visits",
            allowance_ids=[Command.create({"kind": "visits", "quantity": 2})],
        )
        cls.rule.use_allowance = True
        cls.member = cls._new_member("Elif Kaya")
        cls.contract = cls._new_contract(cls.pack, cls.member, date(2026, 3, 1))
        cls.band = cls._new_band(cls.member)
        cls.visits = cls.env["community.access.visit"]

    def _come_and_go(self, hour):
        with freeze_time(f"2026-03-10 {hour}:00:00"):
            answer = self._swipe(self.band)
            if answer["open"]:
                self._pass_gate(self.band)
        with freeze_time(f"2026-03-10 {hour}:30:00"):
            self._pass_gate(self.band, "out")
        return answer

    def test_included_visits_and_no_more(self):
        """A visit pack is used up at the gate, and says so."""
        self.assert_allowed(self._come_and_go(13))
        self.assert_allowed(self._come_and_go(14))
        answer = self._come_and_go(15)
        self.assert_refused(answer, "visits_used")
        self.assertEqual(answer["reasons"][0]["facts"]["most"], 2)

    def test_visits_are_counted_once_by_the_contract(self):
        self._come_and_go(13)
        self.visits._cron_count_visits()
        self.visits._cron_count_visits()
        used = self.contract._get_usage("visits", date(2026, 3, 10))
        self.assertEqual(used, 1)

    def test_going_to_and_fro_inside_is_one_visit(self):
        sauna = self._new(
            "zone", name="Sauna", site_id=self.site.id, parent_id=self.hall.id
        )
        door = self._new("gate", name="Sauna door", zone_id=sauna.id)
        self.env["community.access.pass"].search([])._refresh()
        self._pass_gate(self.band)
        for side in ("in", "out", "in"):
            self.assert_allowed(self._swipe(self.band, side, door))
            self._pass_gate(self.band, side, door)
        self.visits._cron_count_visits()
        self.assertEqual(self.contract._get_usage("visits", date(2026, 3, 10)), 1)
        self._pass_gate(self.band, "out")
        inside = self.visits.search(
            [("partner_id", "=", self.member.id), ("date_out", "=", False)]
        )
        self.assertFalse(inside, "Who leaves the house leaves its sauna.")
