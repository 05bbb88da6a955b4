import base64
import binascii
import logging
from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext
from odoo.tools.image import ImageProcess

from ..tools.inside import INSIDE
from ..tools.signed_text import fingerprint, is_same_text, write_text

_logger = logging.getLogger(__name__)

REPORT = "community_subscription.action_report_contract"
PNG = b"\x89PNG\r\n\x1a\n"
SIGNATURE_LIMIT = 512 * 1024


class CommunityContract(models.Model):
    """A draft is accepted on the portal: what was read is what was signed."""

    _inherit = "community.contract"

    signed_text = fields.Text(
        readonly=True, copy=False, help="Word by word what the member has accepted."
    )

    # ------------------------------------------------------------
    # THE TEXT
    # ------------------------------------------------------------

    def _get_text_to_sign(self, schedule=None):
        """Everything that is agreed, as one string in the reader's language.

        :param schedule: rows of `_get_schedule_to_sign`, where they are known already
        """
        self.ensure_one()
        schedule = schedule or self._get_schedule_to_sign()
        plan, day = self.plan_id, fields.Date.to_string
        facts = [
            ("contract", self.name),
            ("club", self.company_id.name),
            ("member", self.partner_id.name),
            ("payer", self.payer_id.name),
            ("plan", plan.name),
            ("begins", day(self.date_start)),
            ("conditions", plan._get_portal_words()),
            ("currency", self.currency_id.name),
        ]
        facts += [
            (
                f"payment {day(row['bill_date'])}",
                f"{day(row['date_from'])} {day(row['date_to'])} "
                f"{row['amount_total']:.{self.currency_id.decimal_places}f}",
            )
            for row in schedule
        ]
        facts.append(("terms", html2plaintext(plan.terms or "")))
        return write_text(facts)

    def _get_schedule_to_sign(self):
        """Rows of the schedule as they would be laid out; nothing of it stays.

        The draft is accepted and put back: what is shown is what will be billed.
        """
        self.ensure_one()
        names = ("bill_date", "date_from", "date_to", "kind", "amount_total")
        draft = self.with_context(
            community_preview=INSIDE, tracking_disable=True, mail_notrack=True
        )
        self.env.flush_all()
        # Without flushing, because that would drop what waits for the commit.
        with closing(self.env.cr.savepoint(flush=False)):
            try:
                draft._confirm()
                return [
                    {name: row[name] for name in names}
                    for row in draft.period_ids.sorted("bill_date")
                ]
            finally:
                self.env.transaction.clear()

    def _verify_signed_text(self):
        """Whether the text that was kept is still the one that was signed."""
        self.ensure_one()
        return is_same_text(self.signed_text or "", self.signed_hash)

    # ------------------------------------------------------------
    # ACCEPTING
    # ------------------------------------------------------------

    def _accept(self, name, text_hash, ip, signature=None):
        """Accept the draft in the name of whoever is signed in.

        :param text_hash: fingerprint of the text that was on the screen
        :raises UserError: when there is nothing to accept, or it has changed
        """
        self.ensure_one()
        # Two phones at once: the second one fails on this write and is told.
        self.lock_for_update(allow_referencing=True)
        if self.state != "draft" or not self.offered_on:
            raise UserError(self.env._("This contract was accepted already."))
        if reasons := self._get_accept_refusals():
            raise UserError(" ".join(reasons))
        text = self._get_text_to_sign()
        if not is_same_text(text, text_hash):
            raise UserError(
                self.env._("The contract has changed meanwhile. Read it once more.")
            )
        self.write(
            {
                "signature": self._read_signature(signature),
                "signed_by": self._read_signer(name),
                "signed_on": fields.Datetime.now(),
                "signed_ip": ip,
                "signed_text": text,
                "signed_hash": fingerprint(text),
            }
        )
        self._confirm()
        self.env.flush_all()
        self._keep_accepted()

    def _get_accept_refusals(self):
        """Why the draft cannot be accepted now; none: it can.

        No invoice before admission; and who bought it himself may still buy it.
        """
        self.ensure_one()
        plan, member = self.plan_id, self.partner_id
        if plan.grants_membership and not member._is_admitted():
            return [
                self.env._("Once your application is decided you can accept it here.")
            ]
        if not self.is_bought_online:
            return []
        if self.date_start < fields.Date.context_today(self):
            return [self.env._("The chosen day is over. Choose another one to begin.")]
        return plan._get_purchase_refusals(member, self.date_start)

    def _read_signer(self, name):
        name = " ".join(str(name or "").split())[:100]
        if len(name) < 2:
            raise UserError(self.env._("Type your name."))
        return name

    def _read_signature(self, signature):
        """The drawing as the signing form sends it: a small PNG, in base64."""
        if not self.plan_id.require_signature:
            return False
        try:
            content = base64.b64decode(str(signature or ""), validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if not self._is_drawing(content):
            raise UserError(self.env._("Please draw your signature."))
        return base64.b64encode(content)

    @api.model
    def _is_drawing(self, content):
        """A picture with a stroke in it; the empty sheet is no signature."""
        if not content.startswith(PNG) or len(content) > SIGNATURE_LIMIT:
            return False
        try:
            image = ImageProcess(content).image
            return bool(image.convert("RGBA").getbbox(alpha_only=True))
        except (UserError, OSError, ValueError, SyntaxError):
            return False

    def _keep_accepted(self):
        """The paper for both sides: kept with the contract and mailed."""
        self.ensure_one()
        attachment = self._make_contract_pdf()
        self.member_document_ids |= attachment
        self.message_post(
            body=self.env._(
                "Accepted on the portal by %(name)s. Fingerprint of the text: %(hash)s",
                name=self.signed_by,
                hash=self.signed_hash,
            ),
            author_id=self.env.user.partner_id.id,
            attachment_ids=attachment.ids,
        )
        self.env["community.notice"]._send(
            "contract_accepted", self, partners=self.payer_id
        )

    def _make_contract_pdf(self):
        """The signed contract as a file; without it the acceptance still holds."""
        attachments = self.env["ir.attachment"]
        if not self.env.ref(REPORT, raise_if_not_found=False):
            return attachments
        try:
            with self.env.cr.savepoint():
                pdf, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
                    REPORT, self.ids
                )
        except Exception:  # a letterhead somebody has broken, a missing program
            _logger.exception("The PDF of contract %s could not be made.", self.name)
            return attachments
        return attachments.create(
            {
                "name": f"{self.name.replace('/', '-')}.pdf",
                "raw": pdf,
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )

    def _decline_offer(self, reason):
        """The member says no: the draft stays with the club, with the reason."""
        self.ensure_one()
        if self.state != "draft":
            raise UserError(self.env._("This contract was accepted already."))
        self._with_pen().write({"offered_on": False, "is_bought_online": False})
        self.message_post(
            body=self.env._(
                "Refused on the portal by %(name)s: %(reason)s",
                name=self.env.user.name,
                reason=(reason or "").strip()[:500] or self.env._("no reason given"),
            ),
            author_id=self.env.user.partner_id.id,
        )
