import logging

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

BATCH = 500
ERASED = {
    "email": False,
    "contact_name": False,
    "phone": False,
    "street": False,
    "zip": False,
    "birthdate_date": False,
    "identity_number": False,
    "vat": False,
    "message": False,
    "referee": False,
    "referee_id": False,
    "application_properties": False,
    "image_1920": False,
    "decision_text": False,
    "decision_note": False,
    "match_choice": False,
    "match_partner_id": False,
    "applicant_partner_id": False,
    "form_key": False,
    "is_erased": True,
}


class CommunityApplication(models.Model):
    """What nobody needs any more goes by itself."""

    _inherit = "community.application"

    @api.model
    def _cron_tidy(self):
        """Expire, delete, erase: each is found by state and date, so it can be late."""
        for (company,) in self._read_group([], ["company_id"]):
            applications = self.with_company(company)
            for step in ("_expire_unconfirmed", "_delete_expired", "_erase_decided"):
                while done := getattr(applications, step)(company):
                    self.env["ir.cron"]._commit_progress(done)

    @api.model
    def _expire_unconfirmed(self, company):
        """Nobody followed the link in time; it does not work any more either."""
        limit = fields.Datetime.now() - relativedelta(
            days=company.application_confirm_days
        )
        late = self._get_batch(
            company, [("state", "=", "unconfirmed"), ("sent_at", "<=", limit)]
        )
        late.write({"state": "expired"})
        return len(late)

    @api.model
    def _delete_expired(self, company):
        limit = fields.Datetime.now() - relativedelta(
            days=company.application_confirm_days + company.application_delete_days
        )
        old = self._get_batch(
            company, [("state", "=", "expired"), ("sent_at", "<=", limit)]
        )
        done = len(old)
        old.unlink()
        return done

    @api.model
    def _erase_decided(self, company):
        """Who was not admitted is forgotten; that somebody applied is still counted."""
        months = company.application_keep_months
        if not months:
            return 0
        limit = fields.Datetime.now() - relativedelta(months=months)
        old = self._get_batch(
            company,
            [
                ("state", "in", ("rejected", "withdrawn")),
                ("is_erased", "=", False),
                ("write_date", "<=", limit),
                "|",
                ("decided_at", "=", False),
                ("decided_at", "<=", limit),
            ],
        )
        old._erase()
        return len(old)

    @api.model
    def _get_batch(self, company, domain):
        found = self.with_context(active_test=False).search(
            [("company_id", "=", company.id), *domain], limit=BATCH, order="id"
        )
        return found.try_lock_for_update()

    def _erase(self):
        """Remove what points to a person: fields, photo, files, conversation."""
        quiet = self.with_context(tracking_disable=True)
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        files.unlink()
        self.message_ids.unlink()
        self.activity_ids.unlink()
        self.match_ids.unlink()
        quiet.write(ERASED | {"name": self.env._("Erased")})

    def action_erase(self):
        """At the request of somebody who was not admitted."""
        self._check_may_decide()
        self._lock(("rejected", "withdrawn", "expired"))
        # sudo: the right to decide includes forgetting who was not admitted.
        self.sudo()._erase()
        return True
