from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

PREVIEW = 90


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    source_name = fields.Char("Notice or Broadcast", compute="_compute_source_name")
    text_preview = fields.Char("Text", compute="_compute_text_preview")

    @api.depends("notice_id.name", "broadcast_id.name", "occurrence")
    @api.depends_context("lang")
    def _compute_source_name(self):
        for row in self:
            # sudo: a member sees on the portal what his message was about, no more
            source = row.sudo().notice_id or row.sudo().broadcast_id
            row.source_name = source.name
            if row.broadcast_id and row.occurrence:
                row.source_name = self.env._("%(name)s (test)", name=source.name)

    @api.depends("subject", "body", "body_html")
    def _compute_text_preview(self):
        for row in self:
            text = row.subject or row.body or html2plaintext(row.body_html or "")
            text = " ".join(text.split())
            row.text_preview = text if len(text) <= PREVIEW else f"{text[:PREVIEW]}…"

    @api.depends("partner_id.display_name", "address", "channel")
    def _compute_display_name(self):
        for row in self:
            name = row.partner_id.display_name or row.address
            row.display_name = f"{row.source_name or ''} → {name or ''}".strip(" →")

    def _as_officer(self):
        """Return these messages to write to, for those who may act on them."""
        if not self.env.user.has_group("community_notify.group_notice_officer"):
            raise AccessError(
                self.env._("Only officers of notices cancel or repeat messages.")
            )
        self.check_access("read")
        # sudo: the log has no right to write for anybody; this is the one way
        return self.sudo()

    def action_cancel(self):
        """Stop messages that have not left the house."""
        self._as_officer()._recall("by_hand")

    def action_retry(self):
        """Put failed messages into the queue again, because a person wants it."""
        failed = self._as_officer().filtered(lambda row: row.state == "failed")
        failed.write(
            {
                "state": "queued",
                "reason": False,
                "handed_at": False,
                "mail_mail_id": False,
                "sms_uuid": False,
                "next_try_at": fields.Datetime.now(),
            }
        )
        failed._wake_queue()


class CommunityNotice(models.Model):
    _inherit = "community.notice"

    rule_ids = fields.One2many("community.notice.rule", "notice_id", "Timing Rules")
    delivery_count = fields.Integer(compute="_compute_delivery_count")

    def _compute_delivery_count(self):
        groups = self.env["community.notice.delivery"]._read_group(
            [("notice_id", "in", self.ids)], ["notice_id"], ["__count"]
        )
        counts = {notice.id: count for notice, count in groups}
        for notice in self:
            notice.delivery_count = counts.get(notice.id, 0)

    def action_open_messages(self):
        """Show everything this notice told."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_notify.community_notice_delivery_action"
        )
        return action | {
            "name": self.name,
            "domain": [("notice_id", "=", self.id)],
            "context": {},
        }
