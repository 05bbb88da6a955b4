from odoo import fields, models
from odoo.exceptions import UserError


class CommunityServiceRecord(models.Model):
    """Times that are put right: with a reason, and with a trace."""

    _inherit = "community.service.record"

    def action_correct(self):
        """Ask for the right times and the reason."""
        self.ensure_one()
        self.check_access("write")
        self._check_unbilled()
        last = self.interval_ids.filtered("stop")[-1:]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct the Time"),
            "res_model": "community.service.correct",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_record_id": self.id,
                "default_interval_id": last.id,
            },
        }

    def _correct_time(self, interval, times, reason):
        """Change, add or remove a stretch, and leave a trace.

        :param interval: empty to add one
        :param times: (start, stop); both False to remove it
        :raises UserError: for times that cannot be, or a record that is billed
        """
        self.ensure_one()
        self.check_access("write")
        self._check_unbilled()
        self._check_times(interval, times)
        self._lock_clock(self.user_id)
        self._check_elsewhere(interval, times)
        before = (interval.start, interval.stop)
        stretch = interval._with_pen()
        if not times[0]:
            stretch.unlink()
        else:
            vals = {"start": times[0], "stop": times[1], "is_forgotten": False}
            if interval:
                stretch.write(vals)
            else:
                stretch.create(
                    vals | {"record_id": self.id, "user_id": self.user_id.id}
                )
        self._trace(before, times, reason)
        self._after_correction()

    def _check_times(self, interval, times):
        start, stop = times
        if interval and (interval.record_id != self or not interval.stop):
            raise UserError(self.env._("Stop the clock first."))
        if not start and not stop and interval:
            return
        if not start or not stop or stop < start or stop > fields.Datetime.now():
            raise UserError(
                self.env._("The time ends after it begins, and not in the future.")
            )

    def _check_elsewhere(self, interval, times):
        """:raises UserError: when the officer served somebody else at that time"""
        start, stop = times
        if self.env.su or not start:
            return
        # sudo: own times are known to the officer, on whatever ticket.
        others = interval.sudo().search(
            [
                ("user_id", "=", self.user_id.id),
                ("record_id", "!=", self.id),
                ("start", "<", stop),
                "|",
                ("stop", "=", False),
                ("stop", ">", start),
            ],
            limit=1,
        )
        if others:
            raise UserError(
                self.env._(
                    "The clock ran for another record then: %(time)s.",
                    time=others.display_name,
                )
            )

    def _trace(self, before, after, reason):
        corrections = self.env["community.service.correction"]._with_pen()
        corrections.create(
            {
                "record_id": self.id,
                "user_id": self.env.uid,
                "before_start": before[0],
                "before_stop": before[1],
                "after_start": after[0],
                "after_stop": after[1],
                "reason": reason,
            }
        )

    def _after_correction(self):
        self._refresh_time()
        if not self.is_forgotten:
            self.activity_ids.filtered(
                lambda each: each.user_id == self.user_id and each.automated
            ).action_feedback()
        if self.state == "saved":
            self._settle()
        self._tell_clock(self.user_id)
