from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from ..tools.waiting import fingerprint, get_offer_end, make_token
from .common import CommunityEventsCommon


@tagged("post_install", "-at_install", "community")
class TestWaitingList(CommunityEventsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ayse.email = "ayse@seats.example.com"
        cls.full = cls._new_event(
            "Regatta", hours=72, seats_limited=True, seats_max=1, waiting_hours=24
        )
        cls.waiting = cls.env["community.event.waiting"]
        cls.none = (cls.env["event.slot"], cls.env["event.event.ticket"])
        cls.users = {
            member: new_test_user(
                cls.env,
                f"waits_{member.id}",
                groups="base.group_portal",
                email=member.email,
                partner_id=member.id,
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
            for member in cls.ayse | cls.deniz
        }
        cls.third = cls._new_member("Nino Beridze", email="nino@example.com")
        cls.third._admit_members()
        cls.seat = cls._register(cls.full, cls.third)

    def _join(self, member, event=None):
        user = self.users[member]
        event = (event or self.full).with_user(user)
        return event._join_waiting_list(user, *self.none)

    def _count(self, state):
        return self.waiting.search_count(
            [("event_id", "=", self.full.id), ("state", "=", state)]
        )

    def test_order_and_offer(self):
        """A freed seat is held for the first; nobody else can book it."""
        first, second = self._join(self.ayse), self._join(self.deniz)
        self.assertEqual((first.position, second.position), (1, 2))
        self.seat.action_cancel()
        self.assertEqual((first.state, second.state), ("offered", "waiting"))
        self.assertEqual(self.full.seats_available, 0)
        self.assertTrue(self.full.event_registrations_sold_out)
        with self.assertRaises(ValidationError):
            self._register(self.full, self.third)
        self.assertEqual(second.position, 1)

    def test_offer_is_told(self):
        """The message has the link, once; the database has only its hash."""
        first = self._join(self.ayse)
        self.seat.action_cancel()
        deliveries = self.env["community.notice.delivery"].search(
            [("res_model", "=", first._name), ("res_id", "=", first.id)]
        )
        self.assertEqual(deliveries.address, "ayse@seats.example.com")
        token = deliveries.sudo().render_values["url"].rpartition("/")[2]
        self.assertEqual(self.waiting._find(token), first)
        self.assertNotIn(token, str(first.sudo().read()))
        self.full._offer_seats()
        self.assertEqual(self._count("offered"), 1)

    def test_accept_twice(self):
        """Accepting makes one seat; the second time shows the same."""
        first = self._join(self.ayse)
        self.seat.action_cancel()
        seat = first._accept()
        self.assertEqual(first._accept(), seat)
        self.assertEqual(seat.member_id, self.ayse)
        self.assertEqual(seat.state, "open")
        self.assertEqual(self.full.seats_taken, 1)
        self.assertEqual(self.full.seats_available, 0)

    def test_decline_moves_on(self):
        """No is no: the next has the offer in the same step."""
        first, second = self._join(self.ayse), self._join(self.deniz)
        self.seat.action_cancel()
        first._leave()
        self.assertEqual((first.state, second.state), ("left", "offered"))
        with self.assertRaises(UserError):
            first._accept()

    def test_silence_moves_on(self):
        """After its hours an offer is over; the boundary itself still counts."""
        first, second = self._join(self.ayse), self._join(self.deniz)
        self.seat.action_cancel()
        until = first.offer_until
        with freeze_time(until):
            self.waiting._expire()
            self.assertFalse(first._get_accept_refusal())
        with freeze_time(until + timedelta(seconds=1)):
            self.assertTrue(first._get_accept_refusal())
            self.waiting._expire()
            self.full._offer_seats()
        self.assertEqual((first.state, second.state), ("expired", "offered"))

    def test_never_past_the_start(self):
        """An offer ends when the event begins; then there are none."""
        now = fields.Datetime.now()
        begin = now + timedelta(hours=3)
        self.assertEqual(get_offer_end(now, 24, begin), begin)
        self.assertEqual(get_offer_end(now, 2, begin), now + timedelta(hours=2))
        self.assertIsNone(get_offer_end(begin, 24, begin))

    def test_raised_seats(self):
        """More seats: as many offers as there are free seats, in the order."""
        first, second = self._join(self.ayse), self._join(self.deniz)
        self.full.with_user(self.organizer).seats_max = 2
        self.assertEqual((first.state, second.state), ("offered", "waiting"))
        self.full.with_user(self.organizer).seats_max = 5
        self.assertEqual(second.state, "offered")
        self.assertEqual(self.full.seats_available, 2)

    def test_seat_by_other_way(self):
        """Who gets the held seat from the organiser is off the list."""
        first = self._join(self.ayse)
        self.seat.action_cancel()
        self._register(self.full.with_user(self.organizer), self.ayse)
        self.assertEqual(first.state, "taken")
        self.assertEqual(self.full.seats_available, 0)

    def test_once_and_only_when_full(self):
        """One place for each person; no list while there are seats."""
        self.assertEqual(self._join(self.ayse), self._join(self.ayse))
        self.assertEqual(self._count("waiting"), 1)
        with self.assertRaisesRegex(UserError, "free seat"):
            self._join(self.ayse, self._new_event("Walk", hours=9))
        self.full.use_waiting_list = False
        with self.assertRaisesRegex(UserError, "no waiting list"):
            self._join(self.deniz)

    def test_rows_are_the_suites(self):
        """Nobody writes the list by hand; the organiser takes somebody off it."""
        row = self._join(self.ayse)
        for user in (self.users[self.ayse], self.steward):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["state"])
        for user in (self.organizer, self.event_manager):
            with self.assertRaises(UserError):
                row.with_user(user).state = "offered"
        with self.assertRaises(AccessError):
            row.with_user(self.steward).action_remove()
        row.with_user(self.organizer).action_remove()
        self.assertEqual(row.state, "left")

    def test_tokens(self):
        """What is no token finds nothing."""
        self.assertIsNone(fingerprint("x"))
        self.assertIsNone(fingerprint(None))
        self.assertIsNone(fingerprint(["a"] * 43))
        self.assertFalse(self.waiting._find("a" * 43))
        self.assertNotEqual(make_token(), make_token())

    def test_members_ticket_after_leaving(self):
        """A ticket for members is not offered to, nor taken by, who left the club."""
        self.full.event_ticket_ids = [
            (0, 0, {"name": "Deck", "members_only": True, "seats_max": 0})
        ]
        ticket = self.full.event_ticket_ids
        self.seat.event_ticket_id = ticket
        rows = [
            self.full._join_waiting_list(self.users[member], self.none[0], ticket)
            for member in self.ayse | self.deniz
        ]
        self.seat.action_cancel()
        self.assertEqual([row.state for row in rows], ["offered", "waiting"])
        self._leave_club(self.ayse | self.deniz)
        with self.assertRaisesRegex(UserError, "is for members"):
            rows[0]._accept()
        self.assertFalse(rows[0].registration_id)
        rows[0]._leave()
        self.assertEqual([row.state for row in rows], ["left", "waiting"])

    def _leave_club(self, members):
        day = fields.Date.today() - timedelta(days=1)
        members.write({"membership_resigned_on": day})
        self.assertFalse(self.ayse._counts_as_member_today())

    def _new_course(self):
        """Two times, with one seat of one ticket each.

        :return: event, its slots, its ticket
        """
        event = self._new_event(
            "Course",
            hours=48,
            length=48,
            is_multi_slots=True,
            event_ticket_ids=[(0, 0, {"name": "Deck", "seats_max": 1})],
        )
        day = fields.Date.to_date(event.date_begin + timedelta(days=1))
        slots = self.env["event.slot"].create(
            [
                {"event_id": event.id, "date": day, "start_hour": 9, "end_hour": 10},
                {"event_id": event.id, "date": day, "start_hour": 11, "end_hour": 12},
            ]
        )
        event.event_ticket_ids.seats_limited = True
        if "price" in event.event_ticket_ids:
            # Where tickets are sold, accepting an offer makes an order first.
            event.event_ticket_ids.price = 0
        return event, slots, event.event_ticket_ids

    def _take(self, member, slot, ticket):
        return self._register(
            slot.event_id, member, event_slot_id=slot.id, event_ticket_id=ticket.id
        )

    def test_ticket_and_slot(self):
        """A held seat of one ticket in one slot leaves the others alone."""
        event, (one, other), ticket = self._new_course()
        seat = self._take(self.third, one, ticket)
        choices = event._get_waiting_choices()
        self.assertEqual(choices, [(one, ticket)])
        user = self.users[self.ayse]
        row = event._join_waiting_list(user, one, ticket)
        seat.action_cancel()
        self.assertEqual(row.state, "offered")
        free = event._get_seats_availability([(one, ticket), (other, ticket)])
        self.assertEqual(free, [0, 1])

    def test_seat_at_another_time(self):
        """Who has a seat at nine may wait for eleven, and not for nine."""
        event, (one, other), ticket = self._new_course()
        self._take(self.ayse, one, ticket)
        self._take(self.third, other, ticket)
        user = self.users[self.ayse]
        asked = event.with_user(user)
        [choice] = asked._get_waiting_values(user)["choices"]
        self.assertEqual(choice["key"], f"{other.id}-{ticket.id}")
        with self.assertRaisesRegex(UserError, "a seat already"):
            asked._join_waiting_list(user, one, ticket)
        row = asked._join_waiting_list(user, other, ticket)
        self.assertEqual(row.slot_id, other)
        self.assertFalse(asked._get_waiting_values(user)["choices"])

    def test_one_place_for_each_time(self):
        """Two times, two places; a seat at one ends the waiting for it alone."""
        event, slots, ticket = self._new_course()
        seats = [self._take(self.third, slot, ticket) for slot in slots]
        user = self.users[self.ayse]
        first, second = (event._join_waiting_list(user, slot, ticket) for slot in slots)
        self.assertNotEqual(first, second)
        self.assertEqual(event._join_waiting_list(user, slots[0], ticket), first)
        seats[0].action_cancel()
        self.assertEqual((first.state, second.state), ("offered", "waiting"))
        first._accept()
        self.assertEqual((first.state, second.state), ("taken", "waiting"))
        seats[1].action_cancel()
        self.assertEqual(second.state, "offered")

    def test_one_offer_at_a_time(self):
        """Who waits for every time holds one seat while he thinks, not all of them."""
        event, slots, ticket = self._new_course()
        seats = [self._take(self.third, slot, ticket) for slot in slots]
        user = self.users[self.ayse]
        rows = [event._join_waiting_list(user, slot, ticket) for slot in slots]
        for seat in seats:
            seat.action_cancel()
        self.assertEqual([row.state for row in rows], ["offered", "waiting"])
        rows[0]._accept()
        self.assertEqual([row.state for row in rows], ["taken", "offered"])
