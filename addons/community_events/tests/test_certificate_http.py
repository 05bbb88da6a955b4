from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user, tagged

from .common_points import EventPointsCommon


@tagged("post_install", "-at_install", "community")
class TestCertificateHttp(EventPointsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(cls.env, "event_portal", "base.group_portal")
        cls.portal.partner_id.write({"in_member_register": True, "name": "Ayşe Demir"})
        cls.own = cls._attend(cls.past, cls.portal.partner_id)
        cls.seat._admit(cls.past.date_begin)

    def _check(self, code):
        return self.url_open(f"/event/certificate/{code}")

    def test_check(self):
        """Everybody may ask: event and initials, no name, kept by nobody."""
        answer = self._check(self.own._get_certificate_code())
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Club Evening", answer.text)
        self.assertIn("A. D.", answer.text)
        self.assertNotIn("Ayşe Demir", answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_not_valid(self):
        """Forged and annulled look the same."""
        code = self.own._get_certificate_code()
        self.own._take_back_presence()
        for text in (code, "1-AAAAAAAAAAAAAAAA", "anything"):
            answer = self._check(text)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("Not valid", answer.text)
            self.assertNotIn("Club Evening", answer.text)

    def test_download(self):
        """The own seat alone, and only while it counts."""
        path = "odoo.addons.base.models.ir_actions_report.IrActionsReport"
        self.authenticate("event_portal", "event_portal")
        with patch(f"{path}._render_qweb_pdf", return_value=(b"%PDF-", "pdf")):
            answer = self.url_open(self.own._get_certificate_url())
            self.assertEqual(answer.content, b"%PDF-")
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
            other = self.url_open(self.seat._get_certificate_url())
            self.assertEqual(other.status_code, 404)
            url = self.own._get_certificate_url()
            self.own._take_back_presence()
            self.assertFalse(self.own._get_certificate_url())
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, 404)

    def test_not_for_guests(self):
        """Whoever is not logged in is led to the log-in page."""
        answer = self.url_open(self.own._get_certificate_url(), allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
