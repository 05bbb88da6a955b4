from odoo import api, fields, models

from .community_notice import CHANNELS, PURPOSES

# What a member need not see of the messages to him on the portal.
STAFF = "community_notify.group_notice_reader"
STATES = [
    ("queued", "Waiting"),
    ("sent", "Sent"),
    ("delivered", "Delivered"),
    ("read", "Read"),
    ("failed", "Failed"),
    ("suppressed", "Not sent"),
    ("cancelled", "Cancelled"),
]
REASONS = [
    ("no_address", "No address for this channel"),
    ("bad_address", "The address is wrong"),
    ("archived", "The contact is archived"),
    ("blacklisted", "The address is on the block list"),
    ("no_consent", "Has not agreed to commercial messages"),
    ("withdrawn", "Has withdrawn the consent"),
    ("registry", "The official registry refuses it"),
    ("quiet_hours", "Waits for the end of the quiet hours"),
    ("frequency_cap", "Has had enough commercial messages in this period"),
    ("budget", "The monthly budget is used up"),
    ("no_channel", "The channel is not set up"),
    ("no_template", "The notice has no text for this channel"),
    ("not_needed", "Reached over a better channel"),
    ("template_error", "The text could not be written"),
    ("record_gone", "The record does not exist any more"),
    ("no_credit", "The provider's credit is used up"),
    ("rejected", "The provider refused it"),
    ("unreachable", "The recipient cannot be reached"),
    ("expired", "Not delivered in time"),
    ("not_received", "No receipt came in time"),
    ("provider_down", "The provider did not answer"),
    ("interrupted", "Sending was interrupted; nobody knows whether it left"),
    ("by_hand", "Cancelled by a person"),
    ("copy", "Cancelled in a copy of the database"),
    ("other", "Another reason"),
]


class CommunityNoticeDelivery(models.Model):
    """One message to one recipient over one channel: the log and the queue in one."""

    _name = "community.notice.delivery"
    _description = "Message"
    _order = "id DESC"
    _rec_name = "address"

    # Emptied when the add-on of the notice is uninstalled; the message stays.
    notice_id = fields.Many2one(
        "community.notice", readonly=True, ondelete="set null", index="btree_not_null"
    )
    broadcast_id = fields.Many2one(
        "community.notice.broadcast",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Recipient",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    res_model = fields.Char("Record's Model", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    occurrence = fields.Char(
        required=True,
        default="",
        readonly=True,
        help="What makes this message one of its kind, such as a due date; the same "
        "occurrence is never told twice over the same channel.",
    )
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    purpose = fields.Selection(
        PURPOSES, required=True, default="transactional", readonly=True
    )
    state = fields.Selection(
        STATES, required=True, default="queued", readonly=True, copy=False
    )
    reason = fields.Selection(REASONS, "Why", readonly=True, copy=False)
    detail = fields.Text("Details", readonly=True, copy=False, groups=STAFF)
    address = fields.Char(readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Text(readonly=True)
    body_html = fields.Html("E-mail", readonly=True, sanitize_style=True)
    lang = fields.Char("Language", readonly=True)
    scheduled_at = fields.Datetime("Planned", readonly=True)
    next_try_at = fields.Datetime("Next Try", readonly=True, copy=False)
    handed_at = fields.Datetime(
        "Handed Over",
        readonly=True,
        copy=False,
        help="Since when the message is in the hands of its channel.",
    )
    outcome_at = fields.Datetime("Since", readonly=True, copy=False)
    attempts = fields.Integer(readonly=True, copy=False)
    provider = fields.Char(readonly=True, copy=False, groups=STAFF)
    provider_message_id = fields.Char(
        "Provider's Reference",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=STAFF,
    )
    sms_uuid = fields.Char(
        readonly=True, copy=False, index="btree_not_null", groups=STAFF
    )
    mail_mail_id = fields.Many2one(
        "mail.mail",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=STAFF,
    )
    cost = fields.Monetary(readonly=True, copy=False, groups=STAFF)
    currency_id = fields.Many2one(
        "res.currency",
        readonly=True,
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    fallback_of_id = fields.Many2one(
        "community.notice.delivery", "Instead Of", readonly=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    render_values = fields.Json(readonly=True, groups="base.group_system")

    _once = models.UniqueIndex(
        "(notice_id, res_model, res_id, COALESCE(partner_id, 0), occurrence, channel)",
        "This was told already.",
    )
    _broadcast_once = models.UniqueIndex(
        "(broadcast_id, partner_id, channel, occurrence) "
        "WHERE broadcast_id IS NOT NULL",
        "This was told already.",
    )
    _queue = models.Index(
        "(purpose, next_try_at, id) WHERE state = 'queued' AND handed_at IS NULL"
    )
    _unreceived = models.Index("(notice_id, handed_at) WHERE state = 'sent'")
    _paid = models.Index("(company_id, handed_at) WHERE cost > 0")
    _partner_log = models.Index("(partner_id, id DESC)")

    @api.model
    def _get_channels_ready(self, company):
        """Return the channels over which this company can send.

        A channel's provider adds itself here.
        """
        return {"mail", "sms"}

    def _send_whatsapp(self):
        """Send claimed WhatsApp messages and set their outcome.

        Called by the queue after the claim was committed, at most fifty at once. The
        neutral answer is that there is nobody who could send them.
        """
        self._set_outcome("failed", reason="no_channel")
