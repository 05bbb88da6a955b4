from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_points import EventPointsCommon


@tagged("post_install", "-at_install", "community")
class TestEventPoints(EventPointsCommon):
    def test_one_row_a_seat(self):
        """G17, G32: one row for each seat that was attended, once, by role."""
        self.seat._admit(self.past.date_begin)
        helper = self._attend(self.past, self.deniz, role="volunteer")
        self.past._close()
        self.past._close()
        self.assertEqual(self._ledger(self.seat), [20])
        self.assertEqual(self._ledger(helper), [10])
        entry = self.entries.search([("res_id", "=", self.seat.id)], limit=1)
        self.assertEqual(entry.res_model, "event.registration")
        self.assertEqual(entry.partner_id, self.ayse)
        self.assertEqual(entry.company_id, self.company)
        self.assertEqual(self.past.points_total, 30)

    def test_not_before_the_end(self):
        """G32: not a minute before the event ends; in the moment of its end, yes."""
        self.seat._admit(self.past.date_begin)
        with self._at(self.past.date_end - self._minutes(1)):
            self.past._close()
            self.assertFalse(self.past.points_posted_at)
            self.assertFalse(self._ledger(self.seat))
        with self._at(self.past.date_end):
            self.past._close()
        self.assertEqual(self._ledger(self.seat), [20])

    def test_cancelled_event(self):
        """G32: an event that was called off gives nothing."""
        self.seat._admit(self.past.date_begin)
        self.past.kanban_state = "cancel"
        self.past._close()
        self._run_cron()
        self.assertFalse(self._ledger(self.seat))
        self.assertFalse(self.past.points_posted_at)

    def test_cancelled_afterwards(self):
        """Called off after points were given: taken back, and given again if undone."""
        self.seat._admit(self.past.date_begin)
        self.past._close()
        self.past.kanban_state = "cancel"
        self.assertEqual(self._ledger(self.seat), [20, -20])
        self.past.kanban_state = "normal"
        self.assertEqual(self._ledger(self.seat), [20, -20, 20])
        self.past.active = False
        self.assertEqual(self._balance(self.ayse), 0)

    def test_annulled(self):
        """G36: an annulled attendance takes its points back; twice changes nothing."""
        self.seat._admit(self.past.date_begin)
        self.past._close()
        self.seat._take_back_presence()
        self.seat._take_back_presence()
        self.assertEqual(self._ledger(self.seat), [20, -20])
        self._run_cron()
        self.assertEqual(self._balance(self.ayse), 0)
        self.seat._admit(self.past.date_begin)
        self._run_cron()
        self.assertEqual(self._ledger(self.seat), [20, -20, 20])

    def test_late_seat(self):
        """A scan that is sent after the event was closed counts at the next run."""
        self._attend(self.past, self.deniz)
        self.past._close()
        self.seat._admit(self.past.date_begin)
        self.assertTrue(self.seat.points_due)
        self.assertFalse(self._ledger(self.seat))
        self._run_cron()
        self._run_cron()
        self.assertEqual(self._ledger(self.seat), [20])
        self.assertFalse(self.seat.points_due)

    def test_role_and_member_changed(self):
        """Another role, or another member, after the points: the ledger follows."""
        self.seat._admit(self.past.date_begin)
        self.past._close()
        self.seat.role = "organizer"
        self._run_cron()
        self.assertEqual(self._ledger(self.seat), [20, -20, 30])
        self.seat.member_id = self.deniz
        self._run_cron()
        self.assertEqual(self._balance(self.ayse), 0)
        self.assertEqual(self._balance(self.deniz), 30)

    def test_seat_goes_away(self):
        """A seat that is cancelled, archived or deleted keeps no points."""
        self.seat._admit(self.past.date_begin)
        self.past._close()
        self.seat.action_cancel()
        self.assertEqual(self._balance(self.ayse), 0)
        self.seat.action_set_done()
        self._run_cron()
        self.assertEqual(self._balance(self.ayse), 20)
        self.seat.active = False
        self.assertEqual(self._balance(self.ayse), 0)
        other = self._attend(self.past, self.deniz)
        self._run_cron()
        self.assertEqual(self._balance(self.deniz), 10 * 2)
        other.unlink()
        self.assertEqual(self._balance(self.deniz), 0)

    def test_guests(self):
        """Who is in no register gets nothing; an archived member what he earned."""
        guest = self.env["res.partner"].create({"name": "Guest"})
        seat = self._attend(self.past, guest)
        self.seat._admit(self.past.date_begin)
        self.ayse.active = False
        self.past._close()
        self.assertFalse(self._ledger(seat))
        self.assertEqual(self._ledger(self.seat), [20])

    def test_points_stay(self):
        """G31: points that were given are not changed; those forgotten may be set."""
        self.past.points_volunteer = 0
        self.seat._admit(self.past.date_begin)
        helper = self._attend(self.past, self.deniz, role="volunteer")
        self.past._close()
        event = self.past.with_user(self.organizer)
        with self.assertRaises(UserError):
            event.points_attendee = 25
        event.write({"points_attendee": 20, "name": "Renamed"})
        self.assertFalse(self._ledger(helper))
        event.points_volunteer = 15
        self.assertEqual(self._ledger(helper), [15])
        self.assertEqual(self._ledger(self.seat), [20])

    def test_put_off(self):
        """An event that is put off after it was closed begins anew."""
        self.seat._admit(self.past.date_begin)
        self.past._close()
        end = self.past.date_end
        self.past.date_end = end + self._minutes(600)
        self.assertFalse(self.past.points_posted_at)
        self.assertEqual(self._ledger(self.seat), [20, -20])

    def test_rights(self):
        """G31: stewards set no points; organisers of others neither."""
        with self.assertRaises(AccessError):
            self.past.with_user(self.steward).points_attendee = 50
        with self.assertRaises(AccessError):
            self.past.with_user(self.other_organizer).points_attendee = 50
        with self.assertRaises(AccessError):
            self.past.with_user(self.other_organizer).action_close()

    def test_stewards_reward_nobody(self):
        """Stewards let people in; as what, and whose seat it is, organisers say."""
        seat = self.seat.with_user(self.steward)
        seat.write({"role": "attendee", "member_id": self.ayse.id, "phone": "1"})
        with self.assertRaises(AccessError):
            seat.role = "organizer"
        with self.assertRaises(AccessError):
            seat.member_id = self.deniz
        values = {"event_id": self.past.id, "name": "Friend", "role": "volunteer"}
        with self.assertRaises(AccessError):
            seat.create(values)
        seat.create({**values, "role": "attendee"})
        self.seat.with_user(self.organizer).role = "organizer"

    def test_other_company(self):
        """Points go to the club of the event, whoever of another club came."""
        self.ayse.company_id = self.other_company
        self.seat._admit(self.past.date_begin)
        self.past._close()
        entry = self.entries.search([("res_id", "=", self.seat.id)], limit=1)
        self.assertEqual(entry.company_id, self.company)
        common = self._new_event(hours=-5, points_attendee=5, company_id=False)
        seat = self._attend(common, self.ayse)
        common._close()
        entry = self.entries.search([("res_id", "=", seat.id)], limit=1)
        self.assertEqual(entry.company_id, self.other_company)

    def test_constant_queries(self):
        """A hundred attendees cost as many statements as ten."""
        counts = [self._count_closing(10), self._count_closing(100)]
        self.assertLessEqual(counts[1], counts[0] + 3)

    def _count_closing(self, number):
        event = self._new_event(f"Of {number}", hours=-5, points_attendee=20)
        members = self.env["res.partner"].create(
            [
                {"name": f"Member {index}", "in_member_register": True}
                for index in range(number)
            ]
        )
        self.env["event.registration"].create(
            [
                {"event_id": event.id, "partner_id": member.id, "state": "done"}
                for member in members
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        event._close()
        self.env.flush_all()
        self.assertEqual(event.points_total, 20 * number)
        return self.env.cr.sql_log_count - before
