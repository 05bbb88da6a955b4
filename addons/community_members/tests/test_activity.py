from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.activity_score import Activity, score
from .common_points import PointsCase

TODAY = date(2026, 3, 14)


@tagged("post_install", "-at_install", "community")
@freeze_time("2026-03-14")
class TestActivity(PointsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deniz = cls._ranked_member("Deniz Arslan")
        cls.fresh = cls._ranked_member(
            "Fresh", member_since="2026-03-01", membership_start="2026-03-01"
        )

    def _days(self, *days):
        return [TODAY - timedelta(days=day) for day in days]

    def test_as_the_pure_function(self):
        """G19: the score of the night is the score of the function."""
        days = self._days(0, 3, 30, 90, 200, 719, 800)
        for number, day in enumerate(days):
            self._earn(10, number, date=day)
        undone = self._earn(10, "undone", date=TODAY)
        self.entries._reverse(undone, "Annulled")
        self.env["res.partner"]._refresh_activity()
        weight = self.env.ref(
            "community_members.community_activity_source_points"
        ).weight
        expected = score(
            [Activity("points", day) for day in days], {"points": weight}, TODAY
        )
        self.assertEqual(self.ayse.activity_score, expected.total)
        self.assertEqual(self.ayse.last_active_on, expected.last_day)
        self.assertIn("Earned points", self.ayse.activity_explanation)
        snapshot = self.ayse.activity_snapshot_ids
        self.assertEqual(
            (snapshot.month, snapshot.score), (date(2026, 3, 1), expected.total)
        )

    def test_history_by_month(self):
        """G19: each month keeps its last score; a night twice changes nothing."""
        self._earn(10, "a", date=date(2026, 1, 5))
        for day in (date(2026, 1, 31), date(2026, 2, 28), TODAY, TODAY):
            with freeze_time(day):
                self.env["res.partner"]._refresh_activity()
        scores = self.ayse.activity_snapshot_ids.sorted("month").mapped("score")
        self.assertEqual(len(scores), 3)
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(self.env["res.partner"]._refresh_activity(), 0)

    def test_weights(self):
        """G19: a manager says what counts how much; what weighs nothing is left out."""
        sources = self.env["community.activity.source"]
        points = sources.search([("code", "=", "points")])
        self._earn(10, "a")
        for weight, expected in ((4, 4), (0, 0)):
            points.with_user(self.manager).weight = weight
            self.env["community.activity.snapshot"].search([])._with_pen().unlink()
            self.env["res.partner"]._refresh_activity()
            self.assertEqual(self.ayse.activity_score, expected)
        for user in (self.officer, self.reader):
            with self.assertRaises(AccessError):
                points.with_user(user).weight = 9

    def test_silent_and_leaving(self):
        """G20: filters find who was silent for 60 days and who may leave, with why."""
        self._earn(10, "a", date=TODAY - timedelta(days=59))
        self._earn(10, "b", self.deniz, date=TODAY - timedelta(days=60))
        self.deniz.membership_end = "2026-03-20"
        self.env["res.partner"]._refresh_activity()
        dashboard = self.env["community.activity.dashboard"].with_user(self.reader)
        silent = self.env["res.partner"].search(dashboard._get_domains()["silent"])
        self.assertIn(self.deniz, silent)
        self.assertNotIn(self.ayse, silent)
        self.assertNotIn(self.fresh, silent, "who has just joined is not silent")
        self.assertEqual(self.deniz.leaving_risk, "medium")
        self.assertIn("nothing heard since", self.deniz.leaving_risk_reasons)
        self.assertIn("membership ends on", self.deniz.leaving_risk_reasons)
        self.assertFalse(self.ayse.leaving_risk_reasons)

    def test_dashboard(self):
        """G20: one call for the whole screen; every number opens its rows."""
        self._earn(120, "a")
        self.env["res.partner"]._refresh_activity()
        dashboard = self.env["community.activity.dashboard"]
        found = dashboard.with_user(self.reader).get_dashboard()
        names = [person["name"] for person in found["active"]]
        self.assertIn(self.ayse.display_name, names)
        ranks = {rank["name"]: rank["count"] for rank in found["ranks"]}
        self.assertEqual(ranks["Rider"], 1)
        self.assertEqual(found["months"][-1], {"month": "2026-03-01", "points": 120})
        self.assertEqual(len(found["months"]), 12)
        for tile in found["tiles"]:
            domain = found["domains"][tile["name"]]
            count = self.env["res.partner"].search_count(domain)
            self.assertEqual(tile["value"], count, tile)
        with self.assertRaises(AccessError):
            dashboard.with_user(self.internal).get_dashboard()

    def test_same_queries_for_ten_and_a_thousand(self):
        """G19, G20: night and screen ask the database as often for many as for few."""
        counts = []
        for number in (10, 10, 1000):
            members = self.env["res.partner"].create(
                [
                    {
                        "name": f"Üye {n}",
                        "in_member_register": True,
                        "membership_start": "2025-01-01",
                        "member_since": "2025-01-01",
                    }
                    for n in range(number)
                ]
            )
            self.env["res.partner"]._refresh_activity()
            rows = [
                {"partner_id": p.id, "amount": 5, "origin_key": f"n:{p.id}"}
                for p in members
            ]
            self.entries._post(rows)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["res.partner"]._refresh_activity()
            night = self.env.cr.sql_log_count
            self.env["community.activity.dashboard"].get_dashboard()
            counts.append((night - before, self.env.cr.sql_log_count - night))
        self.assertEqual(counts[1], counts[2])
