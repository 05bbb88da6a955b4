import time
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_steward import StewardCommon


@tagged("post_install", "-at_install", "community")
class TestStewardDesk(StewardCommon):
    """Core's registration desk, and who may give out phones."""

    def test_attended_by_button(self):
        """Core's button is an entry like every other, kept as one by hand."""
        self.seat.with_user(self.steward).action_set_done()
        self.assertRecordValues(
            self.seat, [{"state": "done", "entries": 1, "is_inside": True}]
        )
        kept = self._attempts()
        self.assertEqual((kept.kind, kept.user_id), ("desk", self.steward))
        self._assert_refused(self._scan(self.seat.barcode), "used")
        self.seat.with_user(self.steward).action_set_done()
        self.assertEqual(self.seat.entries, 1)

    def test_taken_back_by_button(self):
        """Registered again: the entry is annulled, not erased, and free again."""
        self._scan(self.seat.barcode)
        self.seat.with_user(self.steward).action_confirm()
        self.assertRecordValues(
            self.seat, [{"state": "open", "entries": 0, "first_in_at": False}]
        )
        self.assertEqual(
            sorted(self._attempts().mapped("kind")), ["annulled", "ticket"]
        )
        self.assertEqual(self._scan(self.seat.barcode)["code"], "welcome")

    def test_register_attendee(self):
        """Core's registration desk reads bar code and signed ticket, core's words."""
        desk = self.env["event.registration"].with_user(self.steward)
        text = self.seat._get_ticket_text()
        found = desk.register_attendee(text, self.event.id)
        self.assertEqual(found["status"], "confirmed_registration")
        found = desk.register_attendee(self.seat.barcode, self.event.id)
        self.assertEqual(found["status"], "already_registered")
        wrong = desk.register_attendee("T1.x.y", self.event.id)
        self.assertEqual(wrong, {"error": "invalid_ticket"})
        self.seat.with_user(self.organizer).action_renew_ticket()
        void = desk.register_attendee(text, self.event.id)
        self.assertEqual(void, {"error": "invalid_ticket"})
        self.seat.state = "cancel"
        found = desk.register_attendee(self.seat.barcode, self.event.id)
        self.assertEqual(found["status"], "canceled_registration")

    def test_who_gives_out_phones(self):
        """Organisers of the company give phones out; stewards and others do not."""
        for user in (self.steward, self.other_organizer, self.reader):
            for act in (
                self.gate.with_user(user).action_add_phone,
                self.phone.with_user(user).action_take_back,
                self.phone.with_user(user).action_show_link,
            ):
                with self.assertRaises(AccessError):
                    act()
        self.gate.with_user(self.organizer).action_add_phone()
        with self.assertRaises(AccessError):
            self.event.with_user(self.reader).action_open_scan_page()
        with self.assertRaises(AccessError):
            self.event.with_user(self.other_organizer).action_open_scan_page()
        with self.assertRaises(AccessError):
            self.phone.with_user(self.organizer).read(["token_hash"])
        with self.assertRaises(AccessError):
            self.seat.with_user(self.reader).action_renew_ticket()

    def test_own_page(self):
        """A user has one device at an event, which gets an entrance if it has none."""
        event = self._new_event("Regatta").with_user(self.steward)
        event.action_open_scan_page()
        event.action_open_scan_page()
        self.assertEqual(len(event.sudo().gate_ids.device_ids), 1)
        self.assertEqual(event.sudo().gate_ids.direction, "both")
        own = event.with_user(self.organizer)._get_own_device()
        self.assertEqual((own.role, own.user_id), ("supervisor", self.organizer))

    def test_copied_event(self):
        """A copy of the event has its gates, for its own tickets, and no phones."""
        tickets = self.env["event.event.ticket"].create(
            [{"name": name, "event_id": self.event.id} for name in ("Plain", "VIP")]
        )
        self.gate.ticket_ids = tickets[1]
        twin = self.event.copy()
        self.assertEqual(twin.gate_ids.ticket_ids.mapped("name"), ["VIP"])
        self.assertEqual(twin.gate_ids.ticket_ids.event_id, twin)
        self.assertFalse(twin.gate_ids.device_ids)
        with self.assertRaises(ValidationError):
            twin.gate_ids.ticket_ids = tickets[0]

    def test_tokens(self):
        """One token a phone: a new link takes the page from the phone before."""
        before = self.tokens[self.phone.id]
        devices = self.env["community.checkin.device"]
        self.assertEqual(devices._find_by_token(before), self.phone)
        after = self.phone._enrol()
        self.assertFalse(devices._find_by_token(before))
        self.assertEqual(devices._find_by_token(after), self.phone)
        self.phone.expires_at = fields.Datetime.now() - timedelta(minutes=1)
        self.assertFalse(devices._find_by_token(after))
        for nothing in ("", None, False, 7):
            self.assertFalse(devices._find_by_token(nothing))
        self.assertFalse(devices._find_by_link(""))

    def test_queries(self):
        """As many queries for the whole list with 10 seats as with 300."""
        counts = []
        for many in (10, 290):
            self.env["event.registration"].create(
                [{"event_id": self.event.id, "name": f"G{n}"} for n in range(many)]
            )
            self._count_queries(self.phone._get_list)
            counts.append(self._count_queries(self.phone._get_list))
        self.assertEqual(counts[0], counts[1])

    def test_ticket_picture(self):
        """Core's ticket and badge show the signed code."""
        for report in ("full_page_ticket", "badge", "responsive_html_ticket"):
            html = self.env["ir.actions.report"]._render_qweb_html(
                f"event.event_registration_report_template_{report}", self.seat.ids
            )[0]
            self.assertIn(b"o_community_ticket_qr", html, report)
            self.assertNotIn(b"/report/barcode/QR/", html, report)
        self.seat.is_blocked = True
        html = self.env["ir.actions.report"]._render_qweb_html(
            "event.event_registration_report_template_badge", self.seat.ids
        )[0]
        self.assertNotIn(b"o_community_ticket_qr", html)

    def test_serials_end(self):
        """A ticket is made anew as often as its form allows."""
        self.seat.ticket_serial = 255
        with self.assertRaises(UserError):
            self.seat.with_user(self.organizer).action_renew_ticket()

    def test_waiting(self):
        """The organiser sees how many scans a phone holds, and since when."""
        self.phone._note_waiting(3, time.time() - 60)
        self.assertEqual(self.phone.waiting_scans, 3)
        self.phone._note_waiting(0, 0)
        self.assertFalse(self.phone.waiting_since)
