import base64
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_form import ServiceFormCommon, make_picture
from .common_service import MORNING


@tagged("community", "post_install", "-at_install")
class TestServiceForm(ServiceFormCommon):
    def test_filling_in(self):
        """M24, M25, M26, M27, M28, M29, M30, M31, M32, M33: the customer brings e-mail,
        the type brings fee and worksheet; all may be changed; times have hours."""
        with Form(self._forms()) as edit:
            edit.partner_id = self.ali
            edit.type_id = self.visit_type
            edit.authorised_id = self.eda
            edit.date_from = MORNING
            edit.date_to = MORNING + timedelta(hours=2)
        form = edit.save()
        self.assertEqual(form.email, self.ali.email)
        self.assertEqual((form.fee, form.authorised_name), (150.0, "Eda Kaya"))
        self.assertEqual(form.answer_ids.question_id, self.visit_type.question_ids)
        form.write({"email": "boss@abcholding.test", "fee": 80.0})
        self.assertEqual((form.email, form.fee), ("boss@abcholding.test", 80.0))
        self.assertEqual((form.state, form.user_id), ("draft", self.service_officer))
        self.assertTrue(form.number.startswith("F"))
        with self.assertRaises(ValidationError):
            form.date_to = MORNING - timedelta(seconds=1)

    def test_type_changes_the_worksheet(self):
        """M28: another type asks other questions; answers to the same ones stay."""
        form = self._new_form()
        other = self.visit_type.copy({"name": "Short Check", "question_ids": False})
        form.type_id = other
        self.assertFalse(form.answer_ids)
        form.type_id = self.visit_type
        self.assertEqual(len(form.answer_ids), 2)

    def test_what_is_missing(self):
        """Domain 11.3: a form is not sent before it is complete, and all is named."""
        form = self._new_form(result=False, authorised_name=False, email="nobody")
        form.answer_ids.value = False
        with self.assertRaises(UserError) as caught:
            form.action_send()
        for word in ("Result", "Authorised Person", "E-mail", "Pressure"):
            self.assertIn(word, str(caught.exception))
        self.assertEqual(form.state, "draft")
        self.visit_type.needs_photo = True
        complete = self._new_form(signature=False)
        with self.assertRaises(UserError) as caught:
            complete.action_send()
        self.assertIn("Photos", str(caught.exception))
        self.assertIn("Signature", str(caught.exception))
        self.visit_type.write({"needs_photo": False, "needs_signature": False})
        complete.action_send()
        self.assertEqual(complete.state, "sent")

    def test_version_is_frozen(self):
        """M35, domain 11.9: what was sent is kept word for word; nobody writes it."""
        form, version = self._sent()
        said = version.content
        self.assertEqual(said["result"], "The valve was changed.")
        self.assertEqual(said["answers"], [["Pressure", "1.5"]])
        self.assertEqual(said["fee"], 150.0)
        self.assertNotIn("longer pipe", str(said))
        self.assertEqual((version.version, version.email), (1, form.email))
        for user in (self.service_officer, self.head, self.env.user):
            with self.assertRaises(UserError):
                version.with_user(user).write({"score": 10})
        with self.assertRaises(UserError):
            form.with_user(self.head).unlink()
        with self.assertRaises(UserError):
            form.with_user(self.service_officer).action_send()

    def test_change_makes_a_new_version(self):
        """Domain 11.9: a change after approval voids it, and needs a new signature."""
        form = self._approved()
        first = form.version_ids
        own = form.with_user(self.service_officer)
        own.write({"note": "For us alone", "result": form.result})
        self.assertEqual(form.state, "approved")
        own.result = "The valve and the pump were changed."
        self.assertEqual((form.state, form.score, form.answer), ("draft", 0, False))
        self.assertTrue(first.voided_at)
        self.assertFalse(form.signature)
        with self.assertRaises(UserError):
            own.action_send()
        own.write({"signature": make_picture(), "signed_by": "Ayşe Demir"})
        own.action_send()
        self.assertEqual(form.version_ids.mapped("version"), [2, 1])
        self.assertEqual(first.content["result"], "The valve was changed.")
        self.assertEqual((first.answer, first.score), ("approved", 9))
        self.assertNotEqual(first.digest, form.version_ids[0].digest)

    def test_wrong_address(self):
        """M27, M34: another address after sending voids the link at the wrong one; the
        customer need not sign again."""
        form, version = self._sent(email="wrong@elsewhere.test")
        own = form.with_user(self.service_officer)
        own.email = "wrong@elsewhere.test"
        self.assertEqual(form.state, "sent")
        own.email = "right@abcholding.test"
        self.assertEqual((form.state, bool(form.signature)), ("draft", True))
        self.assertTrue(version.voided_at)
        own.action_send()
        current = form.version_ids.filtered(lambda each: not each.voided_at)
        self.assertEqual(current.email, "right@abcholding.test")

    def test_remind(self):
        """Domain 11.6: by hand, too; a fresh link after the old one has ended."""
        form, version = self._sent()
        own = form.with_user(self.service_officer)
        own.action_remind()
        self.assertFalse(version.reminded_at)
        version._mail_or_say_why()
        version._with_pen().write({"link_until": MORNING})
        own.action_remind()
        self.assertTrue(version.reminded_at)
        self.assertGreater(version.sudo().link_until, fields.Datetime.now())
        with self.assertRaises(AccessError):
            form.with_user(self.agent).action_remind()

    def test_rows_change_the_form(self):
        """Domain 11.9: answers, parts and photos are what he approved, too."""
        for change in (
            lambda own: own.answer_ids[:1].write({"value": "2"}),
            lambda own: own.write({"part_ids": [(0, 0, {"name": "Valve"})]}),
            lambda own: own.env["community.service.photo"].create(
                {"form_id": own.id, "image": make_picture()}
            ),
            lambda own: own.part_ids.unlink(),
        ):
            form = self._approved(part_ids=[(0, 0, {"name": "Pipe"})])
            change(form.with_user(self.service_officer))
            self.assertEqual(form.state, "draft")
            self.assertTrue(form.version_ids.voided_at)

    def test_mail(self):
        """M34-M36: to the address on the form, with details, PDF and link."""
        form, version = self._sent(email="office@abcholding.test")
        with patch.object(
            type(version), "_print", lambda self: base64.b64encode(b"%PDF-1.4")
        ):
            version._mail_or_say_why()
        mails = version.mail_mail_id
        message = mails.mail_message_id
        self.assertFalse(message.model or message.res_id)
        self.assertFalse(
            message.with_user(self.agent).search([("id", "=", message.id)])
        )
        self.assertEqual(len(mails), 1)
        self.assertEqual(mails.email_to, "office@abcholding.test")
        self.assertFalse(mails.recipient_ids)
        for words in (
            "Boiler Service",
            "Click for the service form",
            "/service/approve/",
        ):
            self.assertIn(words, mails.body_html)
        self.assertIn("The valve was changed.", mails.body_html)
        self.assertNotIn("longer pipe", mails.body_html)
        self.assertEqual(mails.attachment_ids.mimetype, "application/pdf")
        self.assertEqual(mails.attachment_ids.name, f"{form.number}-1.pdf")
        self.assertTrue(version.mailed_at)
        self.assertEqual(base64.b64decode(version.file), b"%PDF-1.4")

    def test_mail_that_fails(self):
        """Faults: a printer that is down keeps the form; it is tried again."""
        _form, version = self._sent()

        def fail(self):
            raise OSError("no printer")

        with (
            mute_logger("odoo.addons.community_helpdesk"),
            patch.object(type(version), "_print", fail),
            mute_logger(
                "odoo.addons.community_helpdesk.models.community_service_version_mail"
            ),
        ):
            version._mail_or_say_why()
        self.assertEqual(version.mail_error, "no printer")
        self.assertFalse(version.mailed_at)
        version._mail_or_say_why()
        self.assertTrue(version.mailed_at)
        self.assertFalse(version.mail_error)

    def test_real_pdf(self):
        """M35: the paper is printed, with the picture of the signature."""
        _form, version = self._sent()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf(
            "community_helpdesk.report_service_version", version.ids
        )
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))
        html, _kind = report._render_qweb_html(
            "community_helpdesk.report_service_version", version.ids
        )
        text = html.decode()
        self.assertIn("The valve was changed.", text)
        self.assertIn(version.digest, text)
        self.assertNotIn("longer pipe", text)
