from collections import Counter

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools.placeholders import fill
from .community_notice import CHANNELS
from .community_notice_delivery import REASONS

AT_ONCE = 5000
SHOWN = 1000


class CommunityNoticeBroadcastPreview(models.Model):
    """How many a broadcast will reach over a channel, or why not."""

    _name = "community.notice.broadcast.preview"
    _description = "Preview of a Broadcast"
    _order = "goes_out DESC, number DESC, id"

    broadcast_id = fields.Many2one(
        "community.notice.broadcast", required=True, ondelete="cascade", index=True
    )
    goes_out = fields.Boolean()
    channel = fields.Selection(CHANNELS, required=True)
    reason = fields.Selection(REASONS, "Why Not, or Later")
    number = fields.Integer("Contacts")
    partner_ids = fields.Json()

    def action_open(self):
        """Show the contacts behind this number; the first thousand of many."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [("id", "in", self.partner_ids or [])],
            "context": {"create": False, "active_test": False},
        }

    @api.depends("channel", "reason")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for line in self:
            words = [channels.get(line.channel), reasons.get(line.reason)]
            line.display_name = ": ".join(word for word in words if word)


class CommunityNoticeBroadcast(models.Model):
    _inherit = "community.notice.broadcast"

    preview_line_ids = fields.One2many(
        "community.notice.broadcast.preview", "broadcast_id", "Preview", readonly=True
    )
    preview_at = fields.Datetime("Previewed", readonly=True, copy=False)
    preview_count = fields.Integer("Contacts Chosen", readonly=True, copy=False)
    preview_reached = fields.Integer("Will Be Reached", readonly=True, copy=False)
    sample_partner_id = fields.Many2one(
        "res.partner",
        "Show It to",
        store=False,
        compute="_compute_sample_partner_id",
        readonly=False,
        help="One of the recipients; the texts below are those this person will read.",
    )
    sample_subject = fields.Char(compute="_compute_sample")
    sample_html = fields.Html("As It Will Be Read", compute="_compute_sample")
    sample_sms = fields.Text("SMS as It Will Be Read", compute="_compute_sample")
    waiting_count = fields.Integer("Waiting", compute="_compute_results")
    sent_count = fields.Integer("Sent", compute="_compute_results")
    received_count = fields.Integer("Received", compute="_compute_results")
    failed_count = fields.Integer("Failed", compute="_compute_results")
    suppressed_count = fields.Integer("Not Sent", compute="_compute_results")

    # ------------------------------------------------------------
    # PREVIEW
    # ------------------------------------------------------------

    def action_preview(self):
        """Count who would be reached over what, and who would not and why.

        The same decision as the sending, on all recipients, in batches.
        """
        self.ensure_one()
        self.check_access("write")
        ids = self._get_readers().search(self._get_audience_domain(), order="id")._ids
        counts, people, reached = Counter(), {}, set()
        for chunk in split_every(AT_ONCE, ids):
            # sudo: addresses and consents are the system's matter from here on
            partners = self.env["res.partner"].sudo().browse(chunk)
            for recipient, answers in self._judge_audience(partners):
                for facts, verdict in answers:
                    key = (verdict.goes_out, facts.channel, verdict.reason or False)
                    counts[key] += 1
                    shown = people.setdefault(key, [])
                    if len(shown) < SHOWN:
                        shown.append(recipient.partner_id)
                    if verdict.goes_out:
                        reached.add(recipient.partner_id)
            partners.invalidate_recordset()
        self._write_preview(len(ids), len(reached), counts, people)

    def _write_preview(self, total, reached, counts, people):
        lines = [
            fields.Command.create(
                {
                    "goes_out": goes_out,
                    "channel": channel,
                    "reason": reason,
                    "number": number,
                    "partner_ids": people[goes_out, channel, reason],
                }
            )
            for (goes_out, channel, reason), number in counts.items()
        ]
        self.write(
            {
                "preview_line_ids": [fields.Command.clear(), *lines],
                "preview_at": fields.Datetime.now(),
                "preview_count": total,
                "preview_reached": reached,
            }
        )

    @api.depends("domain", "filter_id", "company_id")
    def _compute_sample_partner_id(self):
        for broadcast in self:
            broadcast.sample_partner_id = (
                broadcast._origin
                and broadcast._get_readers().search(
                    broadcast._get_audience_domain(), limit=1, order="id"
                )
            )

    @api.depends("sample_partner_id", "subject", "body_html", "sms_body")
    def _compute_sample(self):
        for broadcast in self:
            partner = broadcast.sample_partner_id
            texts = broadcast.with_context(lang=partner.lang or self.env.lang)
            words = texts._get_words(partner) if partner else {}
            safe = {word: str(escape(value)) for word, value in words.items()}
            broadcast.sample_subject = fill(texts.subject, words)
            broadcast.sample_html = Markup(fill(str(texts.body_html or ""), safe))
            broadcast.sample_sms = fill(texts.sms_body, words)

    def action_test(self):
        """Send it to oneself over every channel that has a text."""
        self.ensure_one()
        self.check_access("write")
        judge = self.env["community.notice.judge"]
        # sudo: one's own address; the log is written by the system alone
        me = self.env.user.partner_id.sudo()
        [recipient] = judge._get_recipients(me, self.company_id)
        texts = self._get_channels_with_text()
        [answers] = judge._judge(
            [recipient],
            self.company_id,
            [channel for channel in self._get_channels() if channel in texts],
            "transactional",
            texts,
            waits_for_morning=False,
            everywhere=True,
        )
        rows = [
            self._prepare_delivery(recipient, facts, verdict)
            | {"occurrence": f"test {fields.Datetime.now()}"}
            for facts, verdict in answers
            if verdict.goes_out
        ]
        if not rows:
            raise UserError(
                self.env._(
                    "There is nothing to send, or your own contact has no address."
                )
            )
        for row in rows:
            row["scheduled_at"] = row["next_try_at"] = fields.Datetime.now()
        # sudo: the log is written by the system alone
        self.env["community.notice.delivery"].sudo()._create_once(rows)._wake_queue()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The test is on its way to you."),
            },
        }

    # ------------------------------------------------------------
    # RESULTS
    # ------------------------------------------------------------

    def _compute_results(self):
        groups = self.env["community.notice.delivery"]._read_group(
            [("broadcast_id", "in", self.ids), ("occurrence", "=", "")],
            ["broadcast_id", "state"],
            ["__count"],
        )
        counts = {(row.id, state): count for row, state, count in groups}
        for broadcast in self:
            number = {
                state: counts.get((broadcast.id, state), 0)
                for state in ("queued", "sent", "failed", "suppressed", "cancelled")
            }
            received = sum(
                counts.get((broadcast.id, state), 0) for state in ("delivered", "read")
            )
            broadcast.waiting_count = number["queued"]
            broadcast.received_count = received
            broadcast.sent_count = number["sent"] + received
            broadcast.failed_count = number["failed"]
            broadcast.suppressed_count = number["suppressed"] + number["cancelled"]

    def action_open_messages(self):
        """Show the messages behind one of the numbers."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_notify.community_notice_delivery_action"
        )
        states = self.env.context.get("states")
        domain = [("broadcast_id", "=", self.id), ("occurrence", "=", "")]
        if isinstance(states, list):
            domain.append(("state", "in", [str(state) for state in states]))
        return action | {"name": self.name, "domain": domain, "context": {}}
