import json
import uuid
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common_access import CommunityAccessCommon

NOON = "2026-03-10 12:00:00"


@freeze_time(NOON)
class TestGateInbox(CommunityAccessCommon):
    """Swipes of boxes are in the journal a moment after the answer, each once."""

    def setUp(self):
        super().setUp()
        self.member = self._new_member("Elif Kaya")
        self._new_contract(partner=self.member, start=date(2026, 3, 1))
        self.band = self._new_band(self.member)
        self.inbox = self.env["community.access.inbox"]
        self.journal = self.env["community.access.event"]

    def _swipe_quickly(self, number=None):
        return self._swipe(self.band, uuid=number or str(uuid.uuid4()), waits=False)

    def _find(self, answer):
        return self.journal.search([("uuid", "=", answer["uuid"])])

    def _report(self, answer, **values):
        """The box tells what it saw, as the first of its journal."""
        box = self._new("box", name="Box")
        box.action_pair()
        box._bind("box-of-the-inbox")
        self.gate.write({"box_id": box.id, "device_in": "reader"})
        report = {
            "seq": 1,
            "uuid": answer["uuid"],
            "kind": "swipe",
            "device": "reader",
            "side": "in",
            "uid": self.band.key,
            "verdict": answer["verdict"],
            "origin": "server",
            "at": self.gate._get_now(),
            **values,
        }
        self.journal._apply_box_events(box, [report], "epoch")
        return self._find(answer)

    def test_the_same_row_as_without_hurry(self):
        """What was decided is kept with its facts, and can be asked again."""
        answer = self._swipe_quickly()
        self.assertFalse(self._find(answer))
        self.inbox._take_up()
        event = self._find(answer)
        slow = self._find(self._swipe(self.band))
        same = self.journal._fields.keys() - {"id", "uuid", "display_name"}
        for name in sorted(same):
            self.assertEqual(event[name], slow[name], name)
        self.assertEqual(event._replay_decision().verdict, "allow")
        self.assertFalse(self.inbox.search([]))

    def test_twice_the_same_is_one(self):
        number = str(uuid.uuid4())
        for _turn in range(2):
            for _again in range(2):
                answer = self._swipe_quickly(number)
            self.inbox._take_up()
        self.assertEqual(len(self._find(answer)), 1)

    def test_the_box_tells_before_the_journal_has_it(self):
        """The server's facts are kept, and the box's place in its journal is noted."""
        event = self._report(self._swipe_quickly())
        self.assertEqual(len(event), 1)
        self.assertTrue(event.box_ref)
        self.assertIn("pass", json.loads(event.facts))
        self.assertEqual(event._replay_decision().verdict, "allow")

    def test_who_is_gone_meanwhile_stops_nothing(self):
        """A band and a gate may be deleted between the answer and the journal."""
        gate = self.gate.copy({"name": "Side door"})
        lost = self._swipe(self.band, gate=gate, waits=False)
        answer = self._swipe_quickly()
        gate.unlink()
        self.band.access_pass_ids._with_pen().unlink()
        self.env.cr.execute(
            "UPDATE community_access_inbox SET row = "
            "jsonb_set(row::jsonb, '{credential_id}', '0')::text"
        )
        self.inbox._take_up()
        event = self._find(answer)
        self.assertEqual((event.partner_id, event.gate_id), (self.member, self.gate))
        self.assertFalse(event.credential_id)
        self.assertFalse(self._find(lost))

    def test_what_the_journal_refuses_stops_no_other(self):
        """The row is put aside with the reason; a report is taken as ever."""
        good = self._swipe_quickly()
        bad = self._swipe_quickly()
        other = self._swipe_quickly()
        self._spoil(bad, '"never"')
        with self.assertLogs("odoo.addons.community_access", "WARNING") as log:
            event = self._report(good)
        self.assertIn("invalid input syntax", log.output[0])
        self.assertTrue(event.box_ref)
        self.assertTrue(self._find(other))
        self.assertFalse(self._find(bad))
        left = self.inbox.search([])
        self.assertEqual((left.uuid, bool(left.problem)), (bad["uuid"], True))
        with self.assertNoLogs("odoo.addons.community_access", "WARNING"):
            self.inbox._take_up()

    def _spoil(self, answer, moment):
        self.env.cr.execute(
            "UPDATE community_access_inbox SET row = "
            "jsonb_set(row::jsonb, '{occurred_at}', %s)::text WHERE uuid = %s",
            [moment, answer["uuid"]],
        )

    def test_nobody_writes_into_it(self):
        with self.assertRaisesRegex(UserError, "Only the suite"):
            self.inbox.create({"uuid": "1", "row": "{}"})
