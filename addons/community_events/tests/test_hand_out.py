from psycopg2 import IntegrityError
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_hand_out import HandOutCommon


@tagged("post_install", "-at_install", "community")
class TestHandOut(HandOutCommon):
    """Gates that hand something out (G36)."""

    def test_once_at_two_desks(self):
        """Given once, whatever the desk; the second one says when. No entry."""
        answer = self._scan(self.seat._get_ticket_text(), self.desk_phone)
        self.assertEqual((answer["verdict"], answer["code"]), ("allow", "handed_out"))
        self.assertEqual((answer["counts"]["given"], answer["counts"]["came"]), (1, 0))
        self._assert_not_come(self.seat)
        again = self._scan(self.seat.barcode, self.other_phone)
        self._assert_refused(again, "given")
        self.assertEqual(again["facts"]["at"], self.seat.given[str(self.shirt.id)][1])
        self._assert_not_come(self.seat)
        self.assertEqual(self._attempts().hand_out_id, self.shirt)
        self.assertEqual(self._scan(self.seat.barcode)["code"], "welcome")

    def test_same_scan_sent_twice(self):
        """A nonce that came before gets the answer of then, and gives one."""
        request = self._request(self.seat.barcode)
        first = self.desk_phone._scan(request)
        self.assertEqual(self.desk_phone._scan(request), first)
        self.assertEqual(len(self._attempts()), 1)
        self.assertEqual(self.shirt.given_count, 1)

    def test_most(self):
        """Two for each ticket; without a limit as many as one likes."""
        self.shirt.most = 2
        codes = [self._scan(self.seat.barcode, self.desk_phone)["code"] for _n in "123"]
        self.assertEqual(codes, ["handed_out", "handed_out", "given"])
        self.shirt.most = 0
        answer = self._scan(self.seat.barcode, self.other_phone)
        self.assertEqual(answer["code"], "handed_out")

    def test_who_gets_nothing(self):
        """Blocked, not come in, no seat, and tickets that get it elsewhere or not."""
        self.seat.is_blocked = True
        self._assert_refused(self._scan(self.seat.barcode, self.desk_phone), "blocked")
        self.seat.is_blocked = False
        self.shirt.after_entry = True
        refused = self._scan(self.seat.barcode, self.desk_phone)
        self._assert_refused(refused, "not_come_in")
        self._scan(self.seat.barcode)
        answer = self._scan(self.seat.barcode, self.desk_phone)
        self.assertEqual(answer["code"], "handed_out")
        card = self._scan(self.deniz.member_card_ids.code, self.desk_phone)
        self._assert_refused(card, "not_registered")
        self._assert_refused(self._scan("nobody", self.desk_phone), "unknown")

    def test_tickets(self):
        """A desk may be for certain tickets; it says where, or that there is none."""
        vip, plain = self.env["event.event.ticket"].create(
            [{"name": name, "event_id": self.event.id} for name in ("VIP", "Plain")]
        )
        self.seat.event_ticket_id = plain
        self.desk.ticket_ids = vip
        refused = self._scan(self.seat.barcode, self.desk_phone)
        self._assert_refused(refused, "other_gate")
        self.assertEqual(refused["facts"]["gates"], self.other_desk.ids)
        self.other_desk.ticket_ids = vip
        refused = self._scan(self.seat.barcode, self.other_phone)
        self._assert_refused(refused, "not_included")
        self.assertEqual(self.shirt.entitled_count, 0)
        # Rules of desks are none of the entrance.
        self.assertEqual(self._scan(self.seat.barcode)["code"], "welcome")

    def test_undo(self):
        """What was not handed out after all can be had again; who is in stays in."""
        self._scan(self.seat.barcode)
        request = self._request(self.seat.barcode)
        self.desk_phone._scan(request)
        undo = self._request(undoes=request.nonce)
        answer = self.desk_phone._undo(undo)
        self.assertEqual((answer["status"], answer["counts"]["given"]), ("done", 0))
        self.assertTrue(self.seat.is_inside)
        self.assertEqual(self.seat.entries, 1)
        again = self._scan(self.seat.barcode, self.desk_phone)
        self.assertEqual(again["code"], "handed_out")

    def test_by_hand(self):
        """A supervisor gives another one; that is kept, and is no entry."""
        phone = self._new_phone(self.desk, role="supervisor")
        self._scan(self.seat.barcode, phone)
        answer = self._scan(self.seat.barcode, phone, word="anyway")
        self.assertEqual(answer["code"], "by_hand")
        self.assertEqual(self.shirt.given_count, 2)
        self._assert_not_come(self.seat)
        self.assertFalse(self.seat.is_flagged)
        # A steward may not.
        refused = self._scan(self.seat.barcode, self.desk_phone, word="anyway")
        self._assert_refused(refused, "given")

    def test_counts_nowhere_as_entry(self):
        """Neither refusal nor entry, in any figure of event and member."""
        self._scan(self.seat.barcode, self.desk_phone)
        self._scan(self.seat.barcode, self.desk_phone)
        event = self.event.with_user(self.organizer)
        self.assertEqual((event.refused_count, event.to_check_count), (0, 0))
        live = event.get_live_checkin()
        self.assertFalse(live["attempts"])
        values = {tile["name"]: tile["value"] for tile in live["tiles"]}
        self.assertEqual(
            (values["came"], values["refused"], values["inside"]), (0, 0, 0)
        )
        self.assertEqual(self.ayse.with_user(self.organizer).checkin_refused_count, 0)
        self.assertFalse(self.ayse._get_own_attempts())
        self.assertFalse(event._get_last_arrivals())
        self.env.flush_all()
        report = self.env["community.checkin.report"]
        self.assertFalse(report.search([("event_id", "=", self.event.id)]))

    def test_scan_page_state(self):
        """The page is told what this gate hands out, and how much it did."""
        state = self.event._get_scan_page_state(self.desk_phone)
        gates = {gate["id"]: gate["hand_out"] for gate in state["gates"]}
        self.assertIsNone(gates[self.gate.id])
        self.assertEqual(gates[self.desk.id]["name"], "T-shirt")
        self.assertEqual(
            (state["counts"]["given"], state["counts"]["entitled"]), (0, 1)
        )
        self.assertEqual(self.event._get_first_gate(), self.gate)


@tagged("post_install", "-at_install", "community")
class TestHandOutOffice(HandOutCommon):
    """What the organiser sees and does."""

    def test_annul(self):
        """The organiser's word takes a hand-out back, and gives none from afar."""
        self._scan(self.seat.barcode)
        self._scan(self.seat.barcode, self.desk_phone)
        self._scan(self.seat.barcode, self.desk_phone)
        refused, given = self._attempts().filtered("hand_out_id").sorted("verdict DESC")
        self.assertEqual((given.standing, refused.standing), ("given", "deny"))
        with self.assertRaises(UserError):
            refused.with_user(self.organizer)._judge("confirmed", "Was there")
        window = self.env["community.checkin.judge"].with_user(self.organizer)
        window = window.create({"attempt_ids": given.ids, "kind": "annulled"})
        self.assertIn("can be handed out again", window.outcome)
        window.write({"note": "Brought it back", "is_strike": True})
        window.action_apply()
        # Not being there is what members are blamed for, not a T-shirt.
        self.assertFalse(given.corrected_by_ids.is_strike)
        self.assertEqual(self.shirt.given_count, 0)
        self.assertRecordValues(
            self.seat, [{"state": "done", "entries": 1, "is_inside": True}]
        )
        answer = self._scan(self.seat.barcode, self.desk_phone)
        self.assertEqual(answer["code"], "handed_out")
        self.assertEqual(self.event._count_annulled(self.ayse), 0)

    def test_not_come_after_all(self):
        """Who is said not to have come keeps what was handed out."""
        self._scan(self.seat.barcode)
        self._scan(self.seat.barcode, self.desk_phone)
        self.seat.with_user(self.organizer).state = "open"
        self.assertEqual(self.shirt.given_count, 1)
        self._assert_refused(self._scan(self.seat.barcode, self.desk_phone), "given")

    def test_list_as_steward(self):
        """The lowest role reads who got what, and changes nothing."""
        self._scan(self.seat.barcode, self.desk_phone)
        shirt = self.shirt.with_user(self.steward)
        self.assertEqual((shirt.given_count, shirt.entitled_count), (1, 1))
        action = shirt.action_open_given()
        found = self.env[action["res_model"]].with_user(self.steward)
        self.assertEqual(found.search(action["domain"]).registration_id, self.seat)
        with self.assertRaises(AccessError):
            shirt.most = 5
        with self.assertRaises(AccessError):
            self.seat.with_user(self.organizer).given = {}

    def test_other_company(self):
        """Organisers of another company neither see nor change it."""
        shirt = self.shirt.with_user(self.other_organizer)
        self.assertFalse(shirt.search([("id", "=", shirt.id)]))
        with self.assertRaises(AccessError):
            shirt.action_open_given()

    def test_stays_with_its_event(self):
        """No gate hands out a thing of another event; what is in use is not deleted."""
        other = self._new_event("Regatta")
        with self.assertRaises(ValidationError):
            self._new_gate("Elsewhere", other, hand_out_id=self.shirt.id)
        with self.assertRaises(UserError):
            self.shirt.event_id = other
        with self.assertRaises(UserError):
            self.shirt.unlink()

    def test_name(self):
        """A name stands on a phone, and is one of its event in every language."""
        things = self.env["community.event.hand.out"]
        for name in ("".join(map(chr, range(5_000, 9_000))), "T-shirt"):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(IntegrityError, "hand_out_name_(length|uniq)"),
                self.env.cr.savepoint(),
            ):
                things.create({"name": name, "event_id": self.event.id})
        self.env["res.lang"]._activate_lang("tr_TR")
        self.shirt.with_context(lang="tr_TR").name = "Tişört"
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            things.create({"name": "T-shirt", "event_id": self.event.id})

    def test_copies(self):
        """A copied event hands out its own things; a copied desk is no entrance."""
        twin = self.event.copy()
        self.assertEqual(twin.hand_out_ids.name, "T-shirt")
        self.assertEqual(twin.gate_ids.mapped("hand_out_id"), twin.hand_out_ids)
        self.assertEqual(len(twin.gate_ids.filtered("hand_out_id")), 2)
        self.assertEqual(self.desk.copy().hand_out_id, self.shirt)
