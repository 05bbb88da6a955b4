from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common_points import PointsCase

JOBS = (
    "ir_cron_expire_points",
    "ir_cron_points_anniversaries",
    "ir_cron_refresh_ranks",
    "ir_cron_refresh_activity",
)


@tagged("post_install", "-at_install", "community")
class TestPointsNightly(PointsCase):
    def _run_jobs(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            for name in JOBS:
                self.env.ref(f"community_members.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def test_jobs_of_a_night(self):
        """G16, G19, G20: at night points expire, ranks and scores follow; once."""
        with freeze_time("2026-03-14"):
            self._earn(120, "a", expires_on=date(2026, 3, 15))
        for _twice in range(2):
            with freeze_time("2026-03-15"):
                self._run_jobs()
            self.assertEqual(self._balance(), 0)
            self.assertEqual(self.ayse.rank_id, self.rider)
            self.assertGreater(self.ayse.activity_score, 0)
            self.assertEqual(len(self.ayse.activity_snapshot_ids), 1)
        with freeze_time("2028-06-01"):
            self._run_jobs()
        self.assertEqual(self.ayse.activity_score, 0)
        self.assertEqual(self.ayse.rank_id, self.rider, "of all points ever earned")
