from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from odoo.addons.bus.models.bus import channel_with_db, json_dump

from ..models.community_access_bell import CHANNEL, NEWS, ROOM, write_news
from .common_access import CommunityAccessCommon

NOON = "2026-03-10 12:00:00"


@freeze_time(NOON)
class TestGateMonitor(CommunityAccessCommon):
    def setUp(self):
        super().setUp()
        self.member = self._new_member("Elif Kaya")
        self._new_contract(partner=self.member, start=date(2026, 3, 1))
        self.band = self._new_band(self.member)
        self.stranger = self._new_band(self._new_member("Deniz Arslan"))

    def _look(self, user=None, since=0):
        return self._get("community.access.monitor", user).get_monitor(since)

    def _get(self, model, user=None):
        """A model as a user meets it in the companies that are his."""
        user = user or self.guard
        companies = {"allowed_company_ids": user.company_ids.ids}
        return self.env[model].with_user(user).with_context(**companies)

    def _get_channels(self, user):
        socket = self._get("ir.websocket", user)
        asked = SimpleNamespace(session=SimpleNamespace(uid=user.id))
        with patch("odoo.addons.bus.models.ir_websocket.request", new=asked):
            channels = socket._build_bus_channel_list([CHANNEL])
        self.assertNotIn(CHANNEL, [one for one in channels if isinstance(one, str)])
        return [one for one in channels if isinstance(one, tuple)]

    def test_guard_sees_who_came_and_why_not(self):
        """The guard's screen: name, photo, verdict, reason, what helps."""
        self._swipe(self.band)
        self._pass_gate(self.band)
        self._swipe(self.stranger)
        seen = self._look()
        rows = {row["name"]: row for row in seen["rows"]}
        self.assertEqual(rows["Elif Kaya"]["tone"], "success")
        self.assertTrue(rows["Elif Kaya"]["has_passed"])
        refused = rows["Deniz Arslan"]
        self.assertEqual(refused["tone"], "danger")
        self.assertTrue(refused["reason"])
        self.assertEqual(refused["fix"]["code"], "open_once")
        self.assertIn("/web/image/res.partner/", refused["photo"])
        self.assertEqual(seen["refused_today"], 1)
        self.assertEqual([zone["inside"] for zone in seen["zones"]], [1])
        self.assertEqual(
            set(refused),
            {
                "id",
                "kind",
                "gate",
                "gate_name",
                "side",
                "at",
                "name",
                "photo",
                "tone",
                "label",
                "reason",
                "has_passed",
                "fix",
            },
            "Nothing of the register beside what the screen shows",
        )

    def test_desk_gets_the_member(self):
        self._swipe(self.stranger)
        [row] = self._look(self.desk)["rows"]
        self.assertEqual(row["fix"]["code"], "member")
        event = self.env["community.access.event"].with_user(self.desk)
        action = event.browse(row["id"]).action_fix()
        self.assertEqual(action["res_model"], "res.partner")

    def test_unknown_band(self):
        self.gate._swipe("04FFFFFFFFFF80", "in")
        [row] = self._look()["rows"]
        self.assertEqual((row["name"], row["photo"]), ("Unknown Band", ""))

    def test_what_was_missed_is_asked_for(self):
        """After a lost connection nothing is missing, and the last number holds."""
        self._swipe(self.band)
        last = self._look()["last"]
        self.assertEqual(self._look(since=last)["last"], last)
        for _number in range(3):
            self._swipe(self.stranger)
        later = self._look(since=last)
        self.assertEqual(len([r for r in later["rows"] if r["id"] > last]), 3)

    def test_open_once_with_a_reason(self):
        """A guard opens once; who and why is kept, and the person counts as inside."""
        self._swipe(self.stranger)
        [row] = self._look()["rows"]
        gate = self.gate.with_user(self.guard)
        event = self.env["community.access.event"].browse(
            gate.action_open_once("in", "  Pays at the desk now ", row["id"])
        )
        self.assertEqual(event.note, "Pays at the desk now")
        self.assertEqual(event.user_id, self.guard)
        self.assertEqual(event.partner_id.name, "Deniz Arslan")
        self.assertEqual(self._look()["zones"][0]["inside"], 1)

    def test_never_without_a_reason(self):
        gate = self.gate.with_user(self.guard)
        for reason in ("", "   ", None, False):
            with self.assertRaisesRegex(UserError, "Say why"):
                gate.action_open_once("in", reason)
        with self.assertRaisesRegex(UserError, "two sides"):
            gate.action_open_once("up", "Emergency")
        self.gate.sides = "in"
        with self.assertRaisesRegex(UserError, "does not open this way"):
            gate.action_open_once("out", "Emergency")
        self.assertFalse(self._look()["rows"])

    def test_no_card_number_as_a_reason(self):
        with self.assertRaisesRegex(UserError, "payment card"):
            self.gate.with_user(self.guard).action_open_once("in", "4111111111111111")

    def test_who_is_no_guard(self):
        """An employee without the role neither sees nor opens nor listens."""
        nobody = self._new_user("nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self._look(nobody)
        with self.assertRaises(AccessError):
            self.gate.with_user(nobody).action_open_once("in", "Emergency")
        with self.assertRaises(AccessError):
            self.env["community.access.monitor"].with_user(nobody).set_monitor_gates([])
        self.assertNotIn((self.company, ROOM), self._get_channels(nobody))
        self.assertIn((self.company, ROOM), self._get_channels(self.guard))

    def test_other_company(self):
        """Gates and events of another company are not seen, opened or listened to."""
        self._swipe(self.band)
        far = self._new_user(
            "far_guard", "community_access.group_access_guard", self.other_company
        )
        seen = self._look(far)
        self.assertEqual((seen["gates"], seen["rows"], seen["zones"]), ([], [], []))
        gate = self._get("community.access.gate", far).browse(self.gate.id)
        with self.assertRaises(AccessError):
            gate.action_open_once("in", "Emergency")
        with self.assertRaises(AccessError):
            self._get("community.access.monitor", far).set_monitor_gates(self.gate.ids)
        channels = self._get_channels(far)
        self.assertNotIn((self.company, ROOM), channels)
        self.assertIn((self.other_company, ROOM), channels)

    def test_quiet_gate_beside_a_busy_one(self):
        """The last at each gate is on the screen, however busy the others are."""
        other = self._new("gate", name="Side Door", zone_id=self.hall.id)
        self._swipe(self.stranger, gate=other)
        for _turn in range(45):
            self._swipe(self.band)
        gates = [row["gate"] for row in self._look()["rows"]]
        self.assertEqual(gates.count(other.id), 1)

    def test_chosen_gates_are_remembered(self):
        other = self._new("gate", name="Side Door", zone_id=self.hall.id)
        self._swipe(self.band)
        self._swipe(self.stranger, gate=other)
        monitor = self.env["community.access.monitor"].with_user(self.guard)
        monitor.set_monitor_gates(other.ids)
        seen = self._look()
        self.assertEqual([row["gate"] for row in seen["rows"]], other.ids)
        self.assertEqual(len(self._look(self.desk)["rows"]), 2)
        monitor.set_monitor_gates([])
        self.assertEqual(len(self._look()["rows"]), 2)

    def _get_news(self):
        """The messages that go out after the commit."""
        news = self.env.cr.postcommit.data.pop(NEWS, None)
        if not news:
            return []
        before = self.env["bus.bus"].search([], order="id DESC", limit=1).id
        write_news(self.env.cr, news)
        rows = self.env["bus.bus"].search([("id", ">", before)])
        channel = channel_with_db(self.env.cr.dbname, (self.company, ROOM))
        self.assertEqual(rows.mapped("channel"), [json_dump(channel)])
        return rows.mapped("message")

    def test_one_message_for_a_transaction(self):
        """Screens hear of swipes with the commit: by numbers, without a name."""
        self._get_news()
        number = "0b6dd5f4-6f2c-4a8b-bb6a-1b1b3c9a4b10"
        self._swipe(self.band, uuid=number)
        self._swipe(self.stranger)
        [message] = self._get_news()
        self.assertNotIn("Elif", message)
        self.assertIn(str(self.gate.id), message)
        self._swipe(self.band, uuid=number)
        self.assertEqual(self._get_news(), [], "The same swipe twice is told once")

    def _count_look(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._look()
        return self.env.cr.sql_log_count - before

    def test_queries(self):
        """The screen costs the same for 10 and for 200 swipes of different people."""
        bands = [self._new_band(self._new_member(f"Member {n}")) for n in range(40)]
        for band in bands[:10]:
            self._swipe(band)
        self._count_look()  # rules and groups are kept from now on
        few = self._count_look()
        for turn in range(190):
            self._swipe(bands[turn % 40])
        self.assertLessEqual(self._count_look(), few)
