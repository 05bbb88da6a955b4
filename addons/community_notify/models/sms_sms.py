from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.retry_ladder import NEVER, UNKNOWN, Answer
from ..tools.sms_segments import count
from .sms_api_base import SmsApiProvider

CLAIM_LASTS = timedelta(minutes=15)


class SmsSms(models.Model):
    """Core's queue, with tries, a claim before sending and the way back to the log."""

    _inherit = "sms.sms"

    segments = fields.Integer("Parts", compute="_compute_segments")
    notice_attempts = fields.Integer("Tries", readonly=True, copy=False)
    notice_next_try_at = fields.Datetime("Next Try", readonly=True, copy=False)
    notice_claimed_at = fields.Datetime(readonly=True, copy=False)
    notice_look_up = fields.Boolean(
        "Looked Up First",
        readonly=True,
        copy=False,
        help="The provider fell silent: its report is read before it is asked again.",
    )

    _notice_look_up = models.Index("(notice_next_try_at) WHERE notice_look_up")
    _notice_claimed = models.Index(
        "(notice_claimed_at) WHERE notice_claimed_at IS NOT NULL"
    )

    @api.depends("body")
    def _compute_segments(self):
        for sms in self:
            sms.segments = count(sms.body or "").segments

    # ------------------------------------------------------------
    # QUEUE
    # ------------------------------------------------------------

    @api.model
    def _process_queue(self):
        """Send what waits: claim a batch, commit, send it, note what became of it.

        Instead of core's method, which sends before it commits (a process killed in
        between sends the batch again), knows no next try, and expects all messages
        to belong to one company.
        """
        self._release_interrupted()
        progress = self.env["ir.cron"]._commit_progress
        seconds = progress(remaining=self.search_count(self._get_waiting_domain()))
        while seconds:
            batch = self._claim_batch()
            if not batch:
                break
            progress()
            batch._send_claimed()
            seconds = progress(
                len(batch), remaining=self.search_count(self._get_waiting_domain())
            )

    @api.model
    def _get_waiting_domain(self):
        due = Domain("notice_next_try_at", "=", False) | Domain(
            "notice_next_try_at", "<=", fields.Datetime.now()
        )
        return due & Domain([("state", "=", "outgoing"), ("to_delete", "!=", True)])

    @api.model
    def _claim_batch(self):
        """Return waiting messages of one company that nobody else sends."""
        domain = self._get_waiting_domain()
        found = self.search(domain, limit=500, order="id")
        locked = found.try_lock_for_update().filtered_domain(domain)
        companies = locked.grouped(lambda sms: sms._get_sms_company())
        batch = next(iter(companies.values()), self.browse())
        batch = batch[: batch._get_send_batch_size()]
        batch.write({"state": "process", "notice_claimed_at": fields.Datetime.now()})
        return batch

    def _send_claimed(self):
        """Send claimed messages; receipts wait until their outcome is committed."""
        self._get_deliveries().try_lock_for_update()
        for sms_api, sms in self._split_by_api():
            sms.with_context(sms_api=sms_api)._send(
                unlink_failed=False, unlink_sent=True, raise_exception=False
            )
        self.exists().notice_claimed_at = False

    @api.model
    def _release_interrupted(self):
        """Judge messages whose sender died while it sent them."""
        limit = fields.Datetime.now() - CLAIM_LASTS
        lost = self.search(
            [("state", "=", "process"), ("notice_claimed_at", "<", limit)], limit=500
        ).try_lock_for_update()
        answer = Answer(UNKNOWN, "provider_down", "Sending was interrupted")
        for company, messages in lost.grouped(lambda x: x._get_sms_company()).items():
            repeatable = NEVER
            if company._has_own_sms_api():
                sms_api = company._get_sms_api_class()(self.env)
                sms_api._set_company(company)
                repeatable = sms_api._get_repeatable()
            results = [
                {"uuid": sms.uuid, "answer": answer, "repeatable": repeatable}
                for sms in messages
            ]
            messages._follow_answers(results)
        if lost:
            lost.notice_claimed_at = False

    def _split_by_api(self):
        others = self.browse()
        for company, messages in self.grouped(lambda x: x._get_sms_company()).items():
            if company._has_own_sms_api():
                sms_api = company._get_sms_api_class()(self.env)
                sms_api._set_company(company)
                yield sms_api, messages
            else:
                others += messages
        if others:
            yield from super(SmsSms, others)._split_by_api()

    def _get_send_batch_size(self):
        companies = self._get_sms_company() if self else self.browse()
        sizes = [
            company._get_sms_api_class().BATCH
            for company in companies
            if company._has_own_sms_api()
        ]
        return min(sizes) if sizes else super()._get_send_batch_size()

    def _send(self, unlink_failed=False, unlink_sent=True, raise_exception=False):
        if not isinstance(self.env.context.get("sms_api"), SmsApiProvider):
            self._create_missing_trackers()
        return super(SmsSms, self.with_context(notice_ladder=True))._send(
            unlink_failed=unlink_failed,
            unlink_sent=unlink_sent,
            raise_exception=raise_exception,
        )
