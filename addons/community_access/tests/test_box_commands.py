import time
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ..models import community_access_box_sync
from ..tools import box_wire
from .common_box import READER, BoxCommon


class TestBoxCommands(BoxCommon):
    """What boxes are told: signed, in order, and kept."""

    def test_opening_by_a_guard(self):
        """A guard opens a gate; the box gets a command that it can believe."""
        gate = self.gate.with_user(self.guard)
        sent = self._get_sent(lambda: gate._open_once("in", "Wheelchair"))
        [payload] = [one for one in sent if one["action"] == "community_command"]
        self.assertEqual(payload["iot_identifiers"], ["box-1"])
        self.assertEqual(payload["device_identifiers"], [READER])
        why = box_wire.why_refused(
            payload["command"], payload["mac"], self.key, time.time()
        )
        self.assertEqual(why, "")
        row = self.box.command_ids
        self.assertEqual((row.do, row.side, row.state), ("open", "in", "sent"))
        self.assertEqual(row.user_id, self.guard)

    def test_places_grow(self):
        rows = [self.box._send_command(READER, "open") for _ in range(3)]
        places = [row.seq for row in rows]
        self.assertEqual(places, sorted(set(places)))

    def test_answers(self):
        done, refused, silent = (
            self.box._send_command(READER, "open") for _ in range(3)
        )
        reports = [
            {"kind": "opened", "data": {"command": done.uuid}},
            {
                "kind": "command_refused",
                "data": {"command": refused.uuid, "why": "late"},
            },
            {"kind": "opened", "data": {"command": ["x"]}},
            "nonsense",
        ]
        commands = self.env["community.access.box.command"]
        for _twice in range(2):
            commands._mark_answers(self.box, reports)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=5)):
            commands._cron_expire()
        states = [one.state for one in (done, refused, silent)]
        self.assertEqual(states, ["done", "refused", "expired"])
        self.assertEqual(refused.answer, "late")

    def test_answer_of_another_box(self):
        other = self._new("box", name="Pool")
        self._pair(other, "box-2")
        row = self.box._send_command(READER, "open")
        self.env["community.access.box.command"]._mark_answers(
            other, [{"kind": "opened", "data": {"command": row.uuid}}]
        )
        self.assertEqual(row.state, "sent")

    def test_nobody_writes_the_journal(self):
        row = self.box._send_command(READER, "open").with_user(self.access_manager)
        self.assertEqual(row.do, "open")
        for act in (
            lambda: row.write({"state": "done"}),
            row.unlink,
            row.copy,
        ):
            with self.assertRaises(UserError):
                act()
        with self.assertRaises(UserError):
            row.sudo().write({"state": "done"})
        for user in (self.guard, self.desk):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["do"])

    def test_no_device(self):
        with self.assertRaises(UserError):
            self.box._send_command("", "open")
        with self.assertRaises(ValueError):
            self.box._send_command(READER, "explode")

    def test_changes_reach_the_box(self):
        """However many rights change in a transaction, the box is told once."""

        def change():
            for _ in range(3):
                self._new_band(self.ayse)
            self.env.flush_all()

        sent = self._get_sent(change)
        self.assertEqual([one["action"] for one in sent], ["community_sync"])
        sent = self._get_sent(lambda: self.gate.write({"mode": "free"}))
        self.assertEqual([one["action"] for one in sent], ["community_sync"])

    def test_jobs_that_commit_often(self):
        """A night of ten thousand changes is told a few times, people's at once."""
        box = self.env["community.access.box"]
        job = box.with_context(cron_id=1)
        sent = []
        with patch.dict(community_access_box_sync._told_by_jobs, clear=True):
            for _commit in range(50):
                sent += self._get_sent(lambda: job._ask_sync(self.company))
            self.assertEqual(len(sent), 1)
            sent = self._get_sent(lambda: box._ask_sync(self.company))
            self.assertEqual(len(sent), 1)
            with patch.object(community_access_box_sync, "JOB_SECONDS", 0):
                sent = self._get_sent(lambda: job._ask_sync(self.company))
            self.assertEqual(len(sent), 1)

    def test_other_company_is_not_told(self):
        other = self.env["res.company"].create({"name": "Other House"})
        sent = self._get_sent(lambda: self.box._ask_sync(other))
        self.assertEqual(sent, [])

    def test_log_is_capped(self):
        log = self.env["community.access.box.log"]
        log._keep(self.box, [("info", str(number)) for number in range(2010)])
        log._cron_cap()
        self.assertEqual(len(self.box.log_ids), 2000)
        self.assertEqual(self.box.log_ids[0].line, "2009")
