import base64
import logging

from odoo import api, fields, models
from odoo.fields import Domain

REPORT = "community_helpdesk.report_service_version"
FIRST = "community_helpdesk.mail_template_service_form"
REMINDER = "community_helpdesk.mail_template_service_form_reminder"

_logger = logging.getLogger(__name__)


class CommunityServiceVersion(models.Model):
    """The mail with the details, the PDF and the link; it leaves in the background."""

    _inherit = "community.service.version"

    def _send_soon(self):
        # sudo: the officer waits for no printer.
        self.env.ref("community_helpdesk.ir_cron_service_mails").sudo()._trigger()

    @api.model
    def _cron_send_mails(self):
        """What could not be sent is tried again the next time."""
        waiting = self.search(
            Domain("mailed_at", "=", False) & Domain("voided_at", "=", False),
            order="id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for version in waiting:
            version.try_lock_for_update()._mail_or_say_why()
            if not cron._commit_progress(1):
                break

    def _mail_or_say_why(self):
        waiting = self.filtered(lambda each: not each.mailed_at and not each.voided_at)
        for version in waiting._with_pen():
            try:
                with self.env.cr.savepoint():
                    version._mail()
            except Exception as error:
                _logger.exception("The form %s was not sent.", version.id)
                version.write({"mail_error": str(error)[:500]})

    def _mail(self):
        """The first mail of a version."""
        self.ensure_one()
        if not self.file:
            self.write({"file": self._print()})
        self._send_template(FIRST)
        self.write({"mailed_at": fields.Datetime.now(), "mail_error": False})

    def _send_template(self, name):
        template = self.env.ref(name)
        mail_id = template.send_mail(
            self.id,
            email_values={
                "email_to": self.email,
                "attachment_ids": [(4, self._get_attachment().id)],
            },
        )
        mail = self.env["mail.mail"].browse(mail_id)
        # The link is the customer's alone: who reads the form must not read the mail.
        mail.mail_message_id.write({"model": False, "res_id": 0})
        self.write({"mail_mail_id": mail.id})

    def _get_attachment(self):
        """The PDF as a file of the form; one for each version."""
        values = {
            "name": f"{self._get_file_name()}.pdf",
            "res_model": self.form_id._name,
            "res_id": self.form_id.id,
        }
        files = self.env["ir.attachment"]
        domain = Domain.AND([(name, "=", value)] for name, value in values.items())
        return files.search(domain, limit=1) or files.create(
            values | {"datas": self.file, "mimetype": "application/pdf"}
        )

    def _print(self):
        """:return: the PDF, base64"""
        reports = self.env["ir.actions.report"].with_context(lang=self._get_lang())
        content, _kind = reports._render_qweb_pdf(REPORT, self.ids)
        return base64.b64encode(content)

    def _get_file_name(self):
        return f"{self.form_id.number}-{self.version}"

    def _get_lang(self):
        """The language of the customer."""
        person = self.form_id.partner_id
        return person.lang or self.company_id.partner_id.lang or "en_US"
