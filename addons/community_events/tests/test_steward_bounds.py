import json
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.sql_db import db_connect
from odoo.tests import HttpCase, tagged

from ..controllers.steward_api import COOKIE, HEADER
from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardBounds(StewardCommon):
    """What the holder of a steward's phone cannot do with made-up requests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supervisor = cls._new_phone(cls.gate, "supervisor")
        cls.begin = cls.event.date_begin.timestamp()

    def _send(self, *requests, phone=None, now=None):
        now = now or time.time()
        return (phone or self.phone)._upload(now, list(requests), now)

    def _by_hand(self, **values):
        return self._request(id=self.seat.id, at=self.begin + 60, **values)

    def _confirm(self, attempt):
        attempt.with_user(self.organizer)._judge("confirmed", "I saw them")

    def test_steward_by_hand(self):
        """G36: without a code a steward lets in nobody, later either."""
        self._send(self._by_hand(), self._by_hand(code="by_hand"))
        kept = self._attempts()
        self.assertEqual(kept.mapped("conflict_code"), ["unknown", "unknown"])
        self.assertFalse(kept.registration_id)
        self.assertEqual((self.seat.state, self.seat.entries), ("open", 0))

    def test_supervisor_by_name(self):
        """By name the rules count; beside them only what was said to be by hand."""
        self.seat.is_blocked = True
        self._send(self._by_hand(), phone=self.supervisor)
        self.assertEqual(self._attempts().conflict_code, "blocked")
        self.assertEqual(self.seat.state, "open")
        self._send(self._by_hand(code="by_hand"), phone=self.supervisor)
        self.assertEqual((self.seat.state, self.seat.entries), ("done", 1))

    def test_time_before_the_last_word(self):
        """A phone that held nothing a minute ago cannot hold a scan of last hour."""
        self.phone._note_waiting(0, 0)
        self._send(self._request(self.seat.barcode, at=self.begin + 60))
        kept = self._attempts()
        self.assertEqual((kept.is_conflict, kept.conflict_code), (True, "late"))
        self.assertGreater(kept.at.timestamp(), time.time() - 400)
        self.assertEqual((self.seat.state, self.seat.entries), ("open", 0))
        self.seat._retell()
        self.assertEqual(kept.conflict_code, "late")
        self._confirm(kept)
        self.assertEqual((self.seat.state, self.seat.entries), ("done", 1))
        self.assertFalse(kept.is_conflict)
        self.seat._retell()
        self.assertEqual(self.seat.entries, 1)

    def test_while_something_waits(self):
        """Whoever says that scans wait has them believed when they come."""
        self.phone._note_waiting(1, self.begin + 60)
        self._send(self._request(self.seat.barcode, at=self.begin + 60))
        self.assertEqual((self.seat.state, self.seat.entries), ("done", 1))

    def test_phone_enrolled_again(self):
        """A new link for the same phone makes its word neither better nor worse."""
        before = self.phone.settled_at
        self.phone._enrol()
        self.assertEqual(self.phone.settled_at, before)

    def test_next_day(self):
        """Sent half a day after the doors closed: kept, and looked at."""
        now = self.event.checkin_closes_at.timestamp() + 13 * 3600
        self._send(self._request(self.seat.barcode, at=self.begin + 60), now=now)
        self.assertEqual(self._attempts().conflict_code, "late")
        self.assertEqual(self.seat.state, "open")

    def test_after_the_doors(self):
        """By hand, too: nobody came in when the doors were closed."""
        closed = self.event.checkin_closes_at.timestamp()
        late = self._request(id=self.seat.id, at=closed + 600, code="by_hand")
        self._send(late, phone=self.supervisor, now=closed + 900)
        self.assertEqual(self._attempts().conflict_code, "late")
        self.assertEqual(self.seat.state, "open")

    def test_time_before_time(self):
        """A clock that is thousands of years off is an entry to look at, no error."""
        request = self._request(self.seat.barcode, at=0)
        self.phone._upload(9e10, [request], time.time())
        self.assertEqual(self._attempts().conflict_code, "late")

    def test_gate_and_way(self):
        """Where and which way is the gate's to say, as with network."""
        self.gate.direction = "in"
        side = self._new_gate("Side Door", direction="both")
        values = {"at": self.begin + 60, "gate": side.id, "direction": "out"}
        self._send(self._request(self.seat.barcode, **values))
        kept = self._attempts()
        self.assertEqual((kept.gate_id, kept.direction), (self.gate, "in"))
        self._send(self._request(self.seat.barcode, **values), phone=self.supervisor)
        last = self._attempts().filtered(lambda one: one.device_id == self.supervisor)
        self.assertEqual((last.gate_id, last.direction), (side, "out"))

    def _enter(self):
        done = self._request(self.seat.barcode)
        self.phone._scan(done)
        return done, self._attempts()[0]

    def test_undo_is_soon(self):
        """A slip is taken back within 15 minutes; later only the organiser does."""
        done, attempt = self._enter()
        undo = self._request(at=time.time() - 1700, undoes=done.nonce)
        attempt._with_pen().at = fields.Datetime.now() - timedelta(minutes=30)
        self.assertEqual(self.phone._undo(undo)["status"], "gone")
        self.phone._note_waiting(0, 0)
        self.assertEqual(self._send(undo)["done"], [undo.nonce])
        self.assertEqual(self.seat.entries, 1)
        attempt._with_pen().at = fields.Datetime.now() - timedelta(minutes=14)
        undo = self._request(undoes=done.nonce)
        self.assertEqual(self.phone._undo(undo)["status"], "done")
        self.assertEqual(self.seat.entries, 0)

    def test_undo_after_closing(self):
        """When points are given or the doors are closed nothing is taken back."""
        done, _attempt = self._enter()
        undo = self._request(undoes=done.nonce)
        self.event.points_posted_at = fields.Datetime.now()
        self.assertEqual(self.phone._undo(undo)["status"], "gone")
        self.event.points_posted_at = False
        self.event.date_end = fields.Datetime.now() - timedelta(minutes=1)
        self.event.checkin_closes_after = 0
        self.assertLess(self.event.checkin_closes_at, fields.Datetime.now())
        self.assertEqual(self.phone._undo(undo)["status"], "gone")
        self.assertEqual(self.seat.entries, 1)

    def test_annulled_by_organiser(self):
        """In, out and in again: without the last entry nobody is inside."""
        self.seat.event_ticket_id = self.env["event.event.ticket"].create(
            {"name": "Weekend", "event_id": self.event.id, "max_entries": 2}
        )
        base = self.begin + 60
        for minute, way in enumerate(("in", "out", "in")):
            at = base + minute * 60
            self._send(self._request(self.seat.barcode, at=at, direction=way))
        self.assertRecordValues(self.seat, [{"entries": 2, "is_inside": True}])
        last = self._attempts().sorted("at")[-1]
        last.with_user(self.organizer)._judge("annulled", "Was somebody else")
        self.assertRecordValues(self.seat, [{"entries": 1, "is_inside": False}])

    def test_seat_by_the_organisers_word(self):
        """Who was refused without a seat stays in when the scans are told again."""
        self._scan(self.deniz.member_card_ids.code)
        self.event.checkin_walk_in = False
        self._scan(self.deniz.member_card_ids.code)
        self._confirm(self._attempts()[0])
        seat = self.event._find_registration(self.deniz)
        self.assertEqual((seat.state, seat.entries), ("done", 1))
        seat._retell()
        self.assertEqual((seat.state, seat.entries), ("done", 1))

    def test_same_scan_at_once(self):
        """Sent twice in one moment: the second starts over before it writes."""
        request, other = self._request(self.seat.barcode), self._request("x")
        with db_connect(self.env.cr.dbname).cursor() as elsewhere:
            elsewhere.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
                (self.phone.id, request.nonce),
            )
            with self.assertRaises(ConcurrencyError):
                self.phone._scan(request)
            self._assert_refused(self.phone._scan(other), "unknown")
        self.assertEqual(self.phone._scan(request)["code"], "welcome")

    def test_refused_by_the_index(self):
        """What slips through is refused by the index, and fills no log."""
        self._scan("unknown", nonce="twice-000001")
        found = self.env["community.checkin.attempt"]
        with (
            patch.object(type(found), "_find_nonce", lambda *_values: found),
            self.assertNoLogs("odoo.sql_db", "ERROR"),
            self.assertRaises(ConcurrencyError),
        ):
            self._scan("unknown", nonce="twice-000001")

    def test_list_for_stewards(self):
        """Names by initial, and what is to be looked at only of whom they scan."""
        self.seat.attention = "Diabetic"
        [row] = self.phone._get_list()["rows"]
        self.assertEqual((row["name"], row["attention"]), ("Ayşe D.", ""))
        self.assertEqual(row["notes"], ["attention"])
        asked = self._scan(self.seat.barcode)
        self.assertEqual(asked["name"], "Ayşe Demir")
        self.assertEqual(asked["attention"], "Diabetic")
        self.assertEqual(asked["row"]["name"], "Ayşe D.")
        [row] = self.supervisor._get_list()["rows"]
        self.assertEqual((row["name"], row["attention"]), ("Ayşe Demir", "Diabetic"))

    def test_no_list_before(self):
        """Phones hold nobody's name until some hours before the doors open."""
        opens_at = fields.Datetime.now() + timedelta(hours=12)
        self.event.write(
            {"date_begin": opens_at, "date_end": opens_at + timedelta(hours=2)}
        )
        for phone in (self.phone, self.supervisor):
            found = phone._get_list()
            self.assertEqual((found["rows"], found["moment"]), ([], 0))
            self.assertTrue(found["is_full"])

    def test_taken_back_stays(self):
        """A page that was taken back comes back by an organiser alone."""
        event = self.event.with_user(self.steward)
        own = event._get_own_device()
        own.with_user(self.organizer).action_take_back()
        with self.assertRaisesRegex(UserError, "taken back"):
            event.action_open_scan_page()
        with self.assertRaises(AccessError):
            own.with_user(self.steward).action_give_back()
        own.with_user(self.organizer).action_give_back()
        self.assertEqual(event._get_own_device(), own)


@tagged("post_install", "-at_install", "community")
class TestStewardSession(HttpCase, StewardCommon):
    """Pages that users opened from Odoo, on computers that others use, too."""

    def _ask(self, token, what="state", **values):
        self.opener.cookies.set(COOKIE, token, path="/checkin/gate")
        return self.url_open(
            f"/checkin/gate/{what}",
            data=json.dumps(values).encode(),
            headers={HEADER: "1"},
        )

    def test_ends_with_the_session(self):
        """Logged out, or somebody else at this computer: no scan page any more."""
        device = self.event.with_user(self.organizer)._get_own_device()
        token, login = device._enrol(), self.organizer.login
        self.assertEqual(self._ask(token).status_code, 401)
        self.authenticate(login, login)
        self.assertEqual(self._ask(token).status_code, 200)
        self.authenticate(self.steward.login, self.steward.login)
        for what in ("state", "list", "search"):
            self.assertEqual(self._ask(token, what).status_code, 401, what)
        self.authenticate(login, login)
        self.assertEqual(self._ask(token).status_code, 200)
        self.authenticate(None, None)
        self.assertEqual(self._ask(token).status_code, 401)

    def test_link_of_somebody_else(self):
        """The link of a user's page opens it where this user is logged in."""
        device = self.event.with_user(self.organizer)._get_own_device()
        path = device._issue_link()
        self.assertIn("used already", self.url_open(path).text)
        self.authenticate(self.organizer.login, self.organizer.login)
        self.assertNotIn("used already", self.url_open(path).text)

    def test_made_up_values(self):
        """What the database cannot hold is refused, without an error of the server."""
        phone = self._new_phone(self.gate, "supervisor")
        token = self.tokens[phone.id]
        for what, values in (
            ("search", {"words": "a\0b"}),
            ("search", {"words": "a\ud800b"}),
            ("state", {"waiting": 10**10}),
            ("state", {"waiting": 1.5}),
            ("state", {"since": 1e12}),
        ):
            answer = self._ask(token, what, **values)
            self.assertEqual(answer.status_code, 400, (what, values))
