from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_form import ServiceFormCommon, make_picture
from .common_service import MORNING

PLAN_LOG = "odoo.addons.community_helpdesk.models.community_service_visit_plan"


@tagged("community", "post_install", "-at_install")
class TestServiceFormAttacks(ServiceFormCommon):
    """What somebody tries who wants a form approved, or paid by somebody else."""

    def test_defaults_forge_nothing(self):
        """M40, attack: neither a context nor a default of the user's own makes a form,
        a record or a ticket that is approved, billed or scored."""
        forged = {
            "default_state": "approved",
            "default_score": 10,
            "default_answer": "approved",
            "default_closed_by_id": self.head.id,
        }
        vals = {"partner_id": self.ali.id, "date_from": MORNING}
        form = self._forms().with_context(**forged).create(vals)
        self.assertEqual((form.state, form.score, form.answer), ("draft", 0, False))
        self.assertFalse(form.closed_by_id)
        defaults = self.env["ir.default"].with_user(self.service_officer)
        defaults.set("community.service.form", "state", "approved", user_id=True)
        self.assertEqual(self._forms().create(vals).state, "draft")
        record = self._records().with_context(
            default_state="billed", default_burnt_hours=-5, service_without_clock=True
        )
        made = record.create({"partner_id": self.ali.id})
        self.assertEqual((made.state, made.burnt_hours), ("paused", 0.0))
        secret = self._new_ticket("Secret", group_id=self.legal.id)
        tickets = self.env["community.ticket"].with_user(self.agent)
        probe = tickets.with_context(
            default_follows_id=secret.id,
            default_merged_into_id=secret.id,
            default_score=5,
        ).create({"name": "Probe"})
        self.assertFalse(probe.follows_id or probe.merged_into_id or probe.score)

    def test_invoice_is_the_customers(self):
        """M31, attack: an officer cannot let another account pay."""
        form = self._approved()
        own = form.with_user(self.service_officer)
        with self.assertRaises(UserError):
            own.write({"account_id": self.stranger.id})
        form.with_user(self.head).action_close()
        self.assertEqual(form.move_id.partner_id, self.abc)
        self.assertEqual(form.move_id.currency_id, self.company.currency_id)
        with self.assertRaises(UserError):
            form.record_ids.with_user(self.service_officer).write(
                {"account_id": self.stranger.id}
            )

    def test_signature_behind_the_form(self):
        """M40, attack: the bytes of signature and photos are changed on the form."""
        form = self._approved(photo_ids=[(0, 0, {"image": make_picture()})])
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "in", (form._name, form.photo_ids._name)),
                ("res_id", "in", (form.id, form.photo_ids.id)),
                ("res_field", "in", ("signature", "image")),
            ]
        )
        self.assertEqual(len(files), 2)
        for file in files.with_user(self.service_officer):
            with self.assertRaises(AccessError):
                file.write({"datas": make_picture((9, 9))})
            with self.assertRaises(AccessError):
                file.unlink()

    def test_deleted_draft(self):
        """M31: a deleted draft is made anew, once, by a head of support."""
        form = self._approved()
        form.with_user(self.head).action_close()
        form.move_id.unlink()
        self.assertEqual(form.record_ids.state, "saved")
        with self.assertRaises(AccessError):
            form.with_user(self.service_officer).action_invoice()
        form.with_user(self.head).action_invoice()
        move = form.move_id
        self.assertEqual(move.amount_untaxed, 150.0)
        self.assertEqual(form.record_ids.state, "billed")
        form.with_user(self.head).action_invoice()
        self.assertEqual(form.move_id, move)

    def test_objection_is_text(self):
        """Domain 11.6, attack: the customer's words are no page of his own; an officer
        who is gone is not asked, his heads are."""
        form, version = self._sent()
        version._object('<a href="https://evil.example">Log in</a>')
        self.assertNotIn("<a href", form.activity_ids.note)
        gone, other = self._sent()
        self.service_officer.active = False
        other._object("Not so.")
        self.assertIn(self.head, gone.activity_ids.user_id)
        self.assertNotIn(self.service_officer, gone.activity_ids.user_id)

    def test_contacts_of_another_company(self):
        """Company: the phone names no contact that the officer may not see."""
        self.env["res.partner"].create(
            {
                "name": "Of the Others",
                "parent_id": self.abc.id,
                "company_id": self.other_company.id,
            }
        )
        found = self._forms()._find_customers("ABC Holding")
        self.assertNotIn("Of the Others", str(found))

    def test_one_bad_plan(self):
        """Domain 11.7, faults: a plan that cannot be does not stop the others."""
        values = {
            "partner_id": self.abc.id,
            "type_id": self.visit_type.id,
            "date_start": date.today() + timedelta(days=1),
        }
        plans = self.env["community.service.visit.plan"].create([values, values])
        real = type(plans)._make_forms

        def fail(plan, days):
            if plan == plans[0]:
                raise ValueError(plan)
            return real(plan, days)

        progress = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_o: 1.0
        )
        bad = patch.object(type(plans), "_make_forms", fail)
        with progress, bad, mute_logger(PLAN_LOG):
            plans._cron_make_visits()
        self.assertFalse(plans[0].form_ids)
        self.assertTrue(plans[1].form_ids)
        officers = plans[1].form_ids.user_id
        self.assertNotIn(self.env.ref("base.user_root"), officers)

    def test_archived_officer_of_a_plan(self):
        """Domain 11.7: visits of an officer who left go to somebody who is there."""
        plan = self.env["community.service.visit.plan"].create(
            {
                "partner_id": self.abc.id,
                "type_id": self.visit_type.id,
                "user_id": self.service_officer.id,
                "date_start": date.today() + timedelta(days=1),
            }
        )
        self.service_officer.active = False
        made = plan._make_visits()
        self.assertTrue(made)
        self.assertTrue(all(made.user_id.mapped("active")))
