from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_points import EventPointsCommon


@tagged("post_install", "-at_install", "community")
class TestCertificate(EventPointsCommon):
    def test_who_gets_one(self):
        """Only for who attended, and not a moment before the end."""
        self.assertFalse(self.seat.has_certificate)
        self.seat._admit(self.past.date_begin)
        self.seat.invalidate_recordset(["has_certificate"])
        self.assertTrue(self.seat.has_certificate)
        running = self._attend(self.event, self.deniz)
        self.assertFalse(running.has_certificate)
        with self._at(self.event.date_end):
            running.invalidate_recordset(["has_certificate"])
            self.assertTrue(running.has_certificate)
        running.invalidate_recordset(["has_certificate"])
        with self.assertRaises(UserError):
            running.with_user(self.organizer).action_print_certificate()

    def test_code(self):
        """The code finds its seat; after it was handed over, it finds none."""
        self.seat._admit(self.past.date_begin)
        seats = self.env["event.registration"]
        code = self.seat._get_certificate_code()
        self.assertEqual(seats._find_by_certificate(code), self.seat)
        self.assertFalse(seats._find_by_certificate(code[:-1] + "A" + "B"))
        self.assertFalse(seats._find_by_certificate("1-AAAAAAAAAAAAAAAA"))
        self.seat.member_id = self.deniz
        self.assertFalse(seats._find_by_certificate(code))

    def test_paper(self):
        """Name, event, hours by the clock of the place, organiser; Turkish letters."""
        self.ayse.name = "Ayşe Gül Şahin İğdır"
        self.seat._admit(self.past.date_begin)
        self.past.write(
            {"date_begin": "2026-03-05 16:00:00", "date_end": "2026-03-05 20:00:00"}
        )
        paper = self.seat.with_context(lang="en_US")._get_certificate()
        self.assertEqual(paper["name"], "Ayşe Gül Şahin İğdır")
        self.assertIn("March 5, 2026", paper["when"])
        self.assertIn("7:00", paper["when"])
        self.assertIn(f"/event/certificate/{paper['code']}", self.seat._get_check_url())
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "community_events.action_report_certificate", self.seat.ids
        )
        self.assertIn("Ayşe Gül Şahin İğdır", html.decode())

    def test_sent(self):
        """Everybody who attended gets one mail; asked twice, still one."""
        self.seat._admit(self.past.date_begin)
        self._attend(self.past, self.deniz)
        absent = self._register(self.past, self._new_member("Absent", email="x@y.z"))
        event = self.past.with_user(self.organizer)
        event.action_send_certificates()
        event.action_send_certificates()
        self._send_due()
        event.action_send_certificates()
        self._send_due()
        mails = self.env["mail.mail"].search([("model", "=", "event.registration")])
        mails = mails.filtered(
            lambda mail: mail.res_id in self.past.registration_ids.ids
        )
        self.assertEqual(len(mails), 2)
        self.assertTrue(self.seat.certificate_sent_at)
        self.assertFalse(absent.certificate_sent_at)

    def _send_due(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("community_events.ir_cron_certificates")
            cron.method_direct_trigger()

    def test_annulled_before_sending(self):
        """Who is annulled between the button and the mail gets none."""
        self.seat._admit(self.past.date_begin)
        self.past.with_user(self.organizer).action_send_certificates()
        self.seat._take_back_presence()
        self._send_due()
        self.assertFalse(self.seat.certificate_sent_at)
        self.assertFalse(self.seat.certificate_due)

    def test_rights(self):
        """Stewards print and send nothing; neither do organisers of other companies."""
        self.seat._admit(self.past.date_begin)
        for user in (self.steward, self.other_organizer):
            event = self.past.with_user(user)
            with self.assertRaises(AccessError):
                event.action_send_certificates()
            with self.assertRaises(AccessError):
                event.action_print_certificates()
        with self.assertRaises(AccessError):
            self.seat.with_user(self.other_organizer).action_send_certificate()
