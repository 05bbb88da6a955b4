import time
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.community_events.tools.place import Position

from .common_checkin import CLUB, MemberCheckinCommon


@tagged("post_install", "-at_install", "community")
class TestCheckinMember(MemberCheckinCommon):
    def _assert_refused(self, attempt, code):
        self.assertEqual((attempt.verdict, attempt.code), ("deny", code))
        seat = self._seat(attempt.partner_id, attempt.event_id)
        self.assertFalse(seat.filtered(lambda row: row.state == "done"))

    def test_registered_member_comes_in(self):
        """G30: a scan makes the seat attended, with time and attempt."""
        seat = self._register(self.event, self.ayse)
        attempt = self._scan(self.ayse)
        self.assertEqual((attempt.verdict, attempt.code), ("allow", "welcome"))
        self.assertEqual(attempt.registration_id, seat)
        self.assertEqual((seat.state, seat.entries, seat.is_inside), ("done", 1, True))
        self.assertEqual(seat.date_closed, seat.first_in_at)

    def test_walk_in(self):
        """G30: who did not register gets a seat that says so."""
        attempt = self._scan(self.ayse)
        self.assertTrue(attempt.registration_id.is_walk_in)
        self.assertEqual(attempt.registration_id.state, "done")

    def test_walk_in_not_wanted(self):
        """G35: where seats are booked ahead, nobody comes in without one."""
        self.event.checkin_walk_in = False
        self._assert_refused(self._scan(self.ayse), "not_registered")
        self.assertFalse(self._seat(self.ayse))

    def test_twice_with_the_same_scan(self):
        """G30: the answer of the first tap; one attempt, one entry."""
        claim, _token = self.claims._open(self._code())
        trace = self._trace()
        first = self.event._check_in_member(self.ayse, claim, trace)
        self.assertEqual(self.event._check_in_member(self.ayse, claim, trace), first)
        self.assertEqual(self._seat(self.ayse).entries, 1)
        self.assertEqual(self.event.attempt_ids, first)

    def test_second_scan_of_the_evening(self):
        """G36: a new code for somebody who is in says so and counts nothing."""
        self._scan(self.ayse)
        again = self._scan(self.ayse)
        self.assertEqual((again.verdict, again.code), ("deny", "already_in"))
        self.assertFalse(again.is_strike)
        self.assertEqual(self._seat(self.ayse).entries, 1)
        self.assertEqual(self.event.refused_count, 0)
        self.assertEqual(self.ayse.checkin_refused_count, 0)

    def test_screenshot(self):
        """G34, G36: half a minute later a picture of the code opens nothing."""
        self._register(self.event, self.ayse)
        self._assert_refused(self._scan(self.ayse, self._code(ago=31)), "expired")

    def test_forged_code(self):
        """G34, G36: a code that nobody signed is refused and takes nothing down."""
        code = self._code()
        forged = code[:-4] + ("AAAA" if code[-4:] != "AAAA" else "BBBB")
        self.assertFalse(self.claims._open(forged)[0])
        attempt = self.event._keep_foreign_code(self.ayse, forged)
        self._assert_refused(attempt, "forged")

    def test_code_of_another_event(self):
        """G34: a code is good for its own event alone."""
        other = self._new_event("Regatta")
        claim, _token = self.claims._open(self._code(other))
        self.assertEqual(claim.event_id, other)
        attempt = other._check_in_member(self.ayse, claim, self._trace())
        self.assertEqual(attempt.event_id, other)
        self.assertFalse(self._seat(self.ayse))

    def test_before_and_after_the_event(self):
        """G35: the door opens and closes, to the minute."""
        opens, closes = self.event.checkin_opens_at, self.event.checkin_closes_at
        minute = timedelta(minutes=1)
        for moment, code in (
            (opens - minute, "not_open"),
            (opens + minute, "welcome"),
            (closes - minute, "already_in"),
            (closes + minute, "closed"),
        ):
            seconds = moment.timestamp()
            with (
                self.subTest(moment),
                patch.object(time, "time", lambda now=seconds: now),
            ):
                self.assertEqual(self._scan(self.ayse, self._code()).code, code)

    def test_log_in_takes_its_time(self):
        """G34: the time of the scan counts; after ten minutes it is given up."""
        code = self._code()
        for minutes, expected in ((9, "welcome"), (11, "too_slow")):
            claim, _token = self.claims._open(code)
            claim.opened_at -= minutes * 60
            claim.shown_at -= minutes * 60
            partner = self.ayse if expected == "welcome" else self.deniz
            attempt = self.event._check_in_member(partner, claim, self._trace())
            self.assertEqual(attempt.code, expected)

    def test_cancelled_event_and_seat(self):
        """G36: neither a cancelled event nor a cancelled seat lets anybody in."""
        seat = self._register(self.event, self.ayse)
        seat.action_cancel()
        self.event.checkin_walk_in = False
        self._assert_refused(self._scan(self.ayse), "not_registered")
        self.event.kanban_state = "cancel"
        self._assert_refused(self._scan(self.ayse), "event_cancelled")

    def test_members_only(self):
        """G35: whom the event is not for stays outside, with or without a seat."""
        guest = self.env["res.partner"].create({"name": "Gülten Misafir"})
        self.event.audience = "members"
        self._assert_refused(self._scan(guest), "not_invited")
        self.assertEqual(self._scan(self.ayse).verdict, "allow")
        self.event.audience_category_ids = self.env["community.member.category"].create(
            {"name": "Crew"}
        )
        self._assert_refused(self._scan(self.deniz), "not_invited")

    def test_full(self):
        """G30: the last seat is one; those who registered have theirs."""
        self.event.write({"seats_limited": True, "seats_max": 2})
        self._register(self.event, self.deniz)
        self.assertEqual(self._scan(self.ayse).verdict, "allow")
        third = self._new_member("Giorgi Beridze")
        third._admit_members()
        self._assert_refused(self._scan(third), "full")
        self.assertEqual(self._scan(self.deniz).verdict, "allow")

    def test_booked_without_log_in(self):
        """G30: at the door the seat that carries one's address is one's own."""
        self.event.write({"seats_limited": True, "seats_max": 1})
        seat = self.env["event.registration"].create(
            {"event_id": self.event.id, "name": "A. Demir", "email": self.ayse.email}
        )
        self.assertFalse(seat.member_id)
        self.assertEqual(self._scan(self.deniz).code, "full")
        attempt = self._scan(self.ayse)
        self.assertEqual((attempt.verdict, attempt.registration_id), ("allow", seat))
        self.assertEqual(seat.member_id, self.ayse)

    def test_buyer_is_known_later(self):
        """G30: the seat of an order whose buyer logs in at the end is his."""
        seat = self.env["event.registration"].create(
            {"event_id": self.event.id, "email": self.ayse.email}
        )
        seat.partner_id = self.ayse
        self.assertEqual(seat.member_id, self.ayse)

    def test_after_an_annulment(self):
        """G37: who was not there by the organiser's word is shown to him again."""
        attempt = self._scan(self.ayse)
        attempt.with_user(self.organizer)._judge("annulled", "Not seen", False)
        again = self._scan(self.ayse)
        self.assertEqual((again.verdict, again.code), ("flag", "annulled_before"))
        self.assertEqual(self._scan(self.deniz).verdict, "allow")

    def test_walk_in_takes_a_ticket(self):
        """G30: where there are tickets, one must be free and open to who walks in."""
        tickets = self.env["event.event.ticket"].create(
            [
                {"event_id": self.event.id, "name": "Crew", "members_only": True},
                {"event_id": self.event.id, "name": "Guests", "seats_max": 1},
            ]
        )
        if "price" in tickets._fields:
            # Where tickets are sold, new ones have a price.
            tickets.write({"price": 0})
        self.assertEqual(
            self._scan(self.ayse).registration_id.event_ticket_id, tickets[0]
        )
        guests = self.env["res.partner"].create(
            [{"name": "Gülten Misafir"}, {"name": "Nino Stumari"}]
        )
        first, second = (self._scan(guest) for guest in guests)
        self.assertEqual(first.registration_id.event_ticket_id, tickets[1])
        self._assert_refused(second, "not_registered")

    def test_slots(self):
        """G30: at an event with several times the seat is one for this time."""
        with freeze_time("2026-06-10 12:00:00"):
            event = self._new_event("Open Days", -48, 96, is_multi_slots=True)
            slots = self.env["event.slot"].create(
                [
                    {
                        "event_id": event.id,
                        "date": day,
                        "start_hour": 14.0,
                        "end_hour": 17.0,
                    }
                    for day in ("2026-06-09", "2026-06-10", "2026-06-11")
                ]
            )
            self.assertEqual(event._get_slot_now(), slots[1])
            attempt = self._scan(self.ayse, event=event)
            self.assertEqual(attempt.registration_id.event_slot_id, slots[1])
        with freeze_time("2026-06-10 20:00:00"):
            self.assertEqual(event._get_slot_now(), slots[2])

    def test_scan_needs_a_code_with_an_event(self):
        """G34: texts that are no code make no row."""
        for text in ("", "x" * 28, "AQ" * 14, "http://example.com"):
            claim, token = self.claims._open(text)
            self.assertFalse(claim)
            self.assertFalse(token)

    def test_nobody_edits_attempts(self):
        """G37: what happened stays as it was, whoever asks."""
        attempt = self._scan(self.ayse)
        for user in (
            self.organizer,
            self.event_manager,
            self.env.ref("base.user_admin"),
        ):
            with self.assertRaises(UserError):
                attempt.with_user(user).sudo().write({"verdict": "deny"})
            with self.assertRaises(UserError):
                attempt.with_user(user).sudo().unlink()

    def test_strikes_are_forgotten(self):
        """G37: tries to cheat count for ninety days."""
        claim, _token = self.claims._open(self._code())
        claim.fingerprint = "a"
        trace = self._trace(fingerprint="b", is_signed=True, public_key="b")
        self.event._check_in_member(self.ayse, claim, trace)
        now = fields.Datetime.now()
        count = self.attempts._count_strikes
        self.assertEqual(count(self.ayse, now - timedelta(days=90)), 1)
        self.assertEqual(count(self.ayse, now + timedelta(days=1)), 0)


@tagged("post_install", "-at_install", "community")
class TestCheckinPlace(MemberCheckinCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event.write(
            {
                "use_place": True,
                "place_latitude": CLUB[0],
                "place_longitude": CLUB[1],
                "place_radius": 100,
            }
        )

    def test_far_away(self):
        """G33: whose phone says another town is refused, with the distance."""
        ankara = Position(39.93, 32.86, 20)
        attempt = self._scan(self.ayse, position=ankara)
        self.assertEqual((attempt.verdict, attempt.code), ("deny", "place_away"))
        self.assertGreater(attempt.decision["reasons"][0]["facts"]["metres"], 300_000)
        self.assertTrue(attempt.is_strike)

    def test_bad_reception_indoors(self):
        """G33: a coarse place alone turns nobody away."""
        coarse = Position(CLUB[0] + 0.01, CLUB[1], 1_500)
        self.assertTrue(self._scan(self.ayse, position=coarse).decision)
        self.assertEqual(self._seat(self.ayse).state, "done")

    def test_place_not_told(self):
        """G33: nor does a phone that tells no place, in the middle preset."""
        attempt = self._scan(self.ayse, is_position_refused=True)
        self.assertNotEqual(attempt.verdict, "deny")
        strict = self.env.ref("community_events.community_checkin_policy_strict")
        self.event.checkin_policy_id = strict
        attempt = self._scan(self.deniz, is_position_refused=True)
        self.assertEqual((attempt.verdict, attempt.code), ("deny", "place_refused"))
        self.assertFalse(attempt.is_strike)

    def test_too_fast(self):
        """G33: nobody is in İstanbul an hour after Tbilisi."""
        other = self._new_event("Tbilisi Evening", use_place=True)
        other.write({"place_latitude": 41.72, "place_longitude": 44.79})
        self._scan(self.ayse, event=other, position=Position(41.72, 44.79, 20))
        attempt = self._scan(self.ayse, position=Position(*CLUB, 20))
        codes = [reason["code"] for reason in attempt.decision["reasons"]]
        self.assertIn("too_fast", codes)
        self.assertNotEqual(attempt.verdict, "allow")

    def test_places_are_forgotten(self):
        """G33: after the term the point is gone; distance and verdict stay."""
        with freeze_time("2026-01-10 12:00:00"):
            event = self._new_event(
                "Regatta",
                use_place=True,
                place_latitude=CLUB[0],
                place_longitude=CLUB[1],
            )
            old = self._scan(
                self.ayse, event=event, position=Position(39.93, 32.86, 20)
            )
        new = self._scan(self.ayse, position=Position(*CLUB, 20))
        before = old.decision
        self.company.checkin_place_days = 30
        self.assertEqual(self.attempts._gc_places(), (1, False))
        self.assertNotIn("position", old.evidence["trace"])
        self.assertEqual((old.decision, old.verdict), (before, "deny"))
        self.assertTrue(new.evidence["trace"]["position"])
        self.assertEqual(self.attempts._gc_places(), (0, False))


@tagged("post_install", "-at_install", "community")
class TestCheckinPhones(MemberCheckinCommon):
    def _with_key(self, name, **values):
        return {
            "fingerprint": name * 8,
            "public_key": name,
            "is_signed": True,
            **values,
        }

    def test_own_phone_is_known(self):
        """G35: the first scan takes the browser down, the next one knows it."""
        attempt = self._scan(self.ayse, **self._with_key("a"))
        self.assertEqual(attempt.key_id.partner_id, self.ayse)
        self.assertFalse(attempt.evidence["device"]["is_known"])
        again = self._scan(self.ayse, **self._with_key("a"))
        self.assertTrue(again.evidence["device"]["is_known"])

    def test_keys_of_another_company(self):
        """G35: organisers see the browsers that were used at their own events."""
        key = self._scan(self.ayse, **self._with_key("a")).key_id
        keys = self.env["community.checkin.key"]
        mine = [("id", "=", key.id)]
        self.assertTrue(keys.with_user(self.organizer).search(mine))
        self.assertFalse(keys.with_user(self.other_organizer).search(mine))

    def test_key_of_somebody_else(self):
        """G34: a second account on one phone is seen, a third is refused."""
        self._scan(self.ayse, **self._with_key("a"))
        second = self._scan(self.deniz, **self._with_key("a"))
        self.assertNotEqual(second.verdict, "allow")
        third = self._new_member("Giorgi Beridze")
        third._admit_members()
        attempt = self._scan(third, **self._with_key("a"))
        self.assertEqual(attempt.verdict, "deny")

    def test_family_tablet(self):
        """G35: relatives, wards and one household share a phone without a hint."""
        son = self._new_member("Can Demir", guardian_id=self.ayse.id)
        son._admit_members()
        self._scan(self.ayse, **self._with_key("a"))
        attempt = self._scan(son, **self._with_key("a"))
        self.assertEqual((attempt.verdict, attempt.score), ("allow", 5))
        self.assertFalse(attempt.evidence["device"]["is_foreign"])
        self.assertEqual(attempt.evidence["device"]["strangers"], 0)

    def test_signature_that_does_not_fit(self):
        """G34: a key that was copied without its private half signs nothing."""
        attempt = self._scan(self.ayse, **self._with_key("a", is_signed=False))
        self.assertEqual((attempt.verdict, attempt.code), ("deny", "bad_signature"))
        self.assertFalse(attempt.key_id)

    def test_cookie_in_another_browser(self):
        """G34: the scan belongs to the browser that opened it, key shown or hidden."""
        for trace, code in (
            (self._with_key("b"), "copied_session"),
            ({}, "hidden_key"),
        ):
            claim, _token = self.claims._open(self._code())
            claim.fingerprint = "a" * 8
            attempt = self.event._check_in_member(
                self.ayse, claim, self._trace(**trace)
            )
            self.assertEqual((attempt.verdict, attempt.code), ("deny", code))
            # Without a key it may be a tap before the page was ready.
            self.assertEqual(attempt.is_strike, code == "copied_session")
