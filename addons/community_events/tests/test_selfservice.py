from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ComingSeatCommon


@tagged("post_install", "-at_install", "community")
class TestSelfService(ComingSeatCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.begin = cls.coming.date_begin

    def test_cancel_boundary(self):
        """Until the hour itself; a second later the organiser is asked."""
        until = self.begin - timedelta(hours=24)
        late = freeze_time(until + timedelta(seconds=1))
        with late, self.assertRaisesRegex(UserError, "Please ask"):
            self.seat._cancel_by_member()
        with freeze_time(until):
            self.seat._cancel_by_member()
            self.seat._cancel_by_member()
        self.assertEqual(self.seat.state, "cancel")

    def test_not_after_coming(self):
        """Who has been there cancels nothing."""
        self.seat._admit()
        with self.assertRaisesRegex(UserError, "been there"):
            self.seat._cancel_by_member()
        self.assertEqual(self.seat.state, "done")

    def test_transfer(self):
        """The new holder is found, told, and has a ticket; the old one is void."""
        barcode, serial = self.seat.barcode, self.seat.ticket_serial
        link = self.coming._get_tickets_access_hash(self.seat.ids)
        self.seat._transfer("Deniz Arslan", "DENIZ@seats.example.com")
        self.assertEqual(self.seat.member_id, self.deniz)
        self.assertEqual(self.seat.ticket_serial, serial + 1)
        self.assertNotEqual(self.seat.barcode, barcode)
        self.assertNotEqual(self.coming._get_tickets_access_hash(self.seat.ids), link)
        told = self.env["community.notice.delivery"].search(
            [("res_model", "=", self.seat._name), ("res_id", "=", self.seat.id)]
        )
        self.assertEqual(told.address, "deniz@seats.example.com")

    def test_transfer_binds_the_giver(self):
        """Who was given a seat is no no-show without a yes; who passed it on is."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        self.assertFalse(self.seat.is_accepted)
        with freeze_time(self.begin):
            self.assertFalse(self.seat._get_change_refusal())
        self._attend_and_close()
        [due] = self.seat._get_dues()
        self.assertEqual((due.trigger, due.member_id), ("no_show", self.ayse.id))
        self._assert_missed(self.ayse, self.deniz)

    def _assert_missed(self, absent, other):
        """One no-show of `absent` in report, window and summary; none of `other`."""
        self.env.flush_all()
        report = self.env["community.event.attendance.report"]
        sums = report._get_sums(absent | other)
        self.assertEqual(sums[absent.id], (1, 0, 1))
        self.assertNotIn(other.id, sums)
        window = self.env["community.event.close"].create({"event_id": self.coming.id})
        self.assertEqual(window.no_show_count, 1)
        with freeze_time(self.coming.date_end + timedelta(hours=1)):
            self.assertEqual(absent._get_attendance_summary()["seats"], 1)
            self.assertEqual(other._get_attendance_summary()["seats"], 0)

    def test_transfer_to_guest_binds_the_giver(self):
        """A guest cannot say yes: naming one is no way out either."""
        self.seat._transfer("Gülten Misafir", "gulten.m@seats.example.com")
        self._attend_and_close()
        [due] = self.seat._get_dues()
        self.assertEqual((due.trigger, due.member_id), ("no_show", self.ayse.id))

    def test_new_holder_comes(self):
        """Whoever comes ends it, with or without a yes."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        self.seat._admit(self.begin)
        self._attend_and_close()
        [due] = self.seat._get_dues()
        self.assertEqual(due.member_id, self.deniz.id)
        self.assertNotEqual(due.trigger, "no_show")

    def test_no_in_the_last_hours(self):
        """Too late to give it to others, a no gives it back to the giver."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        serial = self.seat.ticket_serial
        with freeze_time(self.begin - timedelta(hours=1)):
            self.assertIn("goes back to", self.seat._get_cancel_words())
            self.seat._cancel_by_member()
            self.assertEqual(
                (self.seat.state, self.seat.member_id), ("open", self.ayse)
            )
            self.assertTrue(self.seat.is_accepted)
            self.assertEqual(self.seat.ticket_serial, serial + 1)
            # Now it is a seat like before: too late for the giver, too.
            with self.assertRaisesRegex(UserError, "Please ask"):
                self.seat._cancel_by_member()
        told = self.env["community.notice.delivery"].search(
            [("res_id", "=", self.seat.id), ("partner_id", "=", self.ayse.id)]
        )
        self.assertTrue(told.sudo().render_values["is_returned"])

    def test_no_in_time(self):
        """In time a no makes the seat free, as if the giver had given it back."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        with freeze_time(self.begin - timedelta(hours=24)):
            self.seat._cancel_by_member()
        self.assertEqual(self.seat.state, "cancel")

    def test_passed_on_from_hand_to_hand(self):
        """The first giver answers until a yes; back in his own hands nothing is new."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        with freeze_time(self.begin - timedelta(minutes=5)):
            self.seat._transfer("Gülten Misafir", "gulten.m@seats.example.com")
            self.assertEqual(self.seat.giver_id, self.ayse)
            self.seat._transfer("Ayşe Demir", "ayse@example.com")
        self.assertEqual(self.seat.member_id, self.ayse)
        self.assertTrue(self.seat.is_accepted)
        self.assertFalse(self.seat.giver_id)

    def test_organizer_names_another(self):
        """Whom the organiser puts on the seat answers for it, not the giver."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        nino = self._new_member("Nino Beridze")
        self.seat.with_user(self.organizer).member_id = nino
        self.assertEqual(self.seat._get_bound(), nino)
        self.assertFalse(self.seat.giver_id)

    def test_transfer_accepted(self):
        """A yes binds like a booking of one's own; twice changes nothing."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        self.seat._accept_by_member()
        self.seat._accept_by_member()
        with freeze_time(self.begin - timedelta(hours=23)):
            self.assertTrue(self.seat._get_change_refusal())
        self._attend_and_close()
        [due] = self.seat._get_dues()
        self.assertEqual((due.trigger, due.member_id), ("no_show", self.deniz.id))
        self._assert_missed(self.deniz, self.ayse)

    def test_yes_after_the_end(self):
        """Afterwards nobody takes a no-show upon himself for somebody else."""
        self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        with freeze_time(self.coming.date_end + timedelta(seconds=1)):
            self.seat._accept_by_member()
        self.assertFalse(self.seat.is_accepted)

    def _attend_and_close(self):
        """Somebody else comes; the event ends and is closed."""
        other = self._register(self.coming, self._new_member("Nino Beridze"))
        other._admit(self.begin)
        span = timedelta(days=4)
        self.coming.write(
            {
                "date_begin": self.coming.date_begin - span,
                "date_end": self.coming.date_end - span,
            }
        )
        self.coming._close()

    def test_transfer_to_guest(self):
        """An open event takes anybody; the ticket goes to the address typed."""
        self.seat._transfer("Gülten Misafir", "gulten.m@seats.example.com")
        self.assertFalse(self.seat.member_id)
        self.assertFalse(self.seat.partner_id)
        told = self.env["community.notice.delivery"].search(
            [("res_model", "=", self.seat._name), ("res_id", "=", self.seat.id)]
        )
        self.assertEqual(told.address, "gulten.m@seats.example.com")

    def test_transfer_members_only(self):
        """One answer for strangers, for others' categories and for whoever is in."""
        self.coming.audience = "members"
        answers = set()
        guest = self.env["res.partner"].create(
            {"name": "Gülten", "email": "gulten.m@seats.example.com"}
        )
        for address in (guest.email, "nobody@example.com"):
            with self.assertRaises(UserError) as caught:
                self.seat._transfer("Somebody", address)
            answers.add(str(caught.exception))
        self._register(self.coming, self.deniz)
        with self.assertRaises(UserError) as caught:
            self.seat._transfer("Deniz Arslan", "deniz@seats.example.com")
        answers.add(str(caught.exception))
        self.assertEqual(len(answers), 1)
        self.assertEqual(self.seat.member_id, self.ayse)

    def test_transfer_refused(self):
        """Not when the event forbids it, not too late, not without an address."""
        with self.assertRaises(UserError):
            self.seat._transfer("Deniz", "no address")
        late = freeze_time(self.begin - timedelta(hours=2))
        with late, self.assertRaisesRegex(UserError, "Please ask"):
            self.seat._transfer("Deniz", "deniz@seats.example.com")
        self.coming.may_transfer = False
        with self.assertRaisesRegex(UserError, "not passed on"):
            self.seat._transfer("Deniz", "deniz@seats.example.com")

    def test_attendee_one_is_me(self):
        """The seat that names the booker best is the booker's, whatever its place."""
        event = self._new_event("Picnic", hours=72)
        typed = [
            {"name": "Can Demir", "email": "ayse@example.com"},
            {"name": "  ayşe   DEMIR", "email": "ayse@example.com"},
            {"name": "Ayşe", "email": "other@example.com"},
        ]
        seats = self.env["event.registration"].create(
            [{"event_id": event.id, "partner_id": self.ayse.id, **one} for one in typed]
        )
        self.assertEqual(seats.mapped("member_id"), self.ayse)
        self.assertEqual(seats[1].member_id, self.ayse)

    def test_guest_seat_is_nobodys(self):
        """Whoever books for somebody else alone has no seat."""
        event = self._new_event("Picnic", hours=72)
        seat = self._register(
            event, self.ayse, name="Can Demir", email="can@example.com"
        )
        self.assertFalse(seat.member_id)

    def test_attendance_summary(self):
        """This year: events that are over, and how many were attended."""
        now = fields.Datetime.now().replace(month=6, day=15)
        with freeze_time(now):
            over = [self._new_event(f"Evening {n}", hours=-30) for n in range(3)]
            seats = [self._register(event, self.ayse) for event in over]
            seats[0]._admit()
            seats[1]._admit()
            self._register(over[0], self.deniz)
            summary = self.ayse._get_attendance_summary()
        self.assertEqual(
            summary, {"year": now.year, "seats": 3, "attended": 2, "rate": 67}
        )
