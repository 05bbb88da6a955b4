from datetime import timedelta

from odoo import models

from ..tools.proration import Hold
from ..tools.schedule import Regime


class CommunityContract(models.Model):
    """The contract as the schedule engine understands it."""

    _inherit = "community.contract"

    def _get_first_paid_day(self):
        """First day that is billed; a trial goes before it."""
        self.ensure_one()
        if self.trial_end and self.trial_end >= self.date_start:
            return self.trial_end + timedelta(days=1)
        return self.date_start

    def _get_last_day(self):
        """Last day that is certain today, or None.

        A term that goes on by itself has no last day until somebody gives notice.
        """
        self.ensure_one()
        days = (self.close_date, self._get_term_last_day())
        return min((day for day in days if day), default=None)

    def _get_term_last_day(self):
        """Last day of a term that does not go on by itself, or None."""
        self.ensure_one()
        return (self.plan_id.renewal != "auto" and self.date_end) or None

    def _get_plan_steps(self):
        """The plans of the contract: pairs of first day and plan, in order."""
        self.ensure_one()
        changes = self.change_ids.filtered(
            lambda change: change.state != "cancelled" and change.new_plan_id
        ).sorted(lambda change: (change.date, change.id))
        changes = changes.filtered(lambda change: change.kind in ("plan", "temporary"))
        if not changes:
            return [(self.date_start, self.plan_id)]
        steps = [(self.date_start, changes[0].old_plan_id or self.plan_id)]
        # Also one that was cancelled: another plan took its place.
        returned = self.change_ids.origin_change_id
        for change in changes:
            steps.append((change.date, change.new_plan_id))
            if change.return_date and change not in returned:
                steps.append((change.return_date, change.old_plan_id))
        return sorted(steps, key=lambda step: step[0])

    def _get_regimes(self):
        self.ensure_one()
        first = self._get_first_paid_day()
        return [
            Regime(max(day, first), plan._get_terms())
            for day, plan in self._get_plan_steps()
        ]

    def _get_plan_on(self, day):
        """The plan that is in force on a day."""
        self.ensure_one()
        steps = self._get_plan_steps()
        return next(
            (plan for since, plan in reversed(steps) if since <= day), steps[0][1]
        )

    def _get_holds_of_days(self):
        self.ensure_one()
        return [
            Hold(hold.date_from, hold.date_to or None, hold._get_fraction())
            for hold in self.hold_ids
            if not hold.is_cancelled and hold.fee_mode != "full"
        ]
