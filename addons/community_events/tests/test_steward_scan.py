from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardScan(StewardCommon):
    def test_ticket_in_and_again(self):
        """G30, G36: a signed ticket comes in once; the second time says when."""
        text = self.seat._get_ticket_text()
        answer = self._scan(text)
        self.assertEqual((answer["verdict"], answer["code"]), ("allow", "welcome"))
        self.assertEqual(answer["counts"], {"inside": 1, "came": 1, "expected": 1})
        self.assertRecordValues(
            self.seat, [{"state": "done", "entries": 1, "is_inside": True}]
        )
        again = self._scan(text)
        self._assert_refused(again, "used")
        self.assertTrue(again["facts"]["at"])
        kept = self._attempts()
        self.assertEqual(sorted(kept.mapped("verdict")), ["allow", "deny"])
        self.assertEqual(kept.gate_id, self.gate)

    def test_every_code_of_a_seat(self):
        """G36: bar code of core, card's code and the address in the card's picture."""
        card = self.ayse.member_card_ids
        texts = [
            self.seat.barcode,
            card.code,
            card.code.lower(),
            f"https://club.example/member/verify/{card.code}",
        ]
        for text in texts:
            self.assertEqual(
                self._scan(text, direction="out")["code"], "was_not_inside"
            )
        card.action_block()
        self._assert_refused(self._scan(card.code), "card_void")

    def test_same_scan_sent_twice(self):
        """A nonce that came before gets the answer of then, and counts once."""
        request = self._request(self.seat.barcode)
        first, second = self.phone._scan(request), self.phone._scan(request)
        self.assertEqual(first, second)
        self.assertEqual(self.seat.entries, 1)
        self.assertEqual(len(self._attempts()), 1)

    def test_refusals(self):
        """G34: what is not a ticket of this event is refused and kept."""
        other = self._register(self._new_event("Regatta"), self.deniz)
        genuine = self.seat._get_ticket_text()
        forged = genuine[:-2] + ("AA" if genuine[-2:] != "AA" else "BB")
        old = self._register(self.event, self.deniz)
        old_text = old._get_ticket_text()
        old_code = old.barcode
        old.with_user(self.organizer).action_renew_ticket()
        cases = [
            ("nobody knows me", "unknown"),
            (other.barcode, "other_event"),
            (other._get_ticket_text(), "forged"),
            (forged, "forged"),
            (old_text, "void"),
            (old_code, "unknown"),
        ]
        for text, code in cases:
            self._assert_refused(self._scan(text), code)
        self.assertEqual(len(self._attempts()), len(cases))
        old.is_blocked = True
        self._assert_refused(self._scan(old.barcode), "blocked")
        self.assertEqual(old._get_ticket_text(), "")

    def test_states(self):
        """Unconfirmed, cancelled, archived and closed doors."""
        self.seat.state = "draft"
        self._assert_refused(self._scan(self.seat.barcode), "unconfirmed")
        self.seat.state = "cancel"
        self._assert_refused(self._scan(self.seat.barcode), "cancelled")
        self.seat.write({"state": "open", "active": False})
        self._assert_refused(self._scan(self.seat.barcode), "cancelled")
        self.seat.active = True
        later = fields.Datetime.now() + timedelta(days=2)
        self.event.write({"date_end": later, "date_begin": later - timedelta(hours=1)})
        self._assert_refused(self._scan(self.seat.barcode), "too_early")

    def test_two_gates(self):
        """A ticket that is limited to a gate passes there alone, and may leave all."""
        ticket = self.env["event.event.ticket"].create(
            {"name": "VIP", "event_id": self.event.id}
        )
        self.seat.event_ticket_id = ticket
        side = self._new_gate("Side Door", ticket_ids=ticket.ids)
        plain = self.env["event.event.ticket"].create(
            {"name": "Plain", "event_id": self.event.id}
        )
        self.gate.ticket_ids = plain
        refused = self._scan(self.seat.barcode)
        self._assert_refused(refused, "other_gate")
        self.assertEqual(refused["facts"]["gates"], side.ids)
        let_in = self._scan(self.seat.barcode, self._new_phone(side))
        self.assertEqual(let_in["code"], "welcome")
        self.assertEqual(self._scan(self.seat.barcode, direction="out")["code"], "left")
        self.assertFalse(self.seat.is_inside)

    def test_several_entries(self):
        """Two entries, out in between, and a pause."""
        ticket = self.env["event.event.ticket"].create(
            {
                "name": "Weekend",
                "event_id": self.event.id,
                "max_entries": 2,
                "leave_first": True,
            }
        )
        self.seat.event_ticket_id = ticket
        codes = [
            self._scan(self.seat.barcode, direction=way)["code"]
            for way in ("in", "in", "out", "in", "out", "in")
        ]
        expected = ["welcome", "leave_first", "left", "welcome", "left", "used"]
        self.assertEqual(codes, expected)
        ticket.write({"max_entries": 0, "pause_minutes": 30})
        self._assert_refused(self._scan(self.seat.barcode), "too_soon")

    def test_exit_gate(self):
        """A gate that only lets out lets nobody in, whatever the phone sends."""
        self.gate.direction = "out"
        answer = self._scan(self.seat.barcode, direction="in")
        self.assertEqual(answer["code"], "was_not_inside")
        self.assertEqual(self.seat.state, "open")

    def test_undo(self):
        """The last scan is taken back, once, and by the phone that made it."""
        done = self._request(self.seat.barcode)
        self.phone._scan(done)
        other = self._new_phone(self.gate)
        undo = self._request(undoes=done.nonce)
        self.assertEqual(other._undo(undo)["status"], "gone")
        self.assertEqual(self.phone._undo(undo)["status"], "done")
        self.assertRecordValues(
            self.seat, [{"state": "open", "entries": 0, "is_inside": False}]
        )
        self.assertFalse(self.seat.first_in_at)
        self.assertEqual(self.phone._undo(undo)["status"], "done")
        again = self._request(undoes=done.nonce)
        self.assertEqual(self.phone._undo(again)["status"], "gone")
        self.assertEqual(self._scan(self.seat.barcode)["code"], "welcome")
        self.assertEqual(self.seat.entries, 1)
