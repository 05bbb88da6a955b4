from odoo.tests import tagged

from .common_application import ApplicationHttpCase


@tagged("post_install", "-at_install", "community")
class TestApplicationTour(ApplicationHttpCase):
    def test_stranger_applies(self):
        """G21: the form on the website, with one mistake on the way."""
        self.start_tour("/membership/apply", "community_members_stranger_applies")
        sent = self._sent("deniz@example.com")
        self.assertEqual(sent.state, "unconfirmed")
        self.assertEqual(sent.application_properties._values["brand"], "vespa")

    def test_officer_accepts(self):
        """G22, G23, G25: from the inbox to the member in three steps."""
        application = self._apply()
        self.start_tour(
            "/odoo/applications",
            "community_members_officer_accepts",
            login=self.admission.login,
        )
        self.assertEqual(application.state, "accepted")
        self.assertTrue(application.partner_id.is_member)
