from datetime import date

from odoo.tests import HttpCase, tagged

from .common_access import CommunityAccessCommon


class MonitorTour(CommunityAccessCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.member = self._new_member("Elif Kaya")
        self._new_contract(partner=self.member, start=date(2026, 3, 1))
        self.refused = self._new_member("Deniz Arslan")
        self._swipe(self._new_band(self.refused))

    def _open_once(self):
        """A guard sees who was refused and opens once, in four steps, with a reason."""
        self.start_tour(
            "/odoo/gate-monitor",
            "community_access_open_once",
            login=self.guard.login,
        )
        event = self.env["community.access.event"].search(
            [("kind", "=", "opened"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(event.partner_id, self.refused)
        self.assertEqual(event.note, "Pays at the desk now")
        self.assertEqual(event.user_id, self.guard)

    def _muster(self):
        """A guard starts a muster, ticks, and sees who is missing."""
        for partner in (self.member, self.refused):
            self._pass_gate(self._new_band(partner))
        self.start_tour(
            "/odoo/muster", "community_access_muster", login=self.guard.login
        )
        muster = self.env["community.access.muster"].search(
            [("company_id", "=", self.company.id)]
        )
        safe = muster.line_ids.filtered("is_safe")
        self.assertEqual(safe.name, "Elif Kaya")
        self.assertEqual(safe.safe_user_id, self.guard)
        self.assertTrue(muster.closed_at)


@tagged("post_install", "-at_install", "community")
class TestMonitorTour(MonitorTour):
    browser_size = "1400x900"

    def test_open_once(self):
        """The guard at the reception."""
        self._open_once()


@tagged("post_install", "-at_install", "community")
class TestMonitorTourOnPhone(MonitorTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_open_once_on_a_phone(self):
        """The guard on the way."""
        self._open_once()

    def test_muster_on_a_phone(self):
        """The muster, at the meeting point."""
        self._muster()
