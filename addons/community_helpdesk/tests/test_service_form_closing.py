from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_form import ServiceFormCommon, make_picture
from .common_service import MORNING


@tagged("community", "post_install", "-at_install")
class TestServiceFormClosing(ServiceFormCommon):
    def test_pending_forms(self):
        """M41, M42, M43: approved forms wait for heads, with score and hours."""
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
        link, first = version.link_hash, version.mail_mail_id
        with freeze_time(MORNING + timedelta(days=3, hours=1)):
            version._follow_up()
            self.assertFalse(version.reminded_at, "the first mail has not left yet")
            first.state = "sent"
            version._follow_up()
            reminder = version.mail_mail_id
            reminder.state = "sent"
            version._follow_up()
        self.assertNotEqual(reminder, first)
        self.assertEqual(version.mail_mail_id, reminder)
        self.assertEqual(version.link_hash, link)
        self.assertTrue(version.reminder_hash)
        with freeze_time(MORNING + timedelta(days=20)):
            version._follow_up()
            self.assertEqual(form.state, "sent")
            self.company.service_approve_days = 14
            version._follow_up()
        self.assertEqual((form.state, form.answer), ("approved", "automatic"))
