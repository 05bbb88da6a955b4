from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_checkin import MemberCheckinCommon

OWN = "Somebody else has to check you in"


@tagged("post_install", "-at_install", "community")
class TestOwnCheckin(MemberCheckinCommon):
    """Nobody checks himself in by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = (cls.steward | cls.organizer | cls.event_manager).partner_id
        people.in_member_register = True
        cls.seats = {
            user: cls._register(cls.event, user.partner_id)
            for user in (cls.steward, cls.organizer, cls.event_manager)
        }

    def _own(self, user):
        return self.seats[user].with_user(user)

    def test_by_button(self):
        """G35: form, kanban and list call the same; the seat stays as it was."""
        for user in self.steward, self.organizer:
            seat = self._own(user)
            self.assertEqual(seat.member_id, user.partner_id)
            for way in (
                seat.action_set_done,
                lambda s=seat: s.write({"state": "done"}),
            ):
                with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
                    way()
            self.assertEqual((seat.state, seat.entries), ("open", 0))
            self.assertFalse(seat.sudo().attempt_ids)

    def test_among_others(self):
        """A list with the own seat in it is refused as a whole."""
        other = self._register(self.event, self.ayse)
        both = (other | self.seats[self.organizer]).with_user(self.organizer)
        with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
            both.action_set_done()
        self.assertEqual(other.state, "open")
        other.with_user(self.organizer).action_set_done()
        self.assertEqual(other.state, "done")

    def test_at_core_desk(self):
        """G35: core's registration desk reads the own badge, and refuses it."""
        seat = self._own(self.steward)
        with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
            seat.register_attendee(seat.barcode, self.event.id)
        self.assertEqual(seat.state, "open")
        seat.with_user(self.organizer).register_attendee(seat.barcode, self.event.id)
        self.assertEqual(seat.state, "done")

    def test_made_as_attended(self):
        """A new seat of one's own is not attended from the start."""
        self.seats[self.organizer].unlink()
        seats = self.env["event.registration"].with_user(self.organizer)
        person = self.organizer.partner_id
        values = {"event_id": self.event.id, "partner_id": person.id}
        for extra in ({}, {"member_id": person.id}):
            with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
                seats.create({**values, **extra, "state": "done"})
        preset = seats.with_context(default_state="done")
        with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
            preset.create(values)

    def test_by_a_detour(self):
        """A seat of somebody else that is attended does not become one's own."""
        self.seats[self.organizer].unlink()
        seat = self._register(self.event, self.ayse).with_user(self.organizer)
        seat.action_set_done()
        with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
            seat.member_id = self.organizer.partner_id
        self.assertEqual(seat.member_id, self.ayse)

    def test_by_another_name(self):
        """A friend's seat that is attended does not take one's own name."""
        self.seats[self.organizer].unlink()
        person = self.organizer.partner_id
        seat = self._register(
            self.event, person, name="Gülten Misafir", email="gulten@example.com"
        ).with_user(self.organizer)
        seat.action_set_done()
        mine = {"name": person.name, "email": person.email}
        for values in (mine, {"name": person.name}, {"email": person.email}):
            with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
                seat.write(values)
        # The own contact may be renamed; the seat is not found to be one's own then.
        person.sudo().write({"name": seat.name, "email": seat.email})
        with self.assertRaisesRegex(UserError, OWN), self.cr.savepoint():
            seat.partner_id = person
        self.assertFalse(seat.member_id)
        seat.sudo().name = "Gülten M."
        self.assertEqual(seat.state, "done")

    def test_guest_of_mine(self):
        """Who booked for a friend may let the friend in."""
        seat = self._register(
            self.event,
            self.organizer.partner_id,
            name="Gülten Misafir",
            email="gulten@example.com",
        )
        self.assertFalse(seat.member_id)
        seat.with_user(self.organizer).action_set_done()
        self.assertEqual(seat.state, "done")

    def test_manager_may(self):
        """Managers of events answer for it; it is kept with their name."""
        seat = self._own(self.event_manager)
        seat.action_set_done()
        self.assertEqual((seat.state, seat.entries), ("done", 1))
        self.assertEqual(seat.attempt_ids.user_id, self.event_manager)

    def test_own_scan(self):
        """G35: the venue's code lets organisers in like everybody."""
        user = self.organizer
        claims = self.claims.with_user(user)
        claim, _token = claims._open(self._code())
        event = claim.event_id.with_user(user)
        event._check_in_member(user.partner_id, claim, self._trace())
        self.assertEqual(self.seats[user].state, "done")
        # What is attended already may be said again, and taken back.
        self._own(user).write({"state": "done"})
        self._own(user).action_confirm()
        self.assertEqual(self.seats[user].state, "open")
