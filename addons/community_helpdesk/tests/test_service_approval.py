import base64
import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common_form import ServiceFormCommon, make_picture


@tagged("community", "post_install", "-at_install")
class TestServiceApproval(HttpCase, ServiceFormCommon):
    def setUp(self):
        super().setUp()
        self.form, self.version = self._sent(
            photo_ids=[(0, 0, {"kind": "before", "image": make_picture()})]
        )
        self.path = self._get_path(self.version)

    def _get_path(self, version):
        url = version._make_approval_url()
        version._with_pen().write({"mailed_at": fields.Datetime.now()})
        return url.replace(version.get_base_url(), "")

    def _post(self, path=None, **values):
        path = path or self.path
        token = re.search(
            r'name="csrf_token" value="([^"]+)"', self.url_open(path).text
        )
        values["csrf_token"] = token.group(1) if token else "none"
        return self.url_open(path, data=values)

    def test_page(self):
        """M36-M38: without a log-in; the details of this form, and nothing for us."""
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        for words in (
            "Boiler Service",
            "The valve was changed.",
            "Ayşe Demir",
            "150.00",
        ):
            self.assertIn(words, page.text)
        self.assertNotIn("longer pipe", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual((self.form.state, self.version.answer), ("sent", False))

    def test_approve(self):
        """M39, M40: a score of 1 to 10 and saving approve the service, once."""
        self.assertIn("from 1 to 10", self._post(score="11").text)
        self.assertIn("from 1 to 10", self._post(score="").text)
        self.assertEqual(self.form.state, "sent")
        page = self._post(score="10")
        self.assertIn("This service is approved", page.text)
        self.assertEqual((self.form.state, self.form.score), ("approved", 10))
        self.assertNotIn(
            "<form", page.text.partition('id="wrap"')[2].partition("</main>")[0]
        )
        self.version._approve(1)
        self.version._object("Changed my mind")
        self.assertEqual((self.form.state, self.form.score), ("approved", 10))

    def test_object(self):
        """Domain 11.6: or objects, in words; without words it says what is missing."""
        page = self._post(decision="object", words="  ")
        self.assertIn("what is not right", page.text)
        self.assertEqual(self.form.state, "sent")
        self._post(decision="object", words="It <script>alert(1)</script> drips")
        self.assertEqual(self.form.state, "objected")
        self.assertIn("drips", self.form.answer_words)
        self.assertNotIn("<script>alert", self.url_open(self.path).text)

    def test_needs_the_page(self):
        """Attack: an answer that does not come from the page is refused."""
        answer = self.url_open(self.path, data={"score": "10"})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.form.state, "sent")

    def test_wrong_links(self):
        """M37, attack: guessed, cut off, of another route, of a changed form."""
        token = self.path.rpartition("/")[2]
        for path in (
            "/service/approve/x",
            self.path[:-1],
            f"/service/approve/{self.version.link_hash}",
            f"/helpdesk/score/{token}",
            self.path[:-1] + ("A" if self.path[-1] != "A" else "B"),
        ):
            page = self.url_open(path)
            self.assertEqual(page.status_code, 404, path)
            self.assertNotIn("Boiler", page.text)
        self.env["community.pay.attempt"].sudo().search([]).unlink()
        self.form.with_user(self.service_officer).result = "Something else"
        for path in (self.path, f"{self.path}/pdf", f"{self.path}/photo/0"):
            self.assertEqual(self.url_open(path).status_code, 404)

    def test_link_ends(self):
        """Domain 11.6: the link holds for the days of the company."""
        until = fields.Datetime.now() + timedelta(days=30, minutes=1)
        with freeze_time(until):
            self.assertFalse(self.version._find_by_token(self.path.rpartition("/")[2]))

    def test_too_many_guesses(self):
        """Attack: who guesses is shut out, with a good link, too."""
        for _guess in range(60):
            self.env["community.pay.attempt"].sudo()._note("127.0.0.1")
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_secrets_are_hashed(self):
        """Attack: whoever reads the table cannot approve; officers read no hash."""
        token = self.path.rpartition("/")[2]
        rows = self.version.sudo().read()
        self.assertNotIn(token, str(rows))
        seen = self.version.with_user(self.service_officer).read()[0]
        self.assertNotIn("link_hash", seen)

    def test_nobody_sends_himself_a_link(self):
        """M40, attack: an officer who sends the template to his own address gets no
        link, and the customer's goes on working."""
        template = self.env.ref("community_helpdesk.mail_template_service_form")
        hashes = (self.version.link_hash, self.version.reminder_hash)
        for user in (self.service_officer, self.head):
            template.with_user(user).send_mail(
                self.version.id, email_values={"email_to": "me@example.org"}
            )
        mails = self.env["mail.mail"].search([("email_to", "=", "me@example.org")])
        self.assertNotIn("/service/approve/", "".join(mails.mapped("body_html")))
        self.env.invalidate_all()
        self.assertEqual((self.version.link_hash, self.version.reminder_hash), hashes)

    def test_files(self):
        """M35: PDF and pictures of this form by its link, of no other form."""
        self.version._with_pen().write({"file": base64.b64encode(b"%PDF-1.4 x")})
        pdf = self.url_open(f"{self.path}/pdf")
        self.assertEqual(pdf.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", pdf.headers["Content-Disposition"])
        photo = self.form.photo_ids
        for number in (0, photo.id):
            picture = self.url_open(f"{self.path}/photo/{number}")
            self.assertIn("image/", picture.headers["Content-Type"])
        other = self._new_form(photo_ids=[(0, 0, {"image": make_picture()})])
        refused = self.url_open(f"{self.path}/photo/{other.photo_ids.id}")
        self.assertEqual(refused.status_code, 404)

    def test_reminder_keeps_the_first_link(self):
        """Domain 11.6: both mails work until the customer answers."""
        second = self._get_path(self.version)
        self.assertNotEqual(second, self.path)
        for path in (self.path, second):
            self.assertEqual(self.url_open(path).status_code, 200)
