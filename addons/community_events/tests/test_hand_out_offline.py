import time
from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_hand_out import HandOutCommon


@tagged("post_install", "-at_install", "community")
class TestHandOutOffline(HandOutCommon):
    """checkin.offline: what desks handed out without network."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.begin = cls.event.date_begin.timestamp()

    def _send(self, phone, *requests, skew=0.0):
        now = time.time()
        return phone._upload(now + skew, list(requests), now)

    def test_kept_once(self):
        """The same hand-out sent three times is one, and no entry."""
        request = self._request(
            self.seat.barcode,
            at=self.begin + 60,
            thing=self.shirt.id,
            code="handed_out",
        )
        for _time in range(3):
            self._send(self.desk_phone, request)
        kept = self._attempts()
        self.assertEqual((len(kept), kept.hand_out_id), (1, self.shirt))
        self.assertEqual(
            self.seat.given, {str(self.shirt.id): [1, int(self.begin + 60)]}
        )
        self._assert_not_come(self.seat)
        self._assert_refused(self._scan(self.seat.barcode, self.other_phone), "given")

    def test_twice(self):
        """Two desks without network: the later one is a conflict, with both times."""
        late = self._request(self.seat.barcode, at=self.begin + 300)
        early = self._request(self.seat.barcode, at=self.begin + 200 + 120)
        entry = self._request(self.seat.barcode, at=self.begin + 250)
        self._send(self.other_phone, late)
        self._send(self.phone, entry)
        self._send(self.desk_phone, early, skew=120.0)
        first, second = self._attempts().filtered("hand_out_id").sorted("at")
        self.assertFalse(first.is_conflict)
        self.assertRecordValues(
            second,
            [
                {
                    "is_conflict": True,
                    "conflict_code": "given",
                    "conflict_with_id": first.id,
                    "conflict_with_at": first.at,
                    "conflict_with_gate_id": self.desk.id,
                }
            ],
        )
        self.assertEqual(self.event.conflict_count, 1)
        self.assertEqual(self.shirt.given_count, 2)
        self.assertEqual(self.seat.entries, 1)

    def test_undo(self):
        """Taken back without network, the other one counts."""
        first = self._request(self.seat.barcode, at=self.begin)
        second = self._request(self.seat.barcode, at=self.begin + 9)
        self._send(self.desk_phone, first)
        self._send(self.other_phone, second)
        undo = self._request(at=self.begin + 20, undoes=first.nonce)
        self._send(self.desk_phone, undo)
        self.env.invalidate_all()
        self.assertEqual((self.event.conflict_count, self.shirt.given_count), (0, 1))
        self.assertEqual(self.seat.given[str(self.shirt.id)][1], int(self.begin + 9))

    def test_by_the_word_of_the_phone(self):
        """What the phone did counts, also when its gate does another thing by now."""
        shirt = self._request(self.seat.barcode, at=self.begin, thing=self.shirt.id)
        entry = self._request(self.seat.barcode, at=self.begin + 5, thing=0)
        self.desk.hand_out_id = False
        self._send(self.desk_phone, shirt, entry)
        things = self._attempts().sorted("at").mapped(lambda one: one.hand_out_id.id)
        self.assertEqual(things, [self.shirt.id, False])
        self.assertEqual(self.seat.entries, 1)

    def test_unknown_thing(self):
        """G36: what was deleted since is no entry, whoever confirms it later."""
        thing = self.env["community.event.hand.out"].create(
            {"name": "Cap", "event_id": self.event.id}
        )
        unknown = thing.id
        thing.unlink()
        for phone in (self.desk_phone, self.phone):
            request = self._request(self.seat.barcode, at=self.begin, thing=unknown)
            self.assertEqual(self._send(phone, request)["done"], [request.nonce])
            self.assertEqual(self._send(phone, request)["done"], [request.nonce])
            self.assertEqual(phone._scan(request)["code"], "not_included")
        kept = self._attempts()
        refused = {"verdict": "deny", "code": "not_included", "is_conflict": False}
        self.assertRecordValues(kept, [refused] * 2)
        self.assertEqual(kept[0].reason, "Not with this ticket")
        with self.assertRaisesRegex(UserError, "Nobody is known"):
            kept[0].with_user(self.organizer)._judge("confirmed", "")
        self._assert_not_come(self.seat)
        self.assertFalse(self.ayse._get_own_attempts())

    def test_thing_of_another_event(self):
        """G36: no entry comes of it either."""
        other = self.env["community.event.hand.out"].create(
            {"name": "Cap", "event_id": self._new_event("Regatta").id}
        )
        self._send(
            self.desk_phone,
            self._request(self.seat.barcode, at=self.begin, thing=other.id),
        )
        self.assertFalse(self._attempts().hand_out_id)
        self._assert_not_come(self.seat)

    def test_entry_at_a_desk(self):
        """G36: nobody comes in where T-shirts are given, until an organiser says so."""
        supervisor = self._new_phone(self.desk, role="supervisor")
        scan = self._request(self.seat.barcode, at=self.begin, thing=0)
        self._send(self.desk_phone, scan)
        by_hand = self._request(
            at=self.begin + 9, id=self.seat.id, thing=0, code="by_hand", verdict="flag"
        )
        self._send(supervisor, by_hand)
        kept = self._attempts().sorted("at")
        expected = {"is_conflict": True, "conflict_code": "other_gate"}
        self.assertRecordValues(kept, [expected] * 2)
        self._assert_not_come(self.seat)
        self.assertEqual(self.event.conflict_count, 2)
        # Another scan of the same ticket tells all of it again.
        self._send(
            self.other_phone, self._request(self.seat.barcode, at=self.begin + 20)
        )
        self.assertEqual((self.seat.entries, self.seat.state), (0, "open"))
        kept[0].with_user(self.organizer)._judge("confirmed", "Came in there")
        self.assertEqual((self.seat.entries, self.seat.state), (1, "done"))

    def test_entry_before_the_gate_was_a_desk(self):
        """G36: what a gate was when it was scanned counts, not what it is by now."""
        with freeze_time(self.event.date_begin + timedelta(minutes=5)):
            self.gate.hand_out_id = self.shirt
        with freeze_time(self.event.date_begin + timedelta(minutes=20)):
            self.gate.name = "Shirts C"
            early = self._request(self.seat.barcode, at=self.begin + 60, thing=0)
            self._send(self.phone, early)
            self.assertEqual(self.seat.entries, 1)
            later = self._register(self.event, self.deniz)
            self._send(
                self.phone,
                self._request(later.barcode, at=self.begin + 600, thing=0),
            )
        self.assertEqual((later.entries, later.state), (0, "open"))
        self.assertEqual(self.event.conflict_count, 1)

    def test_row(self):
        """The list of a phone tells what each ticket gets and got."""
        self._scan(self.seat.barcode, self.desk_phone)
        row = self.seat._compile_rows()[self.seat.id]
        thing = row["things"][str(self.shirt.id)]
        self.assertEqual((thing["most"], thing["given"], thing["gates"]), (1, 1, []))


@tagged("post_install", "-at_install", "community")
class TestEntriesPerDayScan(HandOutCommon):
    """Tickets that are counted by days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        begin = fields.Datetime.now().replace(hour=6, minute=0, second=0, microsecond=0)
        cls.event.write({"date_begin": begin, "date_end": begin + timedelta(days=3)})
        cls.seat.event_ticket_id = cls.env["event.event.ticket"].create(
            {"name": "Weekend", "event_id": cls.event.id, "entries_per": "day"}
        )
        cls.begin = begin

    def test_each_day_once(self):
        """Once a day, until midnight in Istanbul (21:00 in UTC)."""
        codes = []
        for hours in (4, 5, 14.9, 15.1, 16, 40):
            with freeze_time(self.begin + timedelta(hours=hours)):
                codes.append(self._scan(self.seat.barcode)["code"])
        used = "used_today"
        expected = ["welcome", used, used, "welcome", used, "welcome"]
        self.assertEqual(codes, expected)
        self.assertEqual((self.seat.entries, self.seat.day_entries), (3, 1))

    def test_good_for_years(self):
        """A ticket that is good for ever leaves the event its summer time."""
        begin = datetime(self.begin.year, 7, 1, 16)
        self.event.write(
            {
                "date_begin": begin,
                "date_end": begin + timedelta(hours=4),
                "date_tz": "America/New_York",
            }
        )
        self.seat.event_ticket_id.write(
            {"valid_from": "1990-01-01", "valid_until": "2200-01-01"}
        )
        offsets = self.event._get_clock_offsets()
        summer = [ahead for at, ahead in offsets if at <= begin.timestamp()][-1]
        self.assertEqual(summer, -4 * 3_600)
        self.assertLess(len(offsets), 8)
        with freeze_time(begin):
            self.assertEqual(self._scan(self.seat.barcode)["code"], "welcome")
        for values in ({"valid_from": datetime.min}, {"valid_until": datetime.max}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.seat.event_ticket_id.write(values)

    def test_offline(self):
        """Late scans of two days: one entry each, a third one is a conflict."""
        moments = [timedelta(hours=hours) for hours in (30, 4, 31)]
        requests = [
            self._request(self.seat.barcode, at=(self.begin + after).timestamp())
            for after in moments
        ]
        self.phone.settled_at = self.begin
        with freeze_time(self.begin + timedelta(hours=32)):
            now = time.time()
            for request in requests:
                self.phone._upload(now, [request], now)
        conflict = self._attempts().filtered("is_conflict")
        self.assertEqual(conflict.conflict_code, "used_today")
        self.assertEqual(conflict.at, self.begin + timedelta(hours=31))
        self.assertEqual((self.seat.entries, self.seat.day_entries), (2, 1))

    def test_member_comes_again(self):
        """The venue's screen goes by the same rule: good again on the next day."""
        with freeze_time(self.begin + timedelta(hours=4)):
            self._scan(self.seat.barcode)
            self.assertFalse(self.seat._is_good_again())
        with freeze_time(self.begin + timedelta(hours=30)):
            self.assertTrue(self.seat._is_good_again())
            now = fields.Datetime.now().timestamp()
            self.assertFalse(self.event._get_ticket_refusal(self.seat, now))
