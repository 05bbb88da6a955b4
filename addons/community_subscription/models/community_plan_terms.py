from odoo import models

from ..tools.schedule import Terms


class CommunityPlan(models.Model):
    """The plan as the schedule engine understands it."""

    _inherit = "community.plan"

    def _get_terms(self):
        self.ensure_one()
        return Terms(
            unit=self.interval_unit,
            number=self.interval_number,
            anchor=self.anchor,
            anchor_day=self.anchor_day,
            anchor_month=self.anchor_month,
            mode=self.billing_mode,
            bill_days_before=self.bill_days_before,
            instalments=self.instalments,
            first=self.first_period,
            last=self.last_period,
        )
