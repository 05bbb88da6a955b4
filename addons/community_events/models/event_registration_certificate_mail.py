import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

AT_ONCE = 20


class EventRegistration(models.Model):
    """Certificates by mail: asked for at once, made and sent one after another."""

    _inherit = "event.registration"

    def _queue_certificates(self):
        """Mark these seats; the job makes the papers and queues the mails."""
        # sudo: the mark is for the job alone; callers check the right.
        self.sudo().write({"certificate_due": True})
        cron = self.env.ref(
            "community_events.ir_cron_certificates", raise_if_not_found=False
        )
        if cron:
            # sudo: who asks does not run jobs.
            cron.sudo()._trigger()

    @api.model
    def _cron_send_certificates(self):
        """Goes on where it stopped; what is due is queued once."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(self._get_due_domain()))
        while due := self.search(self._get_due_domain(), limit=AT_ONCE):
            due._send_certificates()
            if not cron._commit_progress(len(due)):
                break

    @api.model
    def _get_due_domain(self):
        return [("certificate_due", "=", True)]

    def _send_certificates(self):
        """Who lost the attendance meanwhile, or has no address, is left out."""
        template = self.env.ref("community_events.mail_template_certificate")
        self.write({"certificate_due": False})
        for seat in self.filtered("has_certificate"):
            if not (seat._get_certificate_person().email or seat.email):
                continue
            try:
                with self.env.cr.savepoint():
                    template.send_mail(seat.id, force_send=False)
                    seat.certificate_sent_at = fields.Datetime.now()
            except Exception:
                _logger.exception("Certificate of seat %s cannot be sent", seat.id)
