import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import split_every

from ..tools.words import COMMERCIAL
from .community_notice import CHANNELS, PURPOSES

AT_ONCE = 1000


class CommunityNoticeConsent(models.Model):
    """A consent that was given or withdrawn: an entry that is never edited.

    The latest entry of a contact, channel and purpose counts.
    """

    _name = "community.notice.consent"
    _description = "Consent"
    _order = "id DESC"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Who", required=True, ondelete="cascade", index=True
    )
    channel = fields.Selection(CHANNELS, required=True)
    purpose = fields.Selection(PURPOSES, required=True, default="commercial")
    state = fields.Selection(
        [("granted", "Given"), ("withdrawn", "Withdrawn")],
        "Consent",
        required=True,
        default="granted",
    )
    given_at = fields.Datetime("When", required=True, default=fields.Datetime.now)
    source = fields.Selection(
        [
            ("portal", "On the portal"),
            ("form", "On a form of the website"),
            ("paper", "On paper"),
            ("spoken", "By word or phone"),
            ("link", "With the link in a message"),
            ("reply", "With a reply to a message"),
            ("registry", "In the official registry"),
            ("import", "Taken over from another system"),
        ],
        "How",
        required=True,
        default="paper",
    )
    note = fields.Char("Proof", help="Where the proof is, such as the form's number.")
    text = fields.Text(
        "Text Agreed To", help="The words the person saw or heard when agreeing."
    )
    text_hash = fields.Char(
        "Text's Fingerprint",
        readonly=True,
        help="SHA-256 of the text; shows that it was not changed afterwards.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Recorded By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )

    _latest = models.Index("(partner_id, channel, purpose, id DESC)")

    # ------------------------------------------------------------
    # CONSTRAINS, CRUD
    # ------------------------------------------------------------

    @api.constrains("given_at")
    def _check_given_at(self):
        now = fields.Datetime.now()
        if any(consent.given_at > now for consent in self):
            raise ValidationError(
                self.env._("A consent cannot be given in the future.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Fingerprint the text and, for a withdrawal, stop what waits."""
        for values in vals_list:
            text = values.get("text") or ""
            values["text_hash"] = (
                hashlib.sha256(text.encode()).hexdigest() if text else ""
            )
            values["user_id"] = self.env.uid
        consents = super().create(vals_list)
        consents.filtered(lambda consent: consent.state == "withdrawn")._stop_queued()
        return consents

    def write(self, vals):
        """Refuse: an entry is a proof, and a proof is not edited."""
        if not self:
            return super().write(vals)
        raise UserError(
            self.env._(
                "A consent is never edited. Record what is true now as a new one."
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        raise UserError(self.env._("The history of consents is kept as a proof."))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _record(
        self,
        partners,
        channels,
        state,
        source,
        *,
        purpose=COMMERCIAL,
        note=None,
        text=None,
    ):
        """Note that contacts gave or withdrew their consent, if that is news.

        :return: the new entries.
        """
        latest = self.env["community.notice.judge"]._get_consents(
            partners.ids, channels, purpose
        )
        return self.create(
            [
                {
                    "partner_id": partner.id,
                    "channel": channel,
                    "purpose": purpose,
                    "state": state,
                    "source": source,
                    "note": note,
                    "text": text,
                }
                for partner in partners
                for channel in channels
                if latest.get((partner.id, channel)) != state
            ]
        )

    def _stop_queued(self):
        """Cancel what waits for those who have withdrawn, also in core's queues."""
        for (channel, purpose), consents in self.grouped(
            lambda consent: (consent.channel, consent.purpose)
        ).items():
            for partner_ids in split_every(AT_ONCE, consents.partner_id.ids):
                # sudo: the log and the queues are the system's
                queued = self.env["community.notice.delivery"].sudo()
                queued = queued.search(
                    [
                        ("partner_id", "in", partner_ids),
                        ("channel", "=", channel),
                        ("purpose", "=", purpose),
                        ("state", "=", "queued"),
                    ]
                )
                queued._recall("withdrawn")
