from odoo import models
from odoo.exceptions import UserError


class StatementCommonWizard(models.AbstractModel):
    """Every kind of statement can also be sent by e-mail, with its own period."""

    _inherit = "statement.common.wizard"

    def action_send_by_email(self):
        """Open the composer with the statement as PDF; nothing is sent yet."""
        self.ensure_one()
        partner = self.env["res.partner"].browse(self.env.context.get("active_ids"))
        if len(partner) != 1:
            raise UserError(
                self.env._("Choose one member: each receives a statement of his own.")
            )
        template = self.env.ref("community_members.mail_template_statement")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Statement of Account"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": "res.partner",
                "default_res_ids": partner.ids,
                "default_composition_mode": "comment",
                "default_template_id": template.id,
                "default_attachment_ids": self._create_statement_pdf(partner).ids,
            },
        }

    def _create_statement_pdf(self, partner):
        """The statement as chosen in the window, as an attachment of the composer."""
        report = self._export("qweb-pdf")
        content, _extension = self.env["ir.actions.report"]._render_qweb_pdf(
            report["report_name"], partner.ids, data=report["data"]
        )
        return self.env["ir.attachment"].create(
            {
                "name": self.env._(
                    "Statement %(name)s %(date)s.pdf",
                    name=partner.name,
                    date=self.date_end,
                ),
                "raw": content,
                "mimetype": "application/pdf",
                # The composer hands it on to the message when that is sent.
                "res_model": "mail.compose.message",
                "res_id": 0,
            }
        )
