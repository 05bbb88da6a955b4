import io
import json
import subprocess
import sys
import tempfile
import uuid
import zipfile
from pathlib import Path
from unittest.mock import patch

from odoo import fields

from ..controllers import box_common, box_stock
from ..models import community_access_box_handlers
from ..tools.box_report import LogBudget
from .common_box import READER, BoxHttpCase


class TestBoxRoutes(BoxHttpCase):
    """What paired boxes ask and tell, and who gets no answer."""

    def setUp(self):
        super().setUp()
        box_common._wrong.clear()

    def _make_event(self, seq, **values):
        event = {"seq": seq, "uuid": str(uuid.uuid4()), "kind": "started"}
        return {**event, "at": 1_800_000_000.0, "device": READER, **values}

    def _fetch(self, identifier="box-1", **headers):
        body = f"identifier={identifier}&auto=True".encode()
        form = "application/x-www-form-urlencoded"
        return self._post(
            "/iot/get_handlers", body, **{"Content-Type": form, **headers}
        )

    def test_who_gets_an_answer(self):
        for what in ("swipe", "events", "sync"):
            for wrong in (
                {"token": ""},
                {"token": "0" * 64},
                {"token": "ü".encode().decode("latin-1")},
                {"identifier": "box-2"},
                {"identifier": ""},
            ):
                answer = self._ask(what, **wrong)
                self.assertEqual(answer.status_code, 401, (what, wrong))
                self.assertNotIn("X-Community-Mac", answer.headers)

    def test_garbage(self):
        for what in ("swipe", "events", "sync"):
            for body in (b"", b"{", b"[]", b"null", b"\xff", b"[" * 9000, b'{"a": NaN'):
                answer = self._ask(what, body=body)
                self.assertEqual(answer.status_code, 400, (what, body[:9]))
                self.assertIn("JSON", answer.json()["error"])
        self.assertEqual(self._ask("swipe", body=b"x" * 20_000).status_code, 413)
        for values in ({"revision": 5}, {"after": -1}, {"page": "x"}, {"after": 1e9}):
            self.assertEqual(self._ask("sync", **values).status_code, 400)
        for events in (None, {}, [{}] * 501):
            answer = self._ask("events", epoch="e", events=events)
            self.assertEqual(answer.status_code, 400)

    def test_garbage_in_events(self):
        """An event that makes no sense does not hold up those behind it."""
        reader = "a\0\ud800"
        events = [
            self._make_event(1, uid=reader, device=reader, side=reader, kind=reader),
            self._make_event(2, data={"x": float("inf")}, reasons=[5, {"code": []}]),
            self._make_event(3, at="never", uuid=7, verdict={}),
        ]
        self.assertEqual(self._ask_well("events", epoch="e", events=events)["acked"], 3)

    def test_many_wrong_attempts(self):
        """Guessing gets slow answers; the box of the same address goes on."""
        with patch.object(box_common, "WRONG_A_MINUTE", 2):
            for status in (401, 401, 429, 429):
                answer = self._ask("sync", token="0" * 64)
                self.assertEqual(answer.status_code, status)
            self._ask_well("sync")

    def test_swipe(self):
        band = self._new_band(self.ayse)
        number = str(uuid.uuid4())
        answer = self._ask_well("swipe", uuid=number, device=READER, uid=band.uid)
        self.assertFalse(answer["open"])
        self.assertTrue(answer["reasons"][0]["code"])
        again = self._ask_well("swipe", uuid=number, device=READER, uid=band.uid)
        self.assertEqual(again["verdict"], answer["verdict"])
        self.env["community.access.inbox"]._take_up()
        events = self.env["community.access.event"].search([("uuid", "=", number)])
        self.assertEqual(len(events), 1)
        for wrong in ({"uuid": "x"}, {"uid": ""}, {"uid": "1" * 65}, {"kind": "magic"}):
            values = {"uuid": number, "device": READER, "uid": band.uid, **wrong}
            self.assertEqual(self._ask("swipe", **values).status_code, 400, wrong)
        answer = self._ask("swipe", uuid=number, device="none", uid=band.uid)
        self.assertEqual(answer.status_code, 404)

    def test_events_in_order_and_once(self):
        events = [self._make_event(place) for place in (1, 2, 4)]
        for _twice in range(2):
            answer = self._ask_well("events", epoch="e1", events=events)
            self.assertEqual(answer["acked"], 2)
        self.assertEqual((self.box.epoch, self.box.acked), ("e1", 2))
        answer = self._ask_well("events", epoch="e2", events=[self._make_event(1)])
        self.assertEqual(answer["acked"], 1)

    def test_sync(self):
        band = self._new_band(self.ayse)
        health = {
            "pending": 3,
            "devices": {READER: {"connected": True}},
            "handlers": self.env["community.access.box"]._get_handlers()[1],
            "last_swipe": 1_750_000_000.5,
        }
        first = self._ask_well("sync", revision=None, after=0, page=0, health=health)
        self.assertEqual((first["format"], first["full"]), (1, True))
        self.assertIn(READER, first["world"]["doors"])
        self.assertIn(band.key, [key for key, _row in first["passes"]])
        self.assertEqual(self.box.pending_events, 3)
        self.assertTrue(self.box.is_current)
        self.assertEqual(str(self.box.last_swipe_at), "2025-06-15 15:06:40")
        for wrong in (-1e11, 9e11, "x", 5):
            self._ask_well("sync", health={"last_swipe": wrong, "handlers": "old"})
        self.assertFalse(self.box.is_current)
        self.assertLessEqual(self.box.last_swipe_at, fields.Datetime.now())
        self.assertNotIn("world", self._ask_well("sync", page=1))
        again = self._ask_well("sync", revision=first["revision"])
        self.assertFalse(again["full"])

    def test_same_again_writes_nothing(self):
        """Two requests of a box at the same moment do not hinder each other."""
        health = {"pending": 0, "devices": {READER: {"connected": True}}}
        devices = {READER: {"name": "Reader"}}
        for _twice in range(2):
            self._date_back()
            self._ask_well("sync", health=health)
            self._ask_well("events", epoch="e", events=[])
            self._set_up(self.token, "box-1", devices)
        self.assertEqual(self.box.write_date.year, 2020)

    def _date_back(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE community_access_box SET write_date = '2020-01-01' WHERE id = %s",
            [self.box.id],
        )
        self.env.invalidate_all()

    def test_handlers(self):
        first, second = self._fetch(), self._fetch()
        self.assertEqual(first.content, second.content)
        tag = first.headers["ETag"]
        self.assertEqual(second.headers["ETag"], tag)
        known = self._fetch(**{"If-None-Match": tag.strip('"')})
        self.assertEqual((known.status_code, known.content), (304, b""))
        names = zipfile.ZipFile(io.BytesIO(first.content)).namelist()
        self.assertIn("lib/community_access/gate_decision.py", names)
        self.assertIn("interfaces/usb_interface_L.py", names)
        self.assertNotIn("drivers/serial_scale_driver.py", names)
        self.assertEqual(self._fetch("box-9").status_code, 401)
        self.box.action_revoke()
        self.assertEqual(self._fetch().status_code, 401)

    def test_handlers_change_with_their_files(self):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "driver.py"
            find = "_find_handler_files"
            model = community_access_box_handlers.CommunityAccessBox
            with patch.object(
                model, find, lambda _self: [("drivers/driver.py", program)]
            ):
                tags = []
                for text in ("a = 1\n", "a = 1\n", "a = 22\n"):
                    program.write_text(text)
                    tags.append(self.env["community.access.box"]._get_handlers()[1])
        self.assertEqual(tags[0], tags[1])
        self.assertNotEqual(tags[1], tags[2])

    def test_programs_run_without_the_server(self):
        """What gates decide by needs nothing but what is in the archive."""
        content, _tag = self.env["community.access.box"]._get_handlers()
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
            package = Path(folder) / "lib" / "community_access"
            (package / "__init__.py").touch()
            code = "from community_access import gate_decision, gate_memory, uid"
            done = subprocess.run(
                [
                    sys.executable,
                    "-I",
                    "-c",
                    f"import sys; sys.path[:0]=[{str(package.parent)!r}]; {code}",
                ],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_log(self):
        body = (
            b"identifier box-1<log/>\n40,broken<log/>\n20,4111 1111 1111 1111<log/>\n"
        )
        self.assertEqual(self._post("/iot/log", body).status_code, 200)
        self.assertEqual(self.box.log_ids.mapped("line"), ["…", "broken"])
        strange = body.replace(b"box-1", b"box-9")
        self.assertEqual(self._post("/iot/log", strange).status_code, 200)
        self.assertEqual(len(self.box.log_ids), 2)

    def test_flood_of_the_log(self):
        """What is too much at once, or in an hour, is thrown away without an error."""
        line = b"40,broken<log/>\n"
        with patch.object(box_stock, "_log_budget", LogBudget(an_hour=3)):
            for _twice in range(2):
                body = b"identifier box-1<log/>\n" + line * 2
                self.assertEqual(self._post("/iot/log", body).status_code, 200)
            self.assertEqual(len(self.box.log_ids), 3)
        body = b"identifier box-1<log/>\n" + line * 10_000
        self.assertEqual(self._post("/iot/log", body).status_code, 200)
        self.assertEqual(len(self.box.log_ids), 3)

    def test_gate_without_its_reader(self):
        """Swipes from before a reader was taken off its gate hold nothing up."""
        band = self._new_band(self.ayse)
        self.gate.device_in = False
        events = [self._make_event(1, uid=band.uid, verdict="deny", kind="swipe")]
        events.append(self._make_event(2, uid=band.uid, kind="passed"))
        self.assertEqual(self._ask_well("events", epoch="e", events=events)["acked"], 2)

    def test_band_at_a_locker(self):
        """F47: a bank's reader asks by its box; a bank of another box is not opened."""
        bank = self.env["community.locker.bank"].create(
            {
                "name": "Pool",
                "company_id": self.company.id,
                "device": "lockers",
                "box_id": self.box.id,
            }
        )
        window = self.env["community.locker.number"].create(
            {"bank_id": bank.id, "first": 1, "last": 2}
        )
        window.action_create()
        band = self._new_band(self.ayse)
        values = {"device": "lockers", "uid": band.uid, "number": 1}
        did = [self._ask_well("locker", **values)["did"] for _twice in range(2)]
        self.assertEqual(did, ["locked", "opened"])
        [command] = self.box.command_ids
        self.assertEqual((command.do, command.args), ("locker_open", {"door": 1}))
        bank.box_id = self._new("box", name="Other")
        answer = self._ask_well("locker", **values)
        self.assertEqual(answer["reasons"][0]["code"], "bank_unknown")
        self.assertEqual(self._ask("locker", **values, token="x").status_code, 401)

    def test_hints_change_nothing(self):
        before = self.box.read()
        for path in ("send_websocket", "webrtc_answer", "update_certificate_status"):
            body = json.dumps({"params": {"identifier": "box-1"}}).encode()
            self.assertEqual(self._post(f"/iot/box/{path}", body).status_code, 200)
        self.assertEqual(self.box.read(), before)
