from odoo.tests import HttpCase, tagged

from .common_service import ServiceCommon


@tagged("community", "post_install", "-at_install")
class TestServiceTour(HttpCase, ServiceCommon):
    def test_clock_in_the_bar(self):
        """M2, M3, M4, M8, M9: pick the customer, it runs; stop, and it is saved."""
        self._new_hours_contract()
        self.start_tour(
            "/odoo/action-community_helpdesk.community_service_record_action_own",
            "community_helpdesk_service_clock",
            login=self.service_officer.login,
        )
        record = self._records().search([("partner_id", "=", self.abc.id)])
        self.assertEqual((record.state, record.status_id), ("saved", self.repair))
        self.assertEqual(record.intervention, "The reader was replaced.")
        self.assertEqual(len(record.interval_ids), 1)
        self.assertEqual(record.coverage, "hours")
