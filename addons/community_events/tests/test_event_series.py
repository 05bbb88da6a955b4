from datetime import datetime

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CommunityEventsCommon


@tagged("post_install", "-at_install", "community")
class TestEventSeries(CommunityEventsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Thursday, 19:00 to 22:00 in Berlin; summer begins on 28 March 2027.
        cls.evening = cls.env["event.event"].create(
            {
                "name": "Club Ride",
                "company_id": cls.company.id,
                "date_begin": "2027-03-11 18:00:00",
                "date_end": "2027-03-11 21:00:00",
                "date_tz": "Europe/Berlin",
                "points_attendee": 20,
                "is_published": True,
                "user_id": cls.organizer.id,
                "event_ticket_ids": [
                    fields.Command.create(
                        {"name": "Guests", "end_sale_datetime": "2027-03-10 18:00:00"}
                    )
                ],
            }
        )
        cls.evening.gate_ids = [
            fields.Command.create(
                {"name": "Main", "ticket_ids": cls.evening.event_ticket_ids.ids}
            )
        ]

    def _repeat(self, event=None, user=None, **values):
        event = event or self.evening
        model = self.env["community.event.repeat"].with_user(user or self.organizer)
        window = model.with_context(default_event_id=event.id).create(
            {"count": 4, **values}
        )
        window.action_apply()
        return event.series_id.event_ids.sorted("date_begin")

    def test_weeks(self):
        """Every Thursday at seven by the clock of the place, also in summer."""
        events = self._repeat()
        self.assertEqual(
            events.mapped("date_begin"),
            [
                datetime(2027, 3, 11, 18),
                datetime(2027, 3, 18, 18),
                datetime(2027, 3, 25, 18),
                datetime(2027, 4, 1, 17),
            ],
        )
        self.assertEqual(set(events.mapped("name")), {"Club Ride"})
        self.assertEqual(set(events.mapped("points_attendee")), {20})
        self.assertEqual(set(events.mapped("is_published")), {True})

    def test_what_is_copied(self):
        """Tickets with their days of sale, gates with tickets of their own event."""
        last = self._repeat()[-1]
        ticket = last.event_ticket_ids
        self.assertEqual(ticket.end_sale_datetime, datetime(2027, 3, 31, 17))
        self.assertEqual(last.gate_ids.ticket_ids, ticket)
        first = self.evening.event_mail_ids
        self.assertEqual(
            last.event_mail_ids.mapped("interval_type"), first.mapped("interval_type")
        )
        self.assertFalse(last.registration_ids)

    def test_twice(self):
        """The same window twice makes nothing; a longer one only what misses."""
        events = self._repeat()
        gone = events[1]
        gone.active = False
        self.assertEqual(len(self._repeat()), 3)
        self.assertEqual(len(self._repeat(count=5)), 4)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.env.cr.execute(
                "UPDATE event_event SET series_day = %s WHERE id = %s",
                (gone.series_day, self.evening.id),
            )

    def test_window(self):
        """The window says the days before it makes anything."""
        model = self.env["community.event.repeat"].with_user(self.organizer)
        with Form(model.with_context(default_event_id=self.evening.id)) as form:
            self.assertTrue(form.thu)
            form.count = 3
            self.assertIn("3 events", form.preview)
            form.end_by = "until"
            form.until = fields.Date.to_date("2027-03-18")
            self.assertIn("2 events", form.preview)
        self.assertFalse(self.evening.series_id)

    def test_change_following(self):
        """Hours, place and points of the following follow; those before stay."""
        events = self._repeat()
        second = events[1].with_user(self.organizer)
        second.write(
            {
                "date_begin": "2027-03-18 17:30:00",
                "date_end": "2027-03-18 23:30:00",
                "points_attendee": 35,
                "seats_max": 40,
            }
        )
        self._follow(second, with_hours=True, with_points=True)
        self.assertEqual(events[0].points_attendee, 20)
        self.assertEqual(set(events[2:].mapped("points_attendee")), {35})
        self.assertEqual(events[3].date_begin, datetime(2027, 4, 1, 16, 30))
        self.assertEqual(events[3].date_end, datetime(2027, 4, 1, 22, 30))
        self.assertNotEqual(events[3].seats_max, 40)
        with self.assertRaises(UserError):
            self._follow(second)

    def _follow(self, event, user=None, **values):
        model = self.env["community.event.follow"].with_user(user or self.organizer)
        window = model.create({"event_id": event.id, **values})
        window.action_apply()
        return window

    def test_call_off_following(self):
        """Called off from here on; the window does not bring them back."""
        events = self._repeat()
        self._follow(events[1], what="cancel")
        self.assertEqual(
            [event.kanban_state == "cancel" for event in events],
            [False, False, True, True],
        )
        self._repeat()
        self.assertEqual(len(self.evening.series_id.event_ids), 4)

    def test_refused(self):
        """Not for events with slots, not by stewards, not for other companies."""
        self.evening.is_multi_slots = True
        with self.assertRaises(UserError):
            self.evening.with_user(self.organizer).action_repeat()
        self.evening.is_multi_slots = False
        for user in (self.steward, self.other_organizer):
            with self.assertRaises(AccessError):
                self.evening.with_user(user).action_repeat()
        windows = self.env["community.event.repeat"].with_user(self.steward)
        with self.assertRaises(AccessError):
            windows.default_get(["event_id"])
        self._repeat()
        with self.assertRaises(AccessError):
            self.evening.series_id.with_user(self.other_organizer).read(["name"])
