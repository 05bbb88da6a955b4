import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.timing import latest_due, occurrence_key, windows

_logger = logging.getLogger(__name__)
AT_ONCE = 1000


class CommunityNoticeRule(models.Model):
    _inherit = "community.notice.rule"

    @api.model
    def _cron_apply(self):
        """Tell what became due; a run that was missed is caught up by the next one."""
        progress = self.env["ir.cron"]._commit_progress
        rules = self.search([("notice_id.active", "=", True)])
        seconds = progress(remaining=len(rules))
        for rule in rules:
            if not seconds:
                break
            try:
                rule._apply()
            except Exception:
                self.env.cr.rollback()
                _logger.exception("Timing rule %s failed.", rule.id)
            seconds = progress(1)

    def _apply(self):
        """Tell everything that is due now by this rule.

        May run as often as one likes, also twice at once: each occurrence is told once.
        """
        self.ensure_one()
        now = fields.Datetime.now()
        after = max(now - timedelta(days=self.catch_up_days, hours=1), self.valid_from)
        commit = self.env["ir.cron"]._commit_progress
        last_id = 0
        while True:
            records = self._find_records(after, now, last_id)
            self._tell(records, after, now)
            if len(records) < AT_ONCE:
                break
            last_id = records[-1].id
            if not commit():
                return
        self.last_run_at = now

    def _find_records(self, after, until, last_id):
        """Return records whose date may be due, searched by the index on the date."""
        name = self.date_field_id.name
        is_date = self.date_field_id.ttype == "date"
        stretches = Domain.OR(
            Domain(name, ">=", start.date() if is_date else start)
            & Domain(name, "<=", end.date() if is_date else end)
            for start, end in windows(self._get_timing(), after, until)
        )
        model = self.env[self.model]
        domain = stretches & self._get_condition() & Domain("id", ">", last_id)
        if self.company_id and "company_id" in model._fields:
            domain &= Domain("company_id", "in", [self.company_id.id, False])
        return model.search(domain, limit=AT_ONCE, order="id")

    def _tell(self, records, after, until):
        """Tell of those records that are really due, each of its latest occurrence."""
        name, timing = self.date_field_id.name, self._get_timing()
        due = {}
        for record in records:
            repetition = latest_due(record[name], timing, after, until)
            if repetition is not None:
                due[record.id] = occurrence_key(self.id, record[name], repetition)
        if due:
            self.notice_id._queue(records.browse(due), occurrence=due)
