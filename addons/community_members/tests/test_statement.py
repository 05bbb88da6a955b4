from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.mail.tests.common import mail_new_test_user


@tagged("post_install", "-at_install", "community")
class TestStatement(AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.company_data["company"]
        cls.treasurer, cls.officer = (
            mail_new_test_user(
                cls.env,
                login=f"statement_{role}",
                email=f"{role}@example.com",
                groups=f"community_members.group_member_{role}",
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
            )
            for role in ("finance", "officer")
        )
        cls.member = cls.env["res.partner"].create(
            {
                "name": "Ayşe Demir",
                "email": "ayse@example.com",
                "in_member_register": True,
            }
        )
        cls.init_invoice(
            "out_invoice",
            partner=cls.member,
            invoice_date=fields.Date.context_today(cls.env.user),
            amounts=[250.0],
            post=True,
        )

    def _open_wizard(self, user=None):
        """The wizard as the button on the member's screen opens it."""
        member = self.member.with_user(user or self.treasurer)
        action = member.action_open_statement()
        wizards = self.env[action["res_model"]].with_user(user or self.treasurer)
        return Form(wizards.with_context(**action["context"])).save()

    def _render(self, action):
        reports = self.env["ir.actions.report"].with_user(self.treasurer)
        report_type = action["report_type"]
        render = {
            "qweb-html": reports._render_qweb_html,
            "qweb-pdf": reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf,
            "xlsx": reports._render_xlsx,
        }[report_type]
        return render(action["report_name"], self.member.ids, data=action["data"])[0]

    def test_view(self):
        """W69, W85: the statement is viewed in the browser."""
        content = self._render(self._open_wizard().button_export_html())
        self.assertIn("Ayşe Demir", content.decode())
        self.assertIn("250.00", content.decode())

    def test_print_and_pdf(self):
        """W69, W85: the statement is printed and saved as PDF."""
        action = self._open_wizard().button_export_pdf()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(self._render(action)[:4], b"%PDF")

    def test_document(self):
        """W69, W85: the statement becomes a spreadsheet."""
        content = self._render(self._open_wizard().button_export_xlsx())
        self.assertEqual(content[:2], b"PK")

    def test_email(self):
        """W69, W85: the statement goes out by e-mail, as chosen in the window."""
        action = self._open_wizard().action_send_by_email()
        composers = self.env["mail.compose.message"].with_user(self.treasurer)
        composer = Form(composers.with_context(**action["context"])).save()
        self.assertEqual(len(composer.attachment_ids), 1)
        self.assertEqual(composer.partner_ids, self.member)
        composer._action_send_mail()
        message = self.member.message_ids[0]
        self.assertEqual(message.attachment_ids.mimetype, "application/pdf")
        self.assertEqual(message.attachment_ids.res_id, self.member.id)
        self.assertIn("Ayşe Demir", message.body)

    def test_email_one_member_only(self):
        """W69: several members never share one statement."""
        wizard = self._open_wizard()
        several = wizard.with_context(active_ids=[self.member.id, self.partner_a.id])
        with self.assertRaises(UserError):
            several.action_send_by_email()

    def test_without_debt(self):
        """W69: who owes nothing has a statement, too."""
        self.member = self.env["res.partner"].create({"name": "ნინო ბერიძე"})
        content = self._render(self._open_wizard().button_export_html())
        self.assertIn("ნინო ბერიძე", content.decode())

    def test_officer_is_refused(self):
        """W69: the statement is for the finance role."""
        with self.assertRaises(AccessError):
            self._open_wizard(self.officer)

    def test_branch_opens_its_company(self):
        """W69: a branch opens the statement of the company that owes."""
        company = self.env["res.partner"].create({"name": "Ege", "is_company": True})
        branch = self.env["res.partner"].create(
            {"name": "İzmir", "parent_id": company.id, "unit_type": "branch"}
        )
        context = branch.action_open_statement()["context"]
        self.assertEqual(context["active_ids"], company.ids)
