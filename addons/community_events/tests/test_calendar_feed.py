from datetime import timedelta

from odoo import fields
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged

from .common import CommunityEventsCommon


@tagged("post_install", "-at_install", "community")
class TestCalendarFeed(CommunityEventsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            "event_reader",
            "base.group_portal",
            company_id=cls.company.id,
            company_ids=[fields.Command.set(cls.company.ids)],
        )
        cls.feed = cls.env["community.event.feed"]._renew(cls.user)
        cls.open_evening = cls._new_event("Open Evening", hours=48)

    def _read(self, url=None, **headers):
        path = (url or self.feed._get_url()).partition("/my/")[2]
        self.env.flush_all()
        return self.url_open(f"/my/{path}", headers=headers)

    def test_what_is_in_it(self):
        """Published events for this member and own seats; nobody else's."""
        self._new_event("For Members", hours=48, audience="members")
        self._new_event("Not Published", hours=48, is_published=False)
        self._new_event("Long Ago", hours=-24 * 120)
        self._new_event("Far Away", hours=24 * 600)
        self._new_event("Of Others", hours=48, company_id=self.other_company.id)
        mine = self._new_event("Mine", hours=72, is_published=False)
        self._register(mine, self.user.partner_id)
        answer = self._read()
        self.assertEqual(answer.status_code, 200)
        self.assertIn("text/calendar", answer.headers["Content-Type"])
        text = answer.text
        self.assertIn("Open Evening", text)
        self.assertIn("Mine (registered)", text)
        for name in (
            "For Members",
            "Not Published",
            "Long Ago",
            "Far Away",
            "Of Others",
        ):
            self.assertNotIn(name, text)

    def test_called_off(self):
        """What was called off says so instead of vanishing."""
        self._register(self.open_evening, self.user.partner_id)
        self.open_evening.kanban_state = "cancel"
        text = self._read().text
        self.assertIn("STATUS:CANCELLED", text)
        self.assertNotIn("OPAQUE", text)

    def test_not_twice(self):
        """Nothing changed: nothing is sent again; no cache of others keeps it."""
        first = self._read()
        self.assertIn("private", first.headers["Cache-Control"])
        again = self._read(**{"If-None-Match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.open_evening.name = "Other Name"
        changed = self._read(**{"If-None-Match": first.headers["ETag"]})
        self.assertEqual(changed.status_code, 200)

    def test_wrong_address(self):
        """Guessed, renewed, stopped, of a user who left: not found."""
        before = self.feed._get_url()
        self.env["community.event.feed"]._renew(self.user)
        self.assertEqual(self._read(before).status_code, 404)
        self.assertEqual(self._read().status_code, 200)
        for path in ("events.ics", "events.ics?token=", "events.ics?token=1-AAAA"):
            self.assertEqual(self.url_open(f"/my/{path}").status_code, 404)
        self.user.active = False
        self.assertEqual(self._read().status_code, 404)

    def test_page(self):
        """The member makes, sees again, renews and stops the own address."""
        self.feed.unlink()
        self.authenticate("event_reader", "event_reader")
        page = self.url_open("/my/events/calendar")
        self.assertNotIn("events.ics?token", page.text)
        self._post("renew")
        feed = self.env["community.event.feed"]._get_for(self.user)
        page = self.url_open("/my/events/calendar")
        self.assertIn(feed._get_url(), page.text)
        self._post("stop")
        self.assertFalse(feed.exists())

    def _post(self, step):
        token = Request.csrf_token(self)
        self.url_open(f"/my/events/calendar/{step}", data={"csrf_token": token})

    def test_constant_queries(self):
        """Fifty events cost as many statements as five."""
        few = self._count_queries(5)
        many = self._count_queries(45)
        self.assertLessEqual(many, few + 2)

    def _count_queries(self, number):
        begin = fields.Datetime.now() + timedelta(days=5)
        self.env["event.event"].create(
            [
                {
                    "name": f"Ride {index}",
                    "date_begin": begin,
                    "date_end": begin + timedelta(hours=2),
                    "company_id": self.company.id,
                    "is_published": True,
                    "audience": "members",
                }
                for index in range(number)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.feed._get_calendar()
        return self.env.cr.sql_log_count - before
