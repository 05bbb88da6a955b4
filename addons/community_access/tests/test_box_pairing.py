from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import file_open

from ..tools import box_wire
from .common_box import BoxHttpCase


class TestBoxPairing(BoxHttpCase):
    """A link binds one box, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = cls._new("box", name="Pool")

    def _make_link(self):
        return self._read_token(self.fresh.with_user(self.access_manager).action_pair())

    def test_binds_once(self):
        token = self._make_link()
        self.assertEqual(self.fresh.state, "pairing")
        devices = {"r1": {"name": "Reader", "type": "device", "connection": "serial"}}
        answer = self._set_up(token, "box-2", devices, ip="10.0.0.7")
        self.assertEqual(answer.status_code, 200, answer.text)
        channel = answer.json()["result"]
        self.assertGreaterEqual(len(channel), 64)
        self.assertEqual((self.fresh.state, self.fresh.identifier), ("paired", "box-2"))
        self.assertEqual(self.fresh.device_ids.mapped("name"), ["Reader"])
        self.assertEqual(self._set_up(token, "box-3").status_code, 401)
        again = self._set_up(token, "box-2")
        self.assertEqual(again.json()["result"], channel)
        self.assertFalse(self.fresh.device_ids.is_connected)
        self.assertTrue(self.fresh.is_online)

    def test_link_runs_out(self):
        token = self._make_link()
        self.fresh.pairing_until = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self._set_up(token, "box-2").status_code, 401)
        self.assertEqual(self.fresh.state, "pairing")

    def test_new_link_ends_the_old(self):
        old, new = self._make_link(), self._make_link()
        self.assertEqual(self._set_up(old, "box-2").status_code, 401)
        self.assertEqual(self._set_up(new, "box-2").status_code, 200)

    def test_pair_again(self):
        """Until a box comes with the new link, the old one goes on."""
        token = self._read_token(self.box.action_pair())
        self._ask_well("events", epoch="e", events=[])
        old_channel = self.box.channel
        self.assertEqual(self._set_up(token, "box-1").status_code, 200)
        self.assertNotEqual(self.box.channel, old_channel)
        self.assertEqual(self._ask("events", epoch="e", events=[]).status_code, 401)

    def test_paired_elsewhere(self):
        token = self._make_link()
        self.assertEqual(self._set_up(token, "box-1").status_code, 409)
        self.assertEqual(self.fresh.state, "pairing")
        self.assertEqual(self.box.identifier, "box-1")

    def test_revoked(self):
        for _twice in range(2):
            self.box.with_user(self.access_manager).action_revoke()
        self.assertEqual(self._set_up(self.token, "box-1").status_code, 401)
        self.assertEqual(self._ask("events", epoch="e", events=[]).status_code, 401)
        with self.assertRaises(UserError):
            self.box._send_command("gate", "open")

    def test_garbage(self):
        for body in (b"", b"{", b"[]", b'{"params": 5}', b'{"params": {"iot_box": 1}}'):
            self.assertEqual(self._post("/iot/setup", body).status_code, 400)
        self.assertEqual(self._set_up(None, "box-1").status_code, 401)
        self.assertEqual(self._set_up("", "").status_code, 401)
        self.assertEqual(self._set_up({"a": 1}, ["x"]).status_code, 401)
        self.assertEqual(self._post("/iot/setup", b"x" * 70_000).status_code, 413)

    def test_nobody_reads_secrets(self):
        """Boxes are the managers'; what tokens follow from is nobody's."""
        for user in (self.guard, self.desk):
            with self.assertRaises(AccessError):
                self.box.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self.box.with_user(user).action_pair()
            with self.assertRaises(AccessError):
                self.box.with_user(user).action_revoke()
        admin = self._new_user("access_system", "community_access.group_access_manager")
        admin.group_ids += self.env.ref("base.group_system")
        for user in (self.access_manager, admin):
            for name in ("salt", "pairing_salt", "channel"):
                with self.assertRaises(AccessError):
                    self.box.with_user(user).read([name])
                with self.assertRaises(AccessError):
                    self.box.with_user(user).write({name: "known"})
            values = self.box.with_user(user).read()[0]
            self.assertFalse({"salt", "pairing_salt", "channel"} & set(values))
            self.assertNotIn(self.token, str(values))

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other House"})
        self.fresh.company_id = other
        with self.assertRaises(AccessError):
            self.fresh.with_user(self.access_manager).read(["name"])

    def test_signal_lost_and_back(self):
        """Managers are told once, and once when it is back."""
        boxes = self.env["community.access.box"]
        with freeze_time(fields.Datetime.now() + timedelta(minutes=6)):
            for _twice in range(2):
                boxes._cron_watch()
            self.assertEqual(self.box.health, "lost")
            told = self.box.activity_ids.filtered(
                lambda one: one.user_id == self.access_manager
            )
            self.assertEqual(len(told), 1)
            self.box._hear()
            for _twice in range(2):
                boxes._cron_watch()
        self.assertFalse(self.box.is_lost or self.box.activity_ids)
        notes = " ".join(self.box.message_ids.mapped("body"))
        self.assertEqual(notes.count("Back again"), 1)
        self.assertEqual(notes.count("Signal lost"), 1)

    def test_copy_of_the_database(self):
        """After neutralize no box has a token, and none listens where commands go."""
        channel = self.box.channel
        path = "community_access/data/neutralize.sql"
        self.env.flush_all()
        with file_open(path) as file:
            self.env.cr._obj.execute(file.read())
        self.env.invalidate_all()
        self.assertEqual(self.box.state, "revoked")
        self.assertNotEqual(self.box.channel, channel)
        self.assertEqual(self.box._get_token(), "")
        self.assertFalse(box_wire.is_same(self.box._get_token(), ""))
