from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ..tools import http_guard, netgsm
from ..tools.retry_ladder import ACCEPTED, BUSY, Answer

SETTLED_AFTER = timedelta(hours=72)
JOBS_PER_CALL = 25
MOST_CALLS = 8  # the provider allows ten a minute


class ResCompany(models.Model):
    """Netgsm calls nobody back: its reports and replies are fetched."""

    _inherit = "res.company"

    @api.model
    def _cron_poll_netgsm(self):
        companies = self.search([("sms_provider", "=", "netgsm")])
        for company in companies:
            company._look_up_netgsm()
            company._poll_netgsm_reports()
            company._poll_netgsm_inbox()
            self.env["ir.cron"]._commit_progress(1)

    def _ask_netgsm(self, call, read):
        """Return what an answer says; None when there is none to be had."""
        try:
            return read(self._fetch(call))
        except (
            http_guard.BlockedError,
            http_guard.NotSentError,
            http_guard.SilentError,
        ):
            return None

    def _read_netgsm_reports(self, start, stop, job_ids=()):
        """Return all receipts of a period; None when the report is not to be had."""
        account, receipts = self._get_netgsm(), []
        for page in range(MOST_CALLS):
            call = netgsm.build_report(account, start, stop, job_ids, page)
            found = self._ask_netgsm(call, netgsm.read_report)
            if found is None:
                return None
            receipts += found
            if len(found) < netgsm.PAGE:
                return receipts
        return None

    def _poll_netgsm_reports(self):
        """Ask what became of messages that are on their way."""
        now = fields.Datetime.now()
        since = now - SETTLED_AFTER
        jobs = sorted(self._get_open_netgsm_jobs(since))
        chunks = [
            jobs[i : i + JOBS_PER_CALL] for i in range(0, len(jobs), JOBS_PER_CALL)
        ]
        if not chunks:
            return
        # A few calls at a time; where to begin moves on with the clock.
        first = int(now.timestamp() // 300) % len(chunks)
        for job_ids in (chunks[first:] + chunks[:first])[:4]:
            receipts = self._read_netgsm_reports(since, now, job_ids)
            if receipts is None:
                return
            self.env["community.notice.receipt"]._receive(
                "netgsm",
                self,
                [
                    {
                        "message_id": receipt.job_id,
                        "number": receipt.number,
                        "state": receipt.state,
                        "reason": receipt.reason,
                        "detail": receipt.detail,
                    }
                    for receipt in receipts
                    if receipt.state != "sent"
                ],
            )

    def _get_open_netgsm_jobs(self, since):
        groups = self.env["community.notice.delivery"]._read_group(
            [
                ("company_id", "=", self.id),
                ("provider", "=", "netgsm"),
                ("state", "=", "sent"),
                ("outcome_at", ">=", since),
                ("provider_message_id", "!=", False),
            ],
            ["provider_message_id"],
        )
        trackers = self.env["sms.tracker"].search(
            [
                ("provider_message_id", "!=", False),
                ("create_date", ">=", since),
                ("mail_notification_id.notification_status", "=", "pending"),
            ],
            limit=500,
        )
        return {job for (job,) in groups} | set(trackers.mapped("provider_message_id"))

    def _look_up_netgsm(self):
        """Find out whether messages left about which Netgsm fell silent."""
        now = fields.Datetime.now()
        waiting = self.env["sms.sms"].search(
            [("notice_look_up", "=", True), ("notice_next_try_at", "<=", now)],
            limit=500,
        )
        waiting = waiting.try_lock_for_update()
        waiting = waiting.filtered(lambda sms: sms._get_sms_company() == self)
        if not waiting:
            return
        start = min(waiting.mapped("write_date")) - timedelta(hours=1)
        receipts = self._read_netgsm_reports(start, now)
        if receipts is None:
            return
        jobs = {receipt.job_id for receipt in receipts}
        known = self._get_known_jobs(jobs)
        taken = defaultdict(list)
        for receipt in receipts:
            if receipt.job_id not in known:
                taken[receipt.number].append(receipt.job_id)
        gone = Answer(BUSY, "provider_down", "Netgsm has not taken the message")
        answers = {}
        for sms in waiting:
            jobs = taken[netgsm.local_number(sms.number)]
            found = Answer(ACCEPTED, message_id=jobs.pop(0)) if jobs else gone
            answers[sms.uuid] = found
        waiting._settle_look_up(answers)

    def _get_known_jobs(self, jobs):
        """Return the jobs that belong to messages whose fate is known."""
        domain = [("provider_message_id", "in", list(jobs))]
        deliveries = self.env["community.notice.delivery"].search(domain)
        trackers = self.env["sms.tracker"].search(domain)
        known = deliveries.mapped("provider_message_id")
        return set(known) | set(trackers.mapped("provider_message_id"))

    def _poll_netgsm_inbox(self):
        """Fetch what people wrote back."""
        now = fields.Datetime.now()
        call = netgsm.build_inbox(self._get_netgsm(), now - timedelta(days=1), now)
        found = self._ask_netgsm(call, netgsm.read_inbox) or []
        messages = []
        for incoming in found:
            number = netgsm.local_number(incoming.sender)
            if number:
                messages.append(
                    {
                        "sender": f"+90{number}",
                        "text": incoming.text,
                        "moment": incoming.moment,
                    }
                )
        if messages:
            self.env["community.notice.inbound"]._receive(
                "netgsm", "sms", self, messages
            )
