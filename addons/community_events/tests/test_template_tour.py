from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common_attempts import CheckinAttemptsCommon


@tagged("post_install", "-at_install", "community")
class TestTemplateTour(CheckinAttemptsCommon, HttpCase):
    def test_from_template_to_points_paid(self):
        """G31, G32: eight steps of the organiser; the tours count them."""
        template = self.env["event.type"].create(
            {
                "name": "Guarded Track Day",
                "points_attendee": 40,
                "event_type_mail_ids": [],
                "question_ids": [],
            }
        )
        self.start_tour(
            "/odoo/events",
            "community_events_make_from_template",
            login=self.organizer.login,
        )
        event = self.env["event.event"].search([("event_type_id", "=", template.id)])
        self.assertEqual(event.points_attendee, 40)
        self._try(self.ayse, event=event)
        now = fields.Datetime.now()
        event.write(
            {
                "date_begin": now - timedelta(hours=3),
                "date_end": now - timedelta(minutes=5),
            }
        )
        self.start_tour(
            f"/odoo/event.event/{event.id}",
            "community_events_close",
            login=self.organizer.login,
        )
        self.assertTrue(event.points_posted_at)
        points = self.ayse.with_company(event.company_id).points_balance
        self.assertEqual(points, 40)
