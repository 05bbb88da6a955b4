from odoo.tests import HttpCase, tagged

from .common_attempts import CheckinAttemptsCommon


class RollCallTour(CheckinAttemptsCommon, HttpCase):
    def _call_roll(self):
        """G33: from the live screen to three people, and what the answers mean."""
        here, away = (
            self._try(self.ayse),
            self._try(self.deniz, "flag", "late_scan", 15),
        )
        home = self._try(self._new_member("Can Yıldız"))
        self.start_tour(
            f"/odoo/event.event/{self.event.id}/event-live",
            "community_events_roll_call",
            login=self.organizer.login,
        )
        self.assertEqual(here.standing, "confirmed")
        self.assertEqual(away.standing, "annulled")
        self.assertFalse(away.corrected_by_ids.is_strike)
        self.assertEqual(home.standing, "allow")
        self.assertFalse(home.registration_id.is_inside)
        self.assertEqual(self.event.roll_ids.headline, "Not here: 1 of 3")


@tagged("post_install", "-at_install", "community")
class TestRollCall(RollCallTour):
    browser_size = "1400x900"

    def test_roll_call(self):
        """G33: the organiser calls the roll, at a desk."""
        self._call_roll()


@tagged("post_install", "-at_install", "community")
class TestRollCallOnPhone(RollCallTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_roll_call_on_a_phone(self):
        """G33: the organiser calls the roll, walking through the room."""
        self._call_roll()
