from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .community_application import OPEN_STATES

# Set by what is done to an application, never by writing into it.
KEPT_BY_SYSTEM = frozenset(
    {
        "state",
        "sent_at",
        "confirmed_at",
        "waiting_since",
        "decided_at",
        "decided_by_id",
        "reason_id",
        "decision_text",
        "decision_note",
        "answered_at",
        "partner_id",
        "applicant_partner_id",
        "terms_id",
        "consent_at",
        "form_key",
        "is_erased",
        "reference",
    }
)


class CommunityApplication(models.Model):
    """What nobody may write or delete by hand, and who is the same applicant."""

    _inherit = "community.application"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kept_by_system(vals)
        applications = super().create(vals_list)
        applications.filtered(
            lambda application: application.state in OPEN_STATES
        )._refresh_matches()
        return applications

    def write(self, vals):
        self._check_kept_by_system(vals)
        return super().write(vals)

    @api.model
    def _check_kept_by_system(self, vals):
        """:raises UserError: when somebody decides by writing instead of deciding"""
        forbidden = KEPT_BY_SYSTEM & vals.keys()
        if forbidden and not self.env.su:
            labels = [
                self._fields[name]._description_string(self.env)
                for name in sorted(forbidden)
            ]
            raise UserError(
                self.env._(
                    "%(fields)s: this follows from what is done with an application. "
                    "Use the buttons to accept, reject or ask.",
                    fields=", ".join(labels),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        for application in self:
            if application.state in ("accepted", "rejected") and not (
                application.is_erased
            ):
                raise UserError(
                    self.env._(
                        "%(name)s has been decided; the decision is kept until the "
                        "personal data are erased.",
                        name=application.display_name,
                    )
                )

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]

    # ------------------------------------------------------------
    # EARLIER APPLICATIONS
    # ------------------------------------------------------------

    def _get_same_applicant_domain(self):
        """Other applications of the same person, as far as one can tell."""
        self.ensure_one()
        keys = ("email_normalized", "phone_key", "code_key")
        same = [Domain(key, "=", self[key]) for key in keys if self[key]]
        return (
            Domain.OR(same)
            & Domain("id", "!=", self._origin.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "not in", ("unconfirmed", "expired"))
        )
