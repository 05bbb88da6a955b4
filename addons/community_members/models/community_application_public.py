import base64
import hashlib
import logging

from dateutil.relativedelta import relativedelta
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import hash_sign, mute_logger, verify_hash_signed

_logger = logging.getLogger(__name__)

CONFIRM, STATUS = (
    "community_members.application.confirm",
    "community_members.application",
)


class CommunityApplication(models.Model):
    """What the applicant does: send, confirm, answer, withdraw. No log-in needed.

    These methods run with the rights of the system after a controller has checked the
    signed link; none of them can be called by RPC.
    """

    _inherit = "community.application"

    # ------------------------------------------------------------
    # SIGNED LINKS
    # ------------------------------------------------------------

    def _make_token(self, scope, **validity):
        """A link that holds for this address only and for some time."""
        self.ensure_one()
        # sudo: the secret is read for signing and never leaves the server.
        return hash_sign(
            self.sudo().env,
            scope,
            [self.id, self.email_normalized],
            expiration=relativedelta(**validity) + fields.Datetime.now(),
        )

    @api.model
    def _find_by_token(self, scope, token):
        """The application of a genuine and fresh link, else empty."""
        # sudo: the link is the right to see this one application.
        sudo = self.sudo()
        try:
            found = verify_hash_signed(sudo.env, scope, token)
        except ValueError:
            found = None
        if not found:
            return sudo.browse()
        application_id, email = found
        return sudo.search(
            [
                ("id", "=", application_id),
                ("email_normalized", "=", email),
                ("is_erased", "=", False),
            ]
        )

    def _get_confirm_url(self):
        days = self.company_id.application_confirm_days
        token = self._make_token(CONFIRM, days=days)
        return f"{self.get_base_url()}/membership/application/confirm/{token}"

    def _get_status_url(self):
        days = self.company_id.application_link_days
        token = self._make_token(STATUS, days=days)
        return f"{self.get_base_url()}/membership/application/{token}"

    # ------------------------------------------------------------
    # SEND
    # ------------------------------------------------------------

    @api.model
    def _submit(self, values, form_key):
        """Keep what was sent and write to the address to have it confirmed.

        The same form sent twice is one application. Sent again with something changed
        (a mistyped address, say) while nothing is confirmed yet, it is corrected.

        :param form_key: what the form carried; the same for every try to send it
        """
        # sudo: strangers have no rights; the controller has checked every value.
        applications = self.sudo()
        key = hashlib.sha256(form_key.encode()).hexdigest()[:40]
        sent = applications.search([("form_key", "=", key)])
        if sent:
            return sent._correct(values)
        values = values | {
            "form_key": key,
            "state": "unconfirmed",
            "confirmed_at": False,
            "consent_at": fields.Datetime.now(),
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                sent = applications.create(values)
        except UniqueViolation:
            # The second click of a double click; the first one does the work.
            _logger.info("An application form came twice at the same moment.")
            return applications.browse()
        sent._notify("application_received_confirm")
        return sent

    def _correct(self, values):
        if self.state == "unconfirmed":
            before = self.email_normalized
            self.write(values)
            if self.email_normalized != before:
                self._notify("application_received_confirm", self.email_normalized)
        return self

    # ------------------------------------------------------------
    # CONFIRM
    # ------------------------------------------------------------

    def _confirm(self):
        """From now on the application counts, because its address is real.

        :return: the day on which one may apply again, when a rejection is too fresh
        """
        self.ensure_one()
        if self.state != "unconfirmed":
            return None
        until = self._get_cooldown_end()
        if until:
            return until
        self.lock_for_update()
        self.write({"state": "pending", "confirmed_at": fields.Datetime.now()})
        self._refresh_matches()
        self._notify("application_received")
        return None

    def _get_cooldown_end(self):
        """The day until which this person may not apply again for this category.

        It is told to whoever has proven to own the address, and to nobody else.
        """
        days = self.category_id.application_cooldown_days
        if not days:
            return None
        same = Domain("email_normalized", "=", self.email_normalized) & Domain(
            "name_key", "=", self.name_key
        )
        if self.code_key:
            same |= Domain("code_key", "=", self.code_key)
        last = self.search(
            same
            & Domain("state", "=", "rejected")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("category_id", "=", self.category_id.id),
            order="decided_at DESC",
            limit=1,
        )
        if not last:
            return None
        decided = fields.Datetime.context_timestamp(self, last.decided_at).date()
        until = decided + relativedelta(days=days)
        return until if until > fields.Date.context_today(self) else None

    # ------------------------------------------------------------
    # ANSWER, WITHDRAW
    # ------------------------------------------------------------

    def _answer(self, text, files):
        """What was asked for is here: back to those who decide.

        :param files: pairs of name and content, checked by the controller
        """
        self.ensure_one()
        self.lock_for_update()
        self.message_post(
            body=text,
            attachments=files,
            subtype_xmlid="mail.mt_note",
            email_from=self.email,
            author_id=self.applicant_partner_id.id or False,
            partner_ids=self.user_id.partner_id.ids,
        )
        self.write({"state": "pending", "answered_at": fields.Datetime.now()})

    def _withdraw(self):
        self.ensure_one()
        if self.state in ("unconfirmed", "pending", "more_info", "waiting"):
            self.lock_for_update()
            confirmed = self.confirmed_at or fields.Datetime.now()
            self.write({"state": "withdrawn", "confirmed_at": confirmed})
            self.message_post(body=self.env._("Withdrawn by the applicant."))

    def _set_photo(self, content):
        self.image_1920 = base64.b64encode(content)

    # ------------------------------------------------------------
    # NOTICES
    # ------------------------------------------------------------

    def _notify(self, code, occurrence=None):
        """Tell the applicant; every outcome goes through here.

        :param occurrence: what makes it another one, where it may come twice
        """
        self.ensure_one()
        if not self.email:
            return
        self.env["community.notice"]._send(
            code,
            self,
            occurrence=str(occurrence) if occurrence else None,
            values={"text": self.decision_text or ""},
        )
