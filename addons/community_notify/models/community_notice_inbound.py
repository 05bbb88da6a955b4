import hashlib
from datetime import UTC, datetime, timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger, plaintext2html

from ..tools.stop_words import is_stop
from ..tools.words import COMMERCIAL, TRANSACTIONAL

MEMORY = timedelta(days=30)


class CommunityNoticeInbound(models.Model):
    """What somebody answered to us by SMS or WhatsApp."""

    _name = "community.notice.inbound"
    _description = "Reply"
    _order = "received_at DESC, id DESC"
    _rec_name = "address"

    channel = fields.Selection(
        [("sms", "SMS"), ("whatsapp", "WhatsApp")], required=True, readonly=True
    )
    provider = fields.Char(required=True, readonly=True)
    message_id = fields.Char("Provider's Reference", required=True, readonly=True)
    address = fields.Char("From", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Who",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    delivery_id = fields.Many2one(
        "community.notice.delivery",
        "Answers",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    body = fields.Text("Text", readonly=True)
    kind = fields.Selection(
        [("stop", "Wants no more"), ("reply", "Reply")],
        "Meaning",
        required=True,
        default="reply",
        readonly=True,
    )
    received_at = fields.Datetime("Received", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )

    _once = models.UniqueIndex("(provider, message_id)", "This reply is known already.")
    _window = models.Index("(address, received_at)")

    @api.model
    def _receive(self, provider, channel, company, messages):
        """Take in what people wrote, each message once.

        :param messages: dicts with sender (a number), text, and perhaps message_id,
            timestamp and answers (the provider's number of the message answered).
        """
        rows = {}
        for message in messages:
            values = self._prepare_inbound(provider, channel, company, message)
            rows.setdefault(values["message_id"], values)
        known = self.search(
            [("provider", "=", provider), ("message_id", "in", list(rows))]
        )
        for message_id in known.mapped("message_id"):
            rows.pop(message_id, None)
        replies = self._create_new(list(rows.values()))
        for reply in replies:
            if reply.kind == "stop":
                reply._withdraw()
            else:
                reply._tell_staff()
        return replies

    @api.model
    def _create_new(self, rows):
        """Create replies that another call may be writing just now."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self.create(rows)
        except UniqueViolation:
            if len(rows) == 1:
                return self.browse()
        return self.union(*(self._create_new([row]) for row in rows))

    def _prepare_inbound(self, provider, channel, company, message):
        address = "+" + message["sender"].lstrip("+")
        text = (message.get("text") or "")[:4096]
        now = fields.Datetime.now()
        moment = now
        if message.get("timestamp"):
            written = datetime.fromtimestamp(message["timestamp"], UTC)
            moment = min(written.replace(tzinfo=None), now)
        delivery = self._find_delivery(
            channel, company, address, message.get("answers")
        )
        partner = delivery.partner_id or self._find_partners(address)[:1]
        made_up = f"{address} {message.get('moment', moment)} {text}"
        return {
            "provider": provider,
            "channel": channel,
            "company_id": company.id,
            "message_id": message.get("message_id")
            or hashlib.sha256(made_up.encode()).hexdigest(),
            "address": address,
            "body": text,
            "kind": "stop" if is_stop(text) else "reply",
            "received_at": moment,
            "delivery_id": delivery.id,
            "partner_id": partner.id,
        }

    def _find_delivery(self, channel, company, address, answers):
        """Return the message that is answered: the one named, or else the last one."""
        Delivery = self.env["community.notice.delivery"]
        ours = [("company_id", "=", company.id), ("channel", "=", channel)]
        if answers:
            found = Delivery.search(
                ours + [("provider_message_id", "=", answers)], limit=1
            )
            if found:
                return found
        return Delivery.search(
            ours
            + [
                ("address", "=", address),
                ("state", "in", ("sent", "delivered", "read")),
                ("outcome_at", ">=", fields.Datetime.now() - MEMORY),
            ],
            order="id DESC",
            limit=1,
        )

    def _find_partners(self, address):
        return self.env["res.partner"].search([("phone_sanitized", "=", address)])

    def _withdraw(self):
        """Whoever says stop gets no more advertising; on WhatsApp nothing at all."""
        partners = self.partner_id | self._find_partners(self.address)
        purposes = [COMMERCIAL]
        if self.channel == "whatsapp":
            purposes.append(TRANSACTIONAL)
        for purpose in purposes:
            self.env["community.notice.consent"]._record(
                partners,
                [self.channel],
                "withdrawn",
                "reply",
                purpose=purpose,
                note=self.message_id,
                text=self.body,
            )
        for partner in partners:
            partner.message_post(
                body=self.env._(
                    "Wrote “%(text)s” and gets no more messages of this kind over "
                    "%(channel)s.",
                    text=self.body,
                    channel=self._get_channel_name(),
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _tell_staff(self):
        """Show the reply on the contact, and ask somebody to answer it."""
        if not self.partner_id:
            return
        self.partner_id.message_post(
            body=plaintext2html(
                f"{self._get_channel_name()}: {self.body or self.env._('(no text)')}"
            ),
            author_id=self.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        summary = self.env._("Answer on %(channel)s", channel=self._get_channel_name())
        user = self._get_responsible()
        waiting = self.partner_id.activity_ids.filtered(
            lambda activity: activity.summary == summary and activity.user_id == user
        )
        if user and not waiting:
            self.partner_id.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=summary,
                note=plaintext2html(self.body or ""),
            )

    def _get_responsible(self):
        """Whoever looks after the contact, or else whom the settings name."""
        named = self.company_id.notice_reply_user_id
        chosen = self.partner_id.user_id or named
        return chosen if chosen.active and not chosen.share else named

    def _get_channel_name(self):
        return dict(self._fields["channel"]._description_selection(self.env))[
            self.channel
        ]
