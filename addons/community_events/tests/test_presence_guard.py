from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_attempts import CheckinAttemptsCommon

FORGED = {
    "certificate_due": True,
    "certificate_sent_at": "2026-01-01 10:00:00",
    "entries": 3,
    "first_in_at": "2026-01-01 10:00:00",
    "giver_id": 1,
    "is_accepted": False,
    "is_flagged": False,
    "is_inside": True,
    "is_walk_in": True,
    "last_at": "2026-01-01 10:00:00",
    "points_due": True,
    "ticket_serial": 9,
}


@tagged("post_install", "-at_install", "community")
class TestPresenceGuard(CheckinAttemptsCommon):
    """Who came is written with the tries at the door, by no call from outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seat = cls._register(cls.event, cls.ayse)

    def _kept(self, seat):
        return seat.attempt_ids.mapped("kind")

    def test_write(self):
        """Neither stewards nor organisers write presence, with or without a state."""
        for user in self.steward | self.organizer | self.event_manager:
            seat = self.seat.with_user(user)
            for name, value in FORGED.items():
                naming = self.subTest(name=name, user=user.login)
                with naming, self.assertRaises(AccessError):
                    seat.write({"state": "done", name: value})
        self.assertEqual(self.seat.state, "open")

    def test_create(self):
        """Not when the seat is made either, nor by defaults of the context."""
        seats = self.env["event.registration"].with_user(self.steward)
        values = {"event_id": self.event.id, "name": "Friend"}
        for name, value in FORGED.items():
            with self.subTest(name=name), self.assertRaises(AccessError):
                seats.create({**values, name: value})
            preset = seats.with_context(**{f"default_{name}": value})
            with self.subTest(preset=name), self.assertRaises(AccessError):
                preset.create(values)

    def test_marks_of_others(self):
        """What a call could put into the context opens nothing."""
        for mark in (True, "_COUNTED", {}, 1):
            seat = self.seat.with_user(self.steward)
            with self.assertRaises(AccessError):
                seat.with_context(community_counted=mark).entries = 3

    def test_created_as_attended(self):
        """A seat that is made as attended has its entry, and says who made it."""
        seats = self.env["event.registration"].with_user(self.steward)
        values = {"event_id": self.event.id, "name": "Guest"}
        for seat in (
            seats.create({**values, "state": "done"}),
            seats.with_context(default_state="done").create(values),
        ):
            self.assertEqual((seat.entries, seat.is_inside), (1, True))
            self.assertEqual(self._kept(seat), ["desk"])
            self.assertEqual(seat.attempt_ids.user_id, self.steward)

    def test_whose_seat(self):
        """The desk books for whom it typed; whose seat it is else, organisers say."""
        seats = self.env["event.registration"].with_user(self.steward)
        event = {"event_id": self.event.id}
        for values in (
            {"member_id": self.deniz.id, "name": "Friend"},
            {
                "member_id": self.deniz.id,
                "partner_id": self.deniz.id,
                "name": "Friend",
                "email": "friend@example.com",
            },
        ):
            with self.assertRaises(AccessError):
                seats.create({**event, **values})
            context = {f"default_{name}": value for name, value in values.items()}
            with self.assertRaises(AccessError):
                seats.with_context(**context).create(event)
        with self.assertRaises(AccessError):
            seats.with_context(default_role="volunteer").create(event)
        own = {"member_id": self.deniz.id, "partner_id": self.deniz.id}
        self.assertEqual(seats.create({**event, **own}).member_id, self.deniz)

    def test_organiser_corrects(self):
        """What organisers may do goes on working, as themselves."""
        first = self._try(self.ayse, "flag", "place_outside", 45)
        self.seat.with_user(self.organizer)._leave()
        self._try(self.ayse)
        self._judge(first, "annulled")
        self.assertEqual((self.seat.entries, self.seat.state), (1, "done"))
        serial = self.seat.ticket_serial
        self.seat.with_user(self.organizer).action_renew_ticket()
        self.assertEqual(self.seat.ticket_serial, serial + 1)
