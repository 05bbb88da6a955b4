from odoo import api, models

MAIL_REASONS = {
    "mail_email_invalid": "bad_address",
    "mail_email_missing": "no_address",
    "mail_bl": "blacklisted",
    "mail_optout": "withdrawn",
    "mail_smtp": "provider_down",
    "mail_from_invalid": "rejected",
    "mail_from_missing": "rejected",
    "mail_spam": "rejected",
}


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Tell the log; before the mail deletes itself."""
        # sudo: the log is written by the system alone
        deliveries = self.env["community.notice.delivery"].sudo()
        deliveries = deliveries.search([("mail_mail_id", "in", self.ids)])
        if failure_type:
            deliveries._set_outcome(
                "failed",
                reason=MAIL_REASONS.get(failure_type, "other"),
                detail=failure_reason or None,
            )
        else:
            deliveries._set_outcome("sent")
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """A mail that comes back did not arrive."""
        ids = message_dict.get("bounced_msg_ids") or []
        if ids:
            # sudo: the log is written by the system alone
            deliveries = self.env["community.notice.delivery"].sudo()
            deliveries.search(
                [("channel", "=", "mail"), ("provider_message_id", "in", ids)]
            )._set_outcome("failed", reason="unreachable")
        return super()._routing_handle_bounce(email_message, message_dict)
