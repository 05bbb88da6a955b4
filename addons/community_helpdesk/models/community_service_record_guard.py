import logging

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..tools.service_time import get_forgotten_stop

_logger = logging.getLogger(__name__)


class CommunityServiceRecord(models.Model):
    """Clocks that nobody stopped stop at their limit and ask to be corrected."""

    _inherit = "community.service.record"

    @api.model
    def _cron_stop_forgotten(self):
        # sudo: clocks of every officer and company.
        intervals = self.env["community.service.interval"].sudo()
        running = intervals.search([("stop", "=", False)], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(running))
        for stretch in running:
            stretch = stretch.try_lock_for_update().filtered(lambda one: not one.stop)
            try:
                with self.env.cr.savepoint():
                    self._stop_if_forgotten(stretch)
            except Exception:
                _logger.exception("The clock %s was not stopped.", stretch.id)
            if not cron._commit_progress(1):
                break

    @api.model
    def _stop_if_forgotten(self, stretch):
        """Stop a clock that ran beyond its limit.

        :return: whether it was stopped
        """
        # sudo: limits are settings of the company.
        record = stretch.sudo().record_id
        company, officer = record.company_id, record.user_id
        stop = stretch and get_forgotten_stop(
            stretch.start,
            fields.Datetime.now(),
            company.service_max_hours,
            company.service_day_end,
            officer.tz or "UTC",
        )
        if not stop:
            return False
        stretch._with_pen().write({"stop": stop, "is_forgotten": True})
        record._refresh_time()
        self._tell_clock(officer)
        if record._is_seen_by(officer):
            record._ask_to_correct(stop)
        return True

    def _is_seen_by(self, officer):
        """Whether he may still see it: its ticket may have become confidential."""
        self.ensure_one()
        if not officer.active or self.company_id not in officer.company_ids:
            return False
        seen = self.with_user(officer)
        seen = seen.with_context(allowed_company_ids=self.company_id.ids)
        return seen.has_access("read")

    def _ask_to_correct(self, stop):
        """An activity for the officer, once for each forgotten clock."""
        self.ensure_one()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Correct the time"),
            note=self.env._(
                "Nobody stopped the clock. It was stopped at %(moment)s.",
                moment=format_datetime(self.env, stop, tz=self.user_id.tz or "UTC"),
            ),
            user_id=self.user_id.id,
        )

    @api.model
    def _guard_own_clock(self):
        """At login and whenever the clock is looked at."""
        running = self._find_running(self.env.user)
        if running:
            self._stop_if_forgotten(running)
