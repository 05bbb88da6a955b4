from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_points import EventPointsCommon


@tagged("post_install", "-at_install", "community")
class TestEventPointsLimit(EventPointsCommon):
    """Organisers promise points up to the club's limit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.event_points_limit = 100
        cls.member_manager = cls._new_user(
            "points_manager",
            "event.group_event_manager,community_members.group_member_manager",
        )

    def _new_as(self, user, context=None, **values):
        begin, end = self.past.date_begin, self.past.date_end
        values |= {"date_begin": begin, "date_end": end, "company_id": self.company.id}
        events = self.env["event.event"].with_user(user)
        return events.with_context(**(context or {})).create({"name": "E", **values})

    def test_organiser(self):
        """Up to the limit; one more is refused, in a new event and in an old one."""
        event = self._new_as(self.organizer, points_attendee=100)
        for name in ("points_attendee", "points_organizer", "points_volunteer"):
            event[name] = 100
            with self.assertRaisesRegex(AccessError, "up to 100 points"):
                event[name] = 101
            with self.assertRaises(AccessError):
                self._new_as(self.organizer, **{name: 101})
            with self.assertRaises(AccessError):
                self._new_as(self.organizer, {f"default_{name}": 101})

    def test_manager(self):
        """Managers of members set more; organisers leave it as it is, or lower it."""
        event = self._new_as(self.member_manager, points_attendee=5000)
        mine = event.with_user(self.organizer)
        mine.write({"points_attendee": 5000, "points_volunteer": 50})
        mine.points_attendee = 4000
        with self.assertRaises(AccessError):
            mine.points_attendee = 4001

    def test_template(self):
        """What a template holds was agreed; who manages no members makes none."""
        types = self.env["event.type"]
        template = types.with_user(self.member_manager).create(
            {"name": "Gala", "points_attendee": 5000}
        )
        event = self._new_as(self.organizer, event_type_id=template.id)
        self.assertEqual(event.points_attendee, 5000)
        with self.assertRaises(AccessError):
            event.points_volunteer = 101
        with self.assertRaises(AccessError):
            types.with_user(self.event_manager).create(
                {"name": "Mine", "points_attendee": 101}
            )
        with self.assertRaises(AccessError):
            template.with_user(self.event_manager).points_attendee = 5001

    def test_closing_date(self):
        """That points were given is written by closing the event alone."""
        event = self.past.with_user(self.organizer)
        with self.assertRaises(AccessError):
            event.points_posted_at = self.past.date_end
        self.past._close()
        with self.assertRaises(AccessError):
            event.write({"points_posted_at": False, "points_attendee": 50})
        with self.assertRaises(AccessError):
            self._new_as(self.organizer, points_posted_at=self.past.date_end)
