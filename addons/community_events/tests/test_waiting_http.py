import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common_http import EventsHttpCase


@tagged("post_install", "-at_install", "community")
class TestWaitingHttp(EventsHttpCase):
    """The waiting list as browsers use it, kindly and not."""

    def _get_token(self, row):
        told = self.env["community.notice.delivery"].search(
            [("res_model", "=", row._name), ("res_id", "=", row.id)]
        )
        return told.sudo().render_values["url"].rpartition("/")[2]

    def test_waiting(self):
        """Join on the page, get the seat by the link of the message, once."""
        seat = self._register(self.coming, self.deniz)
        self._sign_in(self.ayse)
        page = self.url_open(f"/event/{self.coming.id}/register").text
        self.assertIn("Join the waiting list", page)
        for _twice in range(2):
            self._post(f"/event/{self.coming.id}/waiting/join", choice="0-0")
        row = self.coming.waiting_ids
        self.assertEqual((row.partner_id, row.state), (self.ayse, "waiting"))
        page = self.url_open(f"/event/{self.coming.id}/register").text
        self.assertIn("number 1 on the waiting list", page)
        seat._cancel_by_member()
        link = f"/event/waiting/{self._get_token(row)}"
        self.authenticate(None, None)
        self.assertIn("Take the seat", self.url_open(link).text)
        self.assertEqual(row.state, "offered")
        for _twice in range(2):
            self.assertEqual(self._post(f"{link}/accept").status_code, 303)
        self.assertIn("The seat is yours", self.url_open(link).text)
        mine = self._seats(self.coming).filtered(lambda seat: seat.state == "open")
        self.assertEqual(mine.member_id, self.ayse)
        self.assertEqual(self._post(f"{link}/decline").status_code, 303)
        self.assertEqual((mine.state, row.state), ("open", "taken"))

    def test_waiting_hostile(self):
        """Foreign tokens, foreign rows, late answers: nothing moves."""
        seat = self._register(self.coming, self.deniz)
        user = self.ayse.user_ids
        none = self.env["event.slot"], self.env["event.event.ticket"]
        row = self.coming._join_waiting_list(user, *none)
        seat.action_cancel()
        self.authenticate(None, None)
        for token in ("x", "a" * 43, str(row.id), row.sudo().token_hash):
            for way in ("accept", "decline"):
                answer = self._post(f"/event/waiting/{token}/{way}")
                self.assertEqual(answer.status_code, 404)
        self._sign_in(self.deniz)
        for way in ("accept", "leave"):
            self._post(
                f"/event/{self.coming.id}/waiting/{way}",
                partner_id=user.id,
                row=row.id,
            )
        self.assertEqual(row.state, "offered")
        late = row.offer_until + timedelta(minutes=1)
        link = f"/event/waiting/{self._get_token(row)}"
        with freeze_time(late):
            answer = self._post(f"{link}/accept")
        self.assertIn("offer is over", answer.text)
        self.assertFalse(self._seats(self.coming) - seat)

    def test_join_needs_login(self):
        """Visitors are led to the log-in page."""
        self._register(self.coming, self.deniz)
        self.authenticate(None, None)
        answer = self._post(f"/event/{self.coming.id}/waiting/join", choice="0-0")
        self.assertIn("/web/login", answer.headers["Location"])
        self.assertFalse(self.coming.waiting_ids)

    def test_two_times(self):
        """The page shows each place, and its buttons speak of that place alone."""
        event = self._new_event("Course", hours=48, length=48, is_multi_slots=True)
        event.write({"seats_limited": True, "seats_max": 1})
        day = fields.Date.to_date(event.date_begin + timedelta(days=1))
        slots = self.env["event.slot"].create(
            [
                {"event_id": event.id, "date": day, "start_hour": 9, "end_hour": 10},
                {"event_id": event.id, "date": day, "start_hour": 11, "end_hour": 12},
            ]
        )
        for slot in slots:
            self._register(event, self.deniz, event_slot_id=slot.id)
        self._sign_in(self.ayse)
        for slot in slots:
            self._post(f"/event/{event.id}/waiting/join", choice=f"{slot.id}-0")
        first, second = event.waiting_ids
        page = self.url_open(f"/event/{event.id}/register").text
        named = set(re.findall(r'name="row" value="(\d+)"', page))
        self.assertEqual(named, {str(first.id), str(second.id)})
        self._post(f"/event/{event.id}/waiting/leave")
        self.assertEqual((first.state, second.state), ("waiting", "waiting"))
        self._post(f"/event/{event.id}/waiting/leave", row=second.id)
        self.assertEqual((first.state, second.state), ("waiting", "left"))
        seats = self._seats(event)
        seats.filtered(lambda seat: seat.event_slot_id == slots[0]).action_cancel()
        self._post(f"/event/{event.id}/waiting/accept", row=first.id)
        self.assertEqual(first.state, "taken")
