from odoo import fields
from odoo.tests import tagged

from .common_http import EventsHttpCase


@tagged("post_install", "-at_install", "community")
class TestEventsHttp(EventsHttpCase):
    """What browsers send, kindly and not, over HTTP."""

    # ------------------------------------------------------------
    # BOOKING
    # ------------------------------------------------------------

    def test_members_only_booking(self):
        """Visitors are shown the way in, and refused when they post all the same."""
        event = self._new_event("Dinner", hours=72, audience="members")
        self.authenticate(None, None)
        page = self.url_open(f"/event/{event.id}/register").text
        self.assertIn("o_community_way_in", page)
        self.assertIn("/membership/apply", page)
        self.assertIn("For members", self._book(event).text)
        self.assertFalse(self._seats(event))
        self._sign_in(self.ayse)
        self.assertNotIn(
            "o_community_way_in", self.url_open(f"/event/{event.id}/register").text
        )
        self.assertEqual(self._book(event).status_code, 303)
        self.assertEqual(self._seats(event).member_id, self.ayse)

    def test_seat_under_another_name(self):
        """For members alone: whatever name is typed, the seat is the member's own."""
        event = self._new_event("Dinner", hours=72, audience="members")
        self._sign_in(self.ayse)
        self._book(
            event,
            **{
                "1-partner_id": str(self.deniz.id),
                "1-member_id": str(self.deniz.id),
                "1-event_id": str(self.coming.id),
                "1-name-1": "Somebody Else",
            },
        )
        seat = self._seats(event)
        self.assertEqual((seat.member_id, seat.partner_id), (self.ayse, self.ayse))
        self.assertEqual(seat.name, "Ayşe Demir")
        self.assertIn("seat already", self._book(event).text)
        self.assertEqual(len(self._seats(event)), 1)

    def test_partner_is_not_told(self):
        """A visitor cannot book in a member's name."""
        self.authenticate(None, None)
        event = self._new_event("Concert", hours=72)
        self._book(event, **{"1-partner_id": str(self.deniz.id), "1-state": "done"})
        seat = self._seats(event)
        self.assertEqual(len(seat), 1)
        self.assertFalse(seat.partner_id or seat.member_id)
        self.assertEqual(seat.state, "open")

    def test_seat_of_nobody(self):
        """A visitor who says neither name nor address gets no seat."""
        self.authenticate(None, None)
        event = self._new_event("Concert", hours=72)
        self.assertIn("say who comes", self._book(event, **{"1-name-1": ""}).text)
        self.assertFalse(self._seats(event))

    def test_no_ticket_named(self):
        """Leaving the ticket out buys no seat without one."""
        event = self._new_event(
            "Gala", hours=72, event_ticket_ids=[(0, 0, {"name": "Seat"})]
        )
        self.authenticate(None, None)
        path = f"/event/{event.id}/registration/confirm"
        for form in (
            {"1-name-1": "X", "1-event_slot_id": "0"},
            {"1-event_ticket_id": "0"},
            {"1-event_ticket_id": "abc"},
        ):
            self.assertLess(self._post(path, **form).status_code, 500)
        self.assertFalse(self._seats(event))

    def test_hidden_event(self):
        """A hidden event is neither listed nor opened by its address."""
        event = self._new_event(
            "Secret Supper", hours=72, audience="members", audience_hidden=True
        )
        self.authenticate(None, None)
        self.assertNotIn("Secret Supper", self.url_open("/event").text)
        answer = self.url_open(f"/event/{event.id}/register")
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertNotIn("Secret Supper", answer.text)
        self._sign_in(self.ayse)
        self.assertIn("Secret Supper", self.url_open("/event").text)

    # ------------------------------------------------------------
    # MY EVENTS
    # ------------------------------------------------------------

    def test_whose_seat(self):
        """A seat of somebody else is as if it did not exist, whatever is posted."""
        seat = self._register(self.coming, self.deniz)
        self._sign_in(self.ayse)
        for path in ("", "/cancel", "/transfer"):
            answer = self.url_open(f"/my/events/{seat.id}{path}")
            self.assertEqual(answer.status_code, 404)
        for path in ("/cancel", "/transfer"):
            answer = self._post(
                f"/my/events/{seat.id}{path}",
                name="Ayşe",
                email="ayse@seats.example.com",
                member_id=self.ayse.id,
                partner_id=self.ayse.id,
                state="cancel",
            )
            self.assertEqual(answer.status_code, 404)
        self.assertEqual((seat.member_id, seat.state), (self.deniz, "open"))
        self.assertEqual(self.url_open("/my/events/99999999999").status_code, 404)

    def test_cancel(self):
        """Says what happens, does it once; a link that is looked at does nothing."""
        seat = self._register(self.coming, self.ayse)
        self._sign_in(self.ayse)
        page = self.url_open(f"/my/events/{seat.id}/cancel").text
        self.assertIn("given back", page)
        self.assertEqual(seat.state, "open")
        for _twice in range(2):
            answer = self._post(f"/my/events/{seat.id}/cancel")
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(seat.state, "cancel")
        self.assertIn("Cancelled", self.url_open(f"/my/events/{seat.id}").text)

    def test_cancel_too_late(self):
        """After the cut-off: no button, and a post says whom to ask."""
        self.coming.cancel_until_hours = 100
        seat = self._register(self.coming, self.ayse)
        self._sign_in(self.ayse)
        page = self.url_open(f"/my/events/{seat.id}").text
        self.assertNotIn(f"/my/events/{seat.id}/cancel", page)
        self.assertIn("Please ask", page)
        self.assertIn("Please ask", self._post(f"/my/events/{seat.id}/cancel").text)
        self.assertEqual(seat.state, "open")

    def test_transfer(self):
        """Passed on: gone from my list, the old ticket void."""
        seat = self._register(self.coming, self.ayse)
        self._sign_in(self.ayse)
        self._post(
            f"/my/events/{seat.id}/transfer",
            name="Deniz Arslan",
            email="deniz@seats.example.com",
            state="done",
            ticket_serial="9",
        )
        self.assertEqual((seat.member_id, seat.ticket_serial), (self.deniz, 2))
        self.assertEqual(seat.state, "open")
        self.assertEqual(self.url_open(f"/my/events/{seat.id}").status_code, 404)

    def test_accept(self):
        """The new holder says yes with a button; strangers find no such seat."""
        seat = self._register(self.coming, self.deniz)
        seat._transfer(self.ayse.name, self.ayse.email)
        self.assertEqual(seat.member_id, self.ayse)
        self._sign_in(self.deniz)
        path = f"/my/events/{seat.id}"
        self.assertEqual(self._post(f"{path}/accept").status_code, 404)
        self._sign_in(self.ayse)
        self.assertIn("I will come", self.url_open(path).text)
        self.assertFalse(seat.is_accepted, "Looking at it is no yes.")
        for _twice in range(2):
            self.assertEqual(self._post(f"{path}/accept").status_code, 303)
        self.assertTrue(seat.is_accepted)
        self.assertNotIn("I will come", self.url_open(path).text)

    def test_accept_by_a_stranger(self):
        """Who is not in the register is asked for no yes, and reads why."""
        seat = self._register(self.coming, self.deniz)
        seat._transfer(self.ayse.name, self.ayse.email)
        self.ayse.in_member_register = False
        self._sign_in(self.ayse)
        path = f"/my/events/{seat.id}"
        page = self.url_open(path).text
        self.assertNotIn("I will come", page)
        self.assertIn("answers for it", page)
        self.assertEqual(self._post(f"{path}/accept").status_code, 303)
        self.assertEqual((seat.is_accepted, seat.giver_id), (False, self.deniz))

    def test_given_and_given_back(self):
        """The giver reads that nobody said yes; a late no gives the seat back."""
        seat = self._register(self.coming, self.deniz)
        seat._transfer(self.ayse.name, self.ayse.email)
        self._sign_in(self.deniz)
        self.assertIn("you answer for it", self.url_open("/my/events").text)
        self.assertEqual(self.url_open(f"/my/events/{seat.id}").status_code, 404)
        self.coming.cancel_until_hours = 100
        self._sign_in(self.ayse)
        self.assertNotIn("you answer for it", self.url_open("/my/events").text)
        path = f"/my/events/{seat.id}/cancel"
        self.assertIn("goes back to Deniz", self.url_open(path).text)
        answer = self._post(path)
        self.assertEqual((seat.member_id, seat.state), (self.deniz, "open"))
        page = self.url_open(answer.headers["Location"]).text
        self.assertIn("The seat went back", page)

    def test_refused_tries_in_words(self):
        """G37: a member reads the own refused check-ins, with the reason; no others."""
        for member, metres in ((self.ayse, 2300), (self.deniz, 7700)):
            decision = {
                "verdict": "deny",
                "reasons": [
                    {
                        "code": "place_away",
                        "facts": {"metres": metres, "accuracy": 10},
                        "fix": "desk",
                    }
                ],
            }
            self.env["community.checkin.attempt"]._with_pen().create(
                {
                    "event_id": self.event.id,
                    "partner_id": member.id,
                    "kind": "code",
                    "at": fields.Datetime.now(),
                    "verdict": "deny",
                    "code": "place_away",
                    "decision": decision,
                    "nonce": f"test:{member.id}",
                }
            )
        self._sign_in(self.ayse)
        page = self.url_open("/my/events").text
        self.assertIn("far from the venue", page)
        self.assertIn("2.3 km", page)
        self.assertNotIn("7.7 km", page)

    def test_home(self):
        """The next event and the number of seats stand on the portal's home."""
        self._register(self.coming, self.ayse)
        self._sign_in(self.ayse)
        page = self.url_open("/my").text
        self.assertIn("o_community_next_events", page)
        self.assertIn("Regatta", page)

    def test_queries(self):
        """The list of my events asks as often for 10 seats as for 200."""
        viewer = self.ayse.sudo()

        def count(seats):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            seats._get_portal_rows(viewer)
            return self.cr.sql_log_count - before

        seats = self.env["event.registration"]
        for number in range(200):
            event = self._new_event(f"Evening {number}", hours=24 + number)
            seats += self._register(event, self.ayse)
        count(seats[:1])
        self.assertEqual(count(seats[:10]), count(seats))
