import json
import time
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..controllers.steward_api import COOKIE, HEADER
from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardHttp(HttpCase, StewardCommon):
    """The questions that phones ask, and those that get no answer."""

    def _ask(self, what, phone=None, body=None, headers=None, **values):
        token = self.tokens.get(phone.id, "") if phone else ""
        session = self.opener.cookies.get("session_id")
        self.opener.cookies.clear()
        if session:
            self.opener.cookies.set("session_id", session)
        if token:
            self.opener.cookies.set(COOKIE, token, path="/checkin/gate")
        return self.url_open(
            f"/checkin/gate/{what}",
            data=(json.dumps(values) if body is None else body).encode(),
            headers={
                "Content-Type": "application/json",
                HEADER: "1",
                **(headers or {}),
            },
        )

    def _ask_scan(self, text, phone=None, **values):
        self.drawn += 1
        scan = {"nonce": f"http-{self.drawn:06d}", "at": time.time(), "text": text}
        return self._ask("scan", phone or self.phone, **{**scan, **values})

    def test_enrolment(self):
        """A link is asked first, works once, and its cookie is for this page alone."""
        gate = self.gate.with_user(self.organizer)
        link = gate.action_add_phone()["context"]["default_link"]
        path = link[link.index("/checkin/") :]
        page = self.url_open(path)
        self.assertIn("Main Entrance", page.text)
        self.assertEqual(self.url_open(path).status_code, 200)
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        answer = self.url_open(path, data={"csrf_token": token}, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        cookie = answer.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/checkin/gate"):
            self.assertIn(part, cookie)
        held = cookie.partition(f"{COOKIE}=")[2].partition(";")[0]
        phone = self.gate.device_ids.sorted("id")[-1]
        self.assertNotIn(held, str(phone.read()))
        self.assertEqual(phone._find_by_token(held), phone)
        self.assertIn("used already", self.url_open(path).text)

    def test_link_runs_out(self):
        phone = self.env["community.checkin.device"].create(
            {"gate_id": self.gate.id, "name": "Late"}
        )
        path = phone._issue_link()
        phone.link_until = fields.Datetime.now() - timedelta(seconds=1)
        self.assertIn("too old", self.url_open(path).text)

    def test_who_is_answered(self):
        """No cookie, a made-up one, a phone that was taken back, a page elsewhere."""
        for what in ("state", "list", "scan", "upload", "undo", "search", "move"):
            self.assertEqual(self._ask(what).status_code, 401, what)
            answer = self._ask(what, self.phone, headers={HEADER: ""})
            self.assertEqual(answer.status_code, 403, what)
        self.assertEqual(self._ask("state", self.phone).status_code, 200)
        self.phone.with_user(self.organizer).action_take_back()
        for what in ("state", "list", "scan"):
            self.assertEqual(self._ask(what, self.phone).status_code, 401, what)

    def test_owner_without_right(self):
        """A page that a user opened ends when the right is taken away."""
        action = self.event.with_user(self.steward).action_open_scan_page()
        path = action["url"]
        devices = self.env["community.checkin.device"].with_user(self.steward)
        phone = devices._find_by_link(path.split("/")[-1]).with_user(self.env.user)
        self.assertEqual((phone.user_id, phone.role), (self.steward, "steward"))
        self.tokens[phone.id] = phone._enrol()
        self.authenticate(self.steward.login, self.steward.login)
        self.assertEqual(self._ask("state", phone).status_code, 200)
        desk = self.env.ref("event.group_event_registration_desk")
        self.steward.group_ids -= desk
        self.assertEqual(self._ask("state", phone).status_code, 401)
        self.steward.group_ids += desk
        self.assertEqual(self._ask("state", phone).status_code, 200)
        self.steward.active = False
        self.assertEqual(self._ask("state", phone).status_code, 401)

    def test_scan_and_state(self):
        """G30: from the ticket in the picture to the counter on the page."""
        state = self._ask("state", self.phone, waiting=2, since=time.time()).json()
        self.assertEqual(state["gate"], self.gate.id)
        self.assertEqual(self.phone.waiting_scans, 2)
        self.assertNotIn("Ayşe", json.dumps(state, ensure_ascii=False))
        answer = self._ask_scan(self.seat._get_ticket_text()).json()
        self.assertEqual((answer["verdict"], answer["name"]), ("allow", "Ayşe Demir"))
        self.assertEqual(answer["counts"]["inside"], 1)

    def test_other_events_phone(self):
        """G34: a phone of one event neither lists nor admits the guests of another."""
        regatta = self._new_event("Regatta")
        phone = self._new_phone(self._new_gate("Pier", regatta))
        answer = self._ask_scan(self.seat.barcode, phone).json()
        self.assertEqual(answer["code"], "other_event")
        self.assertEqual(self._ask("list", phone).json()["rows"], [])
        moved = self._ask("move", phone, gate=self.gate.id).json()
        self.assertEqual(moved, {"error": "role"})
        self.assertEqual(self.seat.state, "open")

    def test_steward_finds_nobody(self):
        """G36: search answers supervisors alone; stewards stay at their gate."""
        side = self._new_gate("Side Door")
        found = self._ask("search", self.phone, words="Ayşe").json()
        self.assertEqual(found, {"rows": [], "error": "role"})
        answer = self._ask_scan("", id=self.seat.id).json()
        self.assertEqual(answer["code"], "unknown")
        answer = self._ask("move", self.phone, gate=side.id).json()
        self.assertEqual(answer, {"error": "role"})
        boss = self._new_phone(self.gate, "supervisor")
        [row] = self._ask("search", boss, words="Ayşe").json()["rows"]
        self.assertNotIn("ayse@example.com", json.dumps(row))
        self.assertEqual(self._ask("move", boss, gate=side.id).json()["gate"], side.id)

    def test_list_says_little(self):
        """The list holds names and rules: no address, no code that makes a ticket."""
        list_ = self._ask("list", self.phone).json()
        [row] = list_["rows"]
        text = json.dumps(list_, ensure_ascii=False)
        for secret in (
            self.seat.barcode,
            self.ayse.email,
            self.ayse.member_card_ids.code,
        ):
            self.assertNotIn(secret, text)
        self.assertEqual((row["name"], row["max"]), ("Ayşe D.", 1))
        known = {"since": list_["moment"], "version": list_["version"]}
        again = self._ask("list", self.phone, **known).json()
        self.assertFalse(again["is_full"])
        self.event.name = "Club Night"
        self.event.flush_recordset()
        self.env.cr.execute(
            "UPDATE event_event SET write_date = write_date + interval '1 minute'"
        )
        self.event.invalidate_recordset()
        self.assertTrue(self._ask("list", self.phone, **known).json()["is_full"])

    def test_event_over(self):
        """A day after the doors closed the phone forgets the list, and still sends;
        what comes so late is kept for the organiser to look at.
        """
        long_ago = fields.Datetime.now() - timedelta(days=3)
        self.event.write({"date_begin": long_ago, "date_end": long_ago})
        self.assertTrue(self._ask("state", self.phone).json()["over"])
        self.assertEqual(self._ask("list", self.phone).json()["rows"], [])
        self.assertEqual(self._ask_scan(self.seat.barcode).json(), {"over": True})
        scan = {"nonce": "late-000001", "at": long_ago.timestamp()}
        scans = [scan | {"text": self.seat.barcode}]
        sent = self._ask("upload", self.phone, sent_at=time.time(), scans=scans)
        self.assertEqual(sent.json()["done"], ["late-000001"])
        kept = self._attempts()
        self.assertEqual((kept.conflict_code, self.seat.entries), ("late", 0))

    def test_unreadable(self):
        """Cut off on the way, made up, or too much: refused whole, nothing is kept."""
        whole = json.dumps({"sent_at": 1, "scans": [{"nonce": "cut-000001", "at": 1}]})
        for body in (whole[:-5], "[]", "null", '{"sent_at": 1, "scans": 3}'):
            answer = self._ask("upload", self.phone, body=body)
            self.assertEqual(answer.status_code, 400, body)
        many = [{"nonce": f"many-{n:06d}", "at": 1} for n in range(501)]
        answer = self._ask("upload", self.phone, sent_at=1, scans=many)
        self.assertEqual(answer.status_code, 400)
        mixed = [{"nonce": "'; drop", "at": 1}, {"nonce": "good-000001", "at": 1}]
        answer = self._ask("upload", self.phone, sent_at=1, scans=mixed).json()
        self.assertEqual(
            (answer["done"], answer["bad"]), (["good-000001"], ["'; drop"])
        )
        wrong = [
            {"at": float("nan")},
            {"direction": "up"},
            {"word": "please"},
            {"text": "x" * 501},
            {"id": -1},
            {"answers": {"1": {}}},
            {"nonce": 7},
            {"text": "x\0"},
            {"text": "\ud800"},
        ]
        for values in wrong:
            self.assertEqual(
                self._ask_scan(**{"text": "x"} | values).status_code, 400, values
            )

    def test_page(self):
        """The page and its files hold no data, and say so to caches and browsers."""
        page = self.url_open("/checkin/gate")
        self.assertIn("frame-ancestors 'none'", page.headers["Content-Security-Policy"])
        self.assertNotIn("Ayşe", page.text)
        worker = self.url_open("/checkin/gate/sw.js")
        self.assertEqual(worker.headers["Service-Worker-Allowed"], "/checkin/gate")
        self.assertIn("ticket_rules.js", worker.text)
        manifest = self.url_open("/checkin/gate/manifest.webmanifest").json()
        self.assertEqual(manifest["scope"], "/checkin/gate")
