import logging
from dataclasses import replace

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..tools.words import COMMERCIAL, TRANSACTIONAL, WHATSAPP

_logger = logging.getLogger(__name__)
AT_ONCE = 200
WHATSAPP_AT_ONCE = 50


class CommunityNoticeDelivery(models.Model):
    _inherit = "community.notice.delivery"

    @api.model
    def _cron_process_queue(self):
        """Hand due messages to their channels, chunk by chunk.

        A chunk is claimed, and the mails and SMS it becomes are written, in one
        transaction: a process that is killed leaves all of it or nothing.
        """
        progress = self.env["ir.cron"]._commit_progress
        seconds = progress(remaining=self.search_count(self._get_queue_domain()))
        while seconds:
            due = self._claim()
            if not due:
                break
            due._hand_over_safely()
            seconds = progress(
                len(due), remaining=self.search_count(self._get_queue_domain())
            )
            # The claim is committed before anything leaves the house: killed now, a
            # message may be lost and shows it, but it is not told twice.
            for chunk in split_every(WHATSAPP_AT_ONCE, due.ids):
                due.browse(chunk)._deliver_whatsapp()
                seconds = progress() and seconds
        self._finish_broadcasts()

    @api.model
    def _finish_broadcasts(self):
        self.env["community.notice.broadcast"].search(
            [("state", "=", "sending"), ("spread_at", "!=", False)]
        )._finish()

    @api.model
    def _get_queue_domain(self, purposes=(TRANSACTIONAL, COMMERCIAL)):
        return Domain(
            [
                ("state", "=", "queued"),
                ("handed_at", "=", False),
                ("next_try_at", "<=", fields.Datetime.now()),
                ("purpose", "in", list(purposes)),
            ]
        )

    @api.model
    def _claim(self, limit=AT_ONCE):
        """Return due messages nobody else holds; service before advertising."""
        found = self.browse()
        for purpose in (TRANSACTIONAL, COMMERCIAL):
            if len(found) < limit:
                domain = self._get_queue_domain([purpose])
                due = self.search(
                    domain, limit=limit - len(found), order="next_try_at, id"
                )
                found += due.try_lock_for_update().filtered_domain(domain)
        return found

    def _hand_over_safely(self):
        """Hand messages over; a text that cannot be written spoils only its own."""
        try:
            with self.env.cr.savepoint():
                self._hand_over()
            return
        except OperationalError:
            raise  # another transaction was quicker; the next run tries again
        except Exception:
            _logger.info("A chunk of %s messages is tried one by one.", len(self))
        for delivery in self:
            try:
                with self.env.cr.savepoint():
                    delivery._hand_over()
            except OperationalError:
                raise
            except Exception as error:
                _logger.exception("Message %s cannot be written.", delivery.id)
                delivery._set_outcome(
                    "failed", reason="template_error", detail=str(error)[:500]
                )

    def _hand_over(self):
        """Write the texts, decide once more and give them to the channels."""
        self._drop_without_record()
        rows = self.filtered(lambda row: row.state == "queued")
        texts = rows._prepare_text()
        rows = rows.filtered(lambda row: row.id in texts)
        keys = ("company_id", "channel", "purpose")
        groups = rows.grouped(
            lambda row: (*(row[key] for key in keys), row.notice_id.waits_for_morning)
        )
        for (company, channel, purpose, waits), group in groups.items():
            costs = {row.id: row._estimate_cost(texts[row.id]) for row in group}
            going = group._judge_again(company, channel, purpose, waits, costs)
            going._write_texts(texts, costs)
            getattr(going, f"_hand_over_{channel}")(texts)
        self._wake_queue()

    def _judge_again(self, company, channel, purpose, waits, costs):
        """Sort out what may not go any more; return what may go now."""
        judged = self.env["community.notice.judge"]._judge(
            self._get_recipients(),
            company,
            [channel],
            purpose,
            {channel},
            # Counted when it was queued.
            policy=replace(company._get_sending_policy(with_budget=True), cap=0),
            waits_for_morning=waits or purpose == COMMERCIAL,
            costs=costs,
        )
        going, over_budget = self.browse(), False
        for row, [(_facts, verdict)] in zip(self, judged, strict=True):
            if not verdict.goes_out:
                row._suppress(verdict.reason)
                over_budget = over_budget or verdict.reason == "budget"
            elif verdict.at:
                until = verdict.at.replace(tzinfo=None)
                row.write({"next_try_at": until, "reason": verdict.reason})
            else:
                going += row
        if over_budget:
            company._stop_for_budget()
        return going

    def _get_recipients(self):
        """Return the recipients of messages that are in the log already."""
        judge = self.env["community.notice.judge"]
        found = []
        for row in self:
            people = judge._get_recipients(row.partner_id, row.company_id, key=row.id)
            found += people or [judge._prepare_recipient(row)]
        return found

    def _drop_without_record(self):
        for model, rows in self.grouped("res_model").items():
            if not model:
                continue
            ids = rows.mapped("res_id")
            alive = (
                self.env[model].browse(ids).exists()._ids if model in self.env else ()
            )
            gone = rows.filtered(lambda row, alive=set(alive): row.res_id not in alive)
            gone._set_outcome("suppressed", reason="record_gone")

    def _suppress(self, reason):
        """Note why a waiting message does not go, and try its next channel."""
        self._set_outcome("suppressed", reason=reason)
        self._start_fallback()

    def _write_texts(self, texts, costs):
        now = fields.Datetime.now()
        for row in self:
            text = texts[row.id]
            row.write(
                {
                    key: text[key]
                    for key in ("subject", "body", "body_html")
                    if key in text
                }
                | {
                    "handed_at": now,
                    "attempts": row.attempts + 1,
                    "cost": costs[row.id],
                    "reason": False,
                    "detail": False,
                }
            )

    def _deliver_whatsapp(self):
        """Send what was claimed over WhatsApp, if there is any."""
        rows = self.filtered(
            lambda row: (
                row.channel == WHATSAPP and row.state == "queued" and row.handed_at
            )
        )
        if rows:
            rows._send_whatsapp()
