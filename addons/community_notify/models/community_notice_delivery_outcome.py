from datetime import timedelta

from odoo import api, fields, models

from ..tools.words import may_become

INTERRUPTED_AFTER = timedelta(hours=1)
AT_ONCE = 500


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    def _set_outcome(
        self, state, reason=None, detail=None, provider_message_id=None, cost=None
    ):
        """Note what became of these messages.

        Never goes back: a late receipt does not turn "delivered" into "sent". A failure
        hands the message to the next channel of its notice.

        :return: the messages that changed.
        """
        changed = self.filtered(lambda delivery: may_become(delivery.state, state))
        values = {
            "state": state,
            "reason": reason,
            "detail": detail,
            "outcome_at": fields.Datetime.now(),
        }
        if provider_message_id is not None:
            values["provider_message_id"] = provider_message_id
        if cost is not None:
            values["cost"] = cost
        changed.write(values)
        if state == "failed" and reason != "interrupted":
            changed._start_fallback()
        if state in ("delivered", "read"):
            changed._cancel_fallback()
        return changed

    def _postpone(self, until, detail=None):
        """Give claimed messages back to the queue, to be tried again later."""
        waiting = self.filtered(lambda delivery: delivery.state == "queued")
        waiting.write({"handed_at": False, "next_try_at": until, "detail": detail})
        waiting._wake_queue()

    def _get_ladder(self):
        """Return the channels that come after the one of this message."""
        self.ensure_one()
        source = self.notice_id or self.broadcast_id
        if not source or source.delivery_mode == "all":
            return []
        ladder = source._get_channels()
        if self.channel not in ladder:
            return []
        return ladder[ladder.index(self.channel) + 1 :]

    def _start_fallback(self):
        """Hand messages that do not arrive to the next channel that works."""
        rows = []
        keys = ("company_id", "purpose", "notice_id", "broadcast_id", "channel")
        for group in self.grouped(lambda row: tuple(row[k] for k in keys)).values():
            first = group[0]
            ladder = first._get_ladder()
            if not ladder:
                continue
            source = first.notice_id or first.broadcast_id
            company = first.company_id
            recipients = group._get_recipients()
            judged = self.env["community.notice.judge"]._judge(
                recipients,
                company,
                ladder,
                first.purpose,
                source._get_channels_with_text(),
                waits_for_morning=source.waits_for_morning,
            )
            for row, recipient, answers in zip(group, recipients, judged, strict=True):
                rows += [
                    self._prepare_row(recipient, facts, verdict, company)
                    | row._prepare_fallback()
                    for facts, verdict in answers
                ]
        self._create_once(rows)._wake_queue()

    def _prepare_fallback(self):
        """Return what the message over the next channel takes over from this one."""
        return {
            "fallback_of_id": self.id,
            "notice_id": self.notice_id.id,
            "broadcast_id": self.broadcast_id.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "occurrence": self.occurrence,
            # sudo: what only the system reads
            "render_values": self.sudo().render_values,
        }

    def _cancel_fallback(self):
        """Stop what waits on the next channel: the first one arrived after all."""
        self.search(
            [
                ("fallback_of_id", "in", self.ids),
                ("state", "=", "queued"),
                ("handed_at", "=", False),
            ]
        )._set_outcome("cancelled", reason="not_needed")

    @api.model
    def _cron_check_receipts(self):
        """Try the next channel for what nobody received, and find lost claims."""
        now = fields.Datetime.now()
        notices = self.env["community.notice"].search([("fallback_hours", ">", 0)])
        for notice in notices:
            self.search(
                [
                    ("notice_id", "=", notice.id),
                    ("state", "=", "sent"),
                    ("channel", "in", ("sms", "whatsapp")),
                    ("handed_at", "<=", now - timedelta(hours=notice.fallback_hours)),
                ],
                limit=AT_ONCE,
            ).try_lock_for_update()._set_outcome("failed", reason="not_received")
        self.search(
            [
                ("state", "=", "queued"),
                ("channel", "=", "whatsapp"),
                ("handed_at", "<=", now - INTERRUPTED_AFTER),
            ],
            limit=AT_ONCE,
        ).try_lock_for_update()._set_outcome("failed", reason="interrupted")

    def _recall(self, reason):
        """Cancel waiting messages, also those that lie in core's queues.

        What a provider is just taking cannot be called back; its record is locked and
        keeps its fate.
        """
        waiting = self.filtered(lambda row: row.state == "queued")
        free = waiting.filtered(lambda row: not row.handed_at)
        handed = waiting - free
        mails = handed.mail_mail_id.try_lock_for_update()
        mails = mails.filtered(lambda mail: mail.state == "outgoing")
        mails.write({"state": "cancel"})
        uuids = [uuid for uuid in handed.mapped("sms_uuid") if uuid]
        texts = (
            self.env["sms.sms"].search([("uuid", "in", uuids)]).try_lock_for_update()
        )
        texts = texts.filtered(lambda sms: sms.state == "outgoing")
        texts.write({"state": "canceled"})
        stopped = set(texts.mapped("uuid"))
        free += handed.filtered(
            lambda row: row.mail_mail_id in mails or row.sms_uuid in stopped
        )
        return free._set_outcome("cancelled", reason=reason, cost=0)
