from ast import literal_eval
from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.placeholders import unknown_words
from .community_notice import CHANNELS, PURPOSES

PLACEHOLDERS = frozenset({"name", "first_name", "company"})


class CommunityNoticeBroadcast(models.Model):
    """One text to many contacts, chosen by a filter, sent in the background."""

    _name = "community.notice.broadcast"
    _description = "Broadcast"
    _order = "id DESC"

    name = fields.Char(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sending", "Sending"),
            ("paused", "Paused"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    purpose = fields.Selection(
        PURPOSES,
        required=True,
        default="commercial",
        help="Commercial messages reach only those who agreed to them. Call a message "
        "a service only if it belongs to what its readers asked for or signed.",
    )
    delivery_mode = fields.Selection(
        [("ladder", "First channel that works"), ("all", "All channels")],
        "Reach Over",
        required=True,
        default="ladder",
    )
    channel_first = fields.Selection(CHANNELS, "Channel", required=True, default="mail")
    channel_second = fields.Selection(CHANNELS, "Otherwise")
    channel_third = fields.Selection(CHANNELS, "Finally")
    waits_for_morning = fields.Boolean("Wait for Morning", default=True)
    subject = fields.Char(translate=True)
    body_html = fields.Html("E-mail", translate=True, sanitize_attributes=False)
    sms_body = fields.Text("SMS", translate=True)
    sms_parts = fields.Integer("SMS Parts", compute="_compute_sms_parts")
    filter_id = fields.Many2one(
        "ir.filters",
        "Saved Filter",
        domain="[('model_id', '=', 'res.partner'), '|', ('user_ids', '=', False), "
        "('user_ids', 'in', [uid])]",
        ondelete="restrict",
        index="btree_not_null",
        help="A filter of contacts that was saved as a favourite.",
    )
    domain = fields.Char("Recipients", required=True, default="[]")
    scheduled_at = fields.Datetime("Send From", copy=False)
    started_at = fields.Datetime(readonly=True, copy=False)
    spread_at = fields.Datetime("Everybody Noted", readonly=True, copy=False)
    finished_at = fields.Datetime(readonly=True, copy=False)
    last_partner_id = fields.Integer(readonly=True, copy=False)
    audience_count = fields.Integer("Recipients to Reach", readonly=True, copy=False)
    done_count = fields.Integer("Looked At", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress")

    # ------------------------------------------------------------
    # COMPUTE, CONSTRAINS
    # ------------------------------------------------------------

    @api.depends("sms_body")
    def _compute_sms_parts(self):
        for broadcast in self:
            broadcast.sms_parts = broadcast._count_sms_parts()

    @api.depends("audience_count", "done_count", "state")
    def _compute_progress(self):
        groups = self.env["community.notice.delivery"]._read_group(
            [
                ("broadcast_id", "in", self.ids),
                ("state", "=", "queued"),
                ("handed_at", "=", False),
            ],
            ["broadcast_id"],
            ["__count"],
        )
        waiting = {broadcast.id: count for broadcast, count in groups}
        for broadcast in self:
            done = max(0, broadcast.done_count - waiting.get(broadcast.id, 0))
            total = broadcast.audience_count
            finished = broadcast.state == "done"
            broadcast.progress = (
                100 if finished else min(99, 100 * done / total) if total else 0
            )

    @api.constrains("domain", "subject", "body_html", "sms_body")
    def _check_texts(self):
        for broadcast in self:
            broadcast._get_own_domain()
            texts = (
                broadcast.subject,
                str(broadcast.body_html or ""),
                broadcast.sms_body,
            )
            for text in texts:
                if words := unknown_words(text, PLACEHOLDERS):
                    raise ValidationError(
                        self.env._(
                            "Nothing can stand in for {%(word)s}. Use {name}, "
                            "{first_name} or {company}.",
                            word=words[0],
                        )
                    )

    # ------------------------------------------------------------
    # AUDIENCE
    # ------------------------------------------------------------

    def _get_channels(self):
        """Return the channels of this broadcast, best first, each once."""
        self.ensure_one()
        order = (self.channel_first, self.channel_second, self.channel_third)
        return list(dict.fromkeys(channel for channel in order if channel))

    def _get_channels_with_text(self):
        """Return the channels for which somebody wrote a text."""
        self.ensure_one()
        texts = {"mail": self.subject and self.body_html, "sms": self.sms_body}
        return {channel for channel, text in texts.items() if text}

    def _get_own_domain(self):
        try:
            domain = Domain(literal_eval(self.domain or "[]"))
            domain.validate(self.env["res.partner"])
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("The choice of recipients cannot be read.")
            ) from error
        return domain

    def _get_audience_domain(self):
        """Return whom this broadcast is for."""
        self.ensure_one()
        domain = self._get_own_domain()
        if self.filter_id:
            domain &= Domain(self.filter_id._get_eval_domain())
        return domain & Domain("company_id", "in", [self.company_id.id, False])

    def _get_readers(self):
        """Return the contacts with the rights of the person who looks, and in the
        background of the one who is responsible.

        Nobody reaches by a broadcast whom he could not have found.
        """
        return (
            self.env["res.partner"]
            .with_user(self.user_id if self.env.su else self.env.user)
            .with_company(self.company_id)
            .with_context(active_test=True, allowed_company_ids=self.company_id.ids)
        )

    def _judge_audience(self, partners):
        """Decide about these contacts; the preview and the sending ask alike."""
        judge = self.env["community.notice.judge"]
        recipients = judge._get_recipients(partners, self.company_id)
        start = max(self.scheduled_at or fields.Datetime.now(), fields.Datetime.now())
        judged = judge._judge(
            recipients,
            self.company_id,
            self._get_channels(),
            self.purpose,
            self._get_channels_with_text(),
            waits_for_morning=self.waits_for_morning,
            everywhere=self.delivery_mode == "all",
            now=start.replace(tzinfo=UTC),
        )
        return zip(recipients, judged, strict=True)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_send(self):
        """Start sending in the background."""
        self.check_access("write")
        for broadcast in self:
            broadcast._check_ready()
            readers = broadcast._get_readers()
            audience = broadcast._get_audience_domain()
            # sudo: the course of a broadcast is written by its buttons alone
            broadcast.sudo().write(
                {
                    "state": "sending",
                    "user_id": self.env.uid,
                    "started_at": fields.Datetime.now(),
                    "audience_count": readers.search_count(audience),
                }
            )
        self._wake()

    def _check_ready(self):
        if self.state != "draft":
            raise UserError(self.env._("This broadcast was sent already."))
        missing = [c for c in self._get_channels() if c not in self._get_ready_texts()]
        if missing:
            labels = dict(
                self._fields["channel_first"]._description_selection(self.env)
            )
            raise UserError(
                self.env._(
                    "There is no text for %(channel)s yet.", channel=labels[missing[0]]
                )
            )

    def _get_ready_texts(self):
        return self._get_channels_with_text()

    def action_pause(self):
        """Hold everything that has not left the house."""
        self.check_access("write")
        running = self.filtered(lambda broadcast: broadcast.state == "sending")
        running.sudo().state = "paused"  # sudo: as in action_send
        running._get_waiting().write({"next_try_at": False})

    def action_resume(self):
        """Go on where it was paused."""
        self.check_access("write")
        paused = self.filtered(lambda broadcast: broadcast.state == "paused")
        paused.sudo().state = "sending"  # sudo: as in action_send
        waiting = paused._get_waiting()
        for at, rows in waiting.grouped("scheduled_at").items():
            rows.write({"next_try_at": at})
        waiting._wake_queue()
        paused._wake()

    def action_cancel(self):
        """Stop for good; what waits is cancelled and what was sent stays in the log."""
        self.check_access("write")
        open_ones = self.filtered(lambda b: b.state in ("draft", "sending", "paused"))
        # sudo: as in action_send
        open_ones.sudo().write(
            {"state": "cancelled", "finished_at": fields.Datetime.now()}
        )
        # sudo: the log is written by the system alone
        deliveries = self.env["community.notice.delivery"].sudo()
        deliveries.search(
            [("broadcast_id", "in", self.ids), ("state", "=", "queued")]
        )._recall("by_hand")

    def _get_waiting(self):
        # sudo: the log is written by the system alone
        return (
            self.env["community.notice.delivery"]
            .sudo()
            .search(
                [
                    ("broadcast_id", "in", self.ids),
                    ("state", "=", "queued"),
                    ("handed_at", "=", False),
                ]
            )
        )

    def _wake(self):
        cron = self.env.ref("community_notify.ir_cron_spread_broadcasts")
        # sudo: only the system may wake its own jobs
        cron.sudo()._trigger()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if any(broadcast.state != "draft" for broadcast in self):
            raise UserError(
                self.env._("A broadcast that was sent is kept for the log.")
            )
