import time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common_attempts import CheckinAttemptsCommon
from .common_checkin import MemberCheckinCommon
from .common_steward import StewardCommon

FEW, MANY = 10, 5_000


@tagged("post_install", "-at_install", "community")
class TestQueriesAtSize(StewardCommon, MemberCheckinCommon, CheckinAttemptsCommon):
    """Two events that differ in size alone, half of whose people came in already."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.small, cls.large = (cls._new_event(name) for name in ("Class", "Regatta"))
        cls.people, cls.phones = {}, {}
        for event, size in ((cls.small, FEW), (cls.large, MANY)):
            gate = cls._new_gate("Door", event)
            cls.phones[event] = cls._new_phone(gate)
            cls.people[event] = cls._fill(event, size)
        cls.env.flush_all()
        cls.env.cr.execute("ANALYZE event_registration, community_checkin_attempt")

    def setUp(self):
        super().setUp()
        # Written at most every 20 seconds: not while one of two is counted.
        self.env["community.checkin.device"].concat(*self.phones.values()).write(
            {"last_seen_at": fields.Datetime.now()}
        )

    @classmethod
    def _fill(cls, event, size):
        """:return: members with a seat who did not come yet"""
        coming = [cls._new_member(f"{event.name} {number}") for number in range(4)]
        for member in coming:
            cls._register(event, member)
        guest = cls._new_member(f"{event.name} Guest")
        came = cls._try(guest, event=event)
        copies = size - len(coming) - 1
        people = cls._copy_row(guest, copies, name=None, member_number=None)
        seats = cls._copy_row(
            came.registration_id, copies, barcode=None, member_id=people
        )
        half = {
            "partner_id": people[: copies // 2],
            "registration_id": seats[: copies // 2],
        }
        cls._copy_row(came, copies // 2, nonce=None, **half)
        cls.env.cr.execute(
            SQL(
                "UPDATE event_registration SET state = 'open', is_inside = FALSE,"
                " entries = 0, first_in_at = NULL WHERE id = ANY(%s)",
                seats[copies // 2 :],
            )
        )
        cls.env.invalidate_all()
        return coming

    @classmethod
    def _copy_row(cls, record, number, **columns):
        """Rows like that of `record`: 5,000 by the ORM take half a minute.

        :param columns: name -> id in each copy, or None: a text that differs in each
        :return: ids
        """
        record.flush_recordset()
        same = [
            SQL.identifier(name)
            for name, field in record._fields.items()
            if field.store and field.column_type and name not in ("id", *columns)
        ]
        own = [
            SQL("concat(%s::text, turn)", f"{record.id}-")
            if values is None
            else SQL("(%s::int[])[turn]", values)
            for values in columns.values()
        ]
        cls.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(names)s) SELECT %(values)s"
                " FROM %(table)s, generate_series(1, %(number)s) turn"
                " WHERE id = %(id)s RETURNING id",
                table=SQL.identifier(record._table),
                names=SQL(", ").join([*map(SQL.identifier, columns), *same]),
                values=SQL(", ").join([*own, *same]),
                number=number,
                id=record.id,
            )
        )
        return [row[0] for row in cls.env.cr.fetchall()]

    def _assert_same(self, act):
        """`act(event, turn)` asks as much at both events; the first turn warms up."""
        _first, _second, few, many = (
            self._count_queries(lambda event=event, turn=turn: act(event, turn))
            for turn in range(2)
            for event in (self.small, self.large)
        )
        self.assertTrue(few)
        self.assertEqual(many, few)

    def test_sizes(self):
        """The events are as large as these tests say, and half of the people came."""
        for event, size in ((self.small, FEW), (self.large, MANY)):
            seats = self.env["event.registration"]
            here = [("event_id", "=", event.id)]
            self.assertEqual(seats.search_count(here), size)
            came = seats.search_count([*here, ("state", "=", "done")])
            self.assertEqual(came, (size - 5) // 2 + 1)
            self.assertEqual(len(self._attempts(event)), came)

    def test_member(self):
        """G30: opening the page and the tap: the same with 10 seats and with 5,000."""

        def check_in(event, turn):
            member = self.people[event][turn]
            self.assertEqual(self._scan_code(member, event).verdict, "allow")

        self._assert_same(check_in)

    def test_member_without_seat(self):
        """G30, G36: so is a walk-in of a member, where the seats are limited."""
        (self.small | self.large).write({"seats_limited": True, "seats_max": 9_000})
        guests = [self._new_member(f"Guest {number}") for number in range(2)]

        def walk_in(event, turn):
            attempt = self._scan_code(guests[turn], event)
            self.assertIn(attempt.verdict, ("allow", "flag"))

        self._assert_same(walk_in)

    def _scan_code(self, member, event):
        return MemberCheckinCommon._scan(self, member, event=event)

    def test_steward(self):
        """G34: a scan, the same ticket again, and taking back: the same at both."""

        def scan(event, turn, verdict="allow"):
            seat = event._find_registration(self.people[event][turn])
            answer = self.phones[event]._scan(self._request(seat.barcode))
            self.assertEqual(answer["verdict"], verdict)

        self._assert_same(scan)
        self._assert_same(lambda event, turn: scan(event, turn, "deny"))

    def test_steward_undoes(self):
        """Taking a scan back asks the same at both."""
        nonces = {}
        for event in (self.small, self.large):
            for turn in range(2):
                seat = event._find_registration(self.people[event][turn])
                request = self._request(seat.barcode)
                self.phones[event]._scan(request)
                nonces[event, turn] = request.nonce

        def undo(event, turn):
            request = self._request(undoes=nonces[event, turn])
            self.assertEqual(self.phones[event]._undo(request)["status"], "done")

        self._assert_same(undo)

    def test_steward_page_asks(self):
        """So do the counts of the page, and the part of the list that changed."""
        self._assert_same(
            lambda event, _turn: event._get_scan_page_state(self.phones[event])
        )
        self.env.cr.execute(
            SQL(
                "UPDATE event_registration SET write_date = write_date"
                " - interval '1 day' WHERE event_id IN %s",
                (self.small.id, self.large.id),
            )
        )

        def get_changes(event, turn):
            version = event._get_door_version()
            event._find_registration(self.people[event][turn])._retell()
            answer = self.phones[event]._get_list(time.time(), version)
            self.assertFalse(answer["is_full"])

        self._assert_same(get_changes)

    def test_venue_screen(self):
        """G29: the screen's codes and who came in: the same at both."""
        seen = {
            event: event.with_user(self.organizer) for event in (self.small, self.large)
        }
        self._assert_same(lambda event, _turn: seen[event]._get_arrivals())
        screens = {
            event: event._open_screen("192.0.2.7") for event in (self.small, self.large)
        }

        def get_codes(event, _turn):
            screens[event].last_seen_at = False  # else it is written once a second
            event._get_codes(screens[event])

        self._assert_same(get_codes)

    def test_live_screen(self):
        """G37: the organiser's figures, and whether they changed: the same at both.

        The small event has fewer tries than the screen shows: for these it gets more.
        """
        for _turn in range(20):
            self._try(self.people[self.small][0], "deny", "expired", event=self.small)
            self._try(self.people[self.large][0], "deny", "expired", event=self.large)

        seen = {
            event: event.with_user(self.organizer) for event in (self.small, self.large)
        }

        def look(event, _turn):
            known = seen[event].get_live_checkin()["version"]
            seen[event].get_live_checkin(known)

        self._assert_same(look)
