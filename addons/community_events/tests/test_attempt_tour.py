from odoo.tests import HttpCase, tagged

from .common_attempts import CheckinAttemptsCommon


class OrganizerTour(CheckinAttemptsCommon, HttpCase):
    def _annul_live(self):
        """G37: from the live screen, a hint is looked at and annulled with a reason."""
        attempt = self._try(self.ayse, "flag", "place_outside", 45)
        self._try(self.deniz, "deny", "expired")
        self.start_tour(
            f"/odoo/event.event/{self.event.id}/event-live",
            "community_events_organizer_annuls",
            login=self.organizer.login,
        )
        self.assertEqual(attempt.standing, "annulled")
        self.assertEqual(attempt.corrected_by_ids.note, "Was not in the room")
        self.assertEqual(attempt.registration_id.state, "open")


@tagged("post_install", "-at_install", "community")
class TestOrganizerAnnuls(OrganizerTour):
    browser_size = "1400x900"

    def test_organizer_annuls(self):
        """G37: the organiser annuls, at a desk."""
        self._annul_live()


@tagged("post_install", "-at_install", "community")
class TestOrganizerAnnulsOnPhone(OrganizerTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_organizer_annuls_on_a_phone(self):
        """G37: the organiser annuls, standing at the door."""
        self._annul_live()
