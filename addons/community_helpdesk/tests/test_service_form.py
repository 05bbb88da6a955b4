import base64
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

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
        mails = self.env["mail.mail"].search(
            [("model", "=", version._name), ("res_id", "=", version.id)]
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


@tagged("community", "post_install", "-at_install")
class TestServiceFormClosing(ServiceFormCommon):
    def test_pending_forms(self):
        """M41, M42, M43: approved forms wait for heads, with score and hours on site."""
        form = self._approved(score=8)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_service_form_action_pending"
        )
        domain = [("state", "=", "approved"), ("id", "=", form.id)]
        self.assertIn("approved", str(action["domain"]))
        seen = self._forms(self.head).search(domain)
        self.assertEqual((seen.score, seen.nps), (8, 0))
        self.assertEqual(seen.arrived_at, MORNING - timedelta(minutes=5))
        self.assertEqual(seen.departed_at, MORNING + timedelta(hours=2, minutes=5))
        asked = form.activity_ids.filtered(lambda each: each.user_id == self.head)
        self.assertEqual(len(asked), 1)
        self.assertNotIn(self.service_officer, form.activity_ids.user_id)
        view = self.env["community.service.form"].get_view(
            self.env.ref(
                "community_helpdesk.community_service_form_view_list_pending"
            ).id
        )
        for name in ("score", "arrived_at", "departed_at", "result", "action_close"):
            self.assertIn(f'name="{name}"', view["arch"])

    def test_closing(self):
        """M44, M45: closed; a support record of the visit is made and linked."""
        ticket = self._new_ticket()
        form = self._approved(fee=0.0)
        form.ticket_id = ticket
        with self.assertRaises(AccessError):
            form.with_user(self.service_officer).action_close()
        form.with_user(self.head).action_close()
        self.assertEqual((form.state, form.closed_by_id), ("closed", self.head))
        record = form.record_ids
        self.assertEqual(len(record), 1)
        self.assertEqual(record.form_id, form)
        self.assertEqual(
            (record.user_id, record.ticket_id), (self.service_officer, ticket)
        )
        self.assertEqual((record.hours, record.state), (2.0, "saved"))
        self.assertEqual(record.intervention, "The valve was changed.")
        self.assertEqual(
            (record.status_id, record.authorised_name), (self.repair, "Ayşe Demir")
        )
        self.assertEqual(record.date, fields.Date.to_date("2026-03-10"))
        self.assertFalse(form.move_id)
        self.assertFalse(form.activity_ids)
        with self.assertRaises(UserError):
            form.with_user(self.head).action_close()
        with self.assertRaises(UserError):
            form.with_user(self.service_officer).write({"result": "Something else"})
        with self.assertRaises(UserError):
            form.with_user(self.service_officer).part_ids.create(
                {"form_id": form.id, "name": "Valve"}
            )
        self.assertEqual(len(form.record_ids), 1)

    def test_fee(self):
        """M31: fee and priced parts on one draft invoice; the time costs no more."""
        form = self._approved(
            part_ids=[
                (0, 0, {"name": "Valve", "quantity": 2, "price_unit": 30.0}),
                (0, 0, {"name": "Tape"}),
            ]
        )
        contract = self._new_hours_contract()
        form.contract_id = contract
        form.with_user(self.head).action_close()
        move, record = form.move_id, form.record_ids
        self.assertEqual((move.state, move.partner_id), ("draft", self.abc))
        self.assertEqual(move.invoice_line_ids.mapped("price_subtotal"), [150.0, 60.0])
        self.assertEqual((record.coverage, record.state), ("fee", "billed"))
        self.assertEqual(record.invoice_line_id, move.invoice_line_ids[0])
        self.assertFalse(record.burnt_hours)
        self.assertFalse(record._get_to_bill())

    def test_contract_pays(self):
        """M44: without a fee the hours of the contract burn."""
        self._new_hours_contract()
        form = self._approved(fee=0.0)
        form.with_user(self.head).action_close()
        self.assertEqual(
            (form.record_ids.coverage, form.record_ids.burnt_hours), ("hours", 2.0)
        )

    def test_fee_needs_a_product(self):
        """M31: said before anything is closed, with the way out."""
        self.visit_type.product_id = False
        self.company.service_product_id = False
        form = self._approved()
        with self.assertRaises(UserError) as caught:
            form.with_user(self.head).action_close()
        self.assertIn("Boiler Service", str(caught.exception))
        self.assertEqual((form.state, len(form.record_ids)), ("approved", 0))

    def test_only_what_was_approved(self):
        """M44: neither drafts nor forms that wait or were objected to."""
        form, version = self._sent()
        for _step in range(2):
            with self.assertRaises(UserError):
                form.with_user(self.head).action_close()
            version._object("Nobody was here")
        self.assertEqual(form.state, "objected")

    def test_objection(self):
        """Domain 11.6: the officer is asked to mend it, and sends it anew."""
        form, version = self._sent()
        version._object("The valve still drips.")
        self.assertEqual(
            (form.state, form.answer_words), ("objected", "The valve still drips.")
        )
        self.assertEqual(form.activity_ids.user_id, self.service_officer)
        own = form.with_user(self.service_officer)
        own.write(
            {
                "result": "The valve was changed again.",
                "signature": make_picture(),
                "signed_by": "Ayşe Demir",
            }
        )
        own.action_send()
        self.assertEqual((form.state, form.answer_words), ("sent", False))
        self.assertFalse(form.activity_ids)
        form.version_ids[0]._approve(10)
        self.assertEqual((form.state, form.nps), ("approved", 100))

    def test_by_telephone(self):
        """Domain 11.6: a customer without mail; it is kept who says so."""
        form, _version = self._sent()
        with self.assertRaises(AccessError):
            form.with_user(self.service_officer).action_approve_by_phone()
        form.with_user(self.head).action_approve_by_phone()
        self.assertEqual(
            (form.state, form.answer, form.score), ("approved", "house", 0)
        )
        self.assertIn(self.head.name, form.message_ids[0].body)
        self.assertFalse(form.is_scored)

    def test_reminder_and_deadline(self):
        """Domain 11.6: reminded once; approved after the days that the company set."""
        with freeze_time(MORNING):
            form, version = self._sent()
            version._mail_or_say_why()
        link = version.link_hash
        with freeze_time(MORNING + timedelta(days=3, hours=1)):
            version._follow_up()
            version._follow_up()
        mails = self.env["mail.mail"].search(
            [("res_id", "=", version.id), ("model", "=", version._name)]
        )
        self.assertEqual(len(mails), 2)
        self.assertEqual(version.link_hash, link)
        self.assertTrue(version.reminder_hash)
        with freeze_time(MORNING + timedelta(days=20)):
            version._follow_up()
            self.assertEqual(form.state, "sent")
            self.company.service_approve_days = 14
            version._follow_up()
        self.assertEqual((form.state, form.answer), ("approved", "automatic"))
