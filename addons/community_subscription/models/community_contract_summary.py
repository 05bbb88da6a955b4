from datetime import timedelta

from odoo import fields, models

from ..tools.mrr import monthly_value
from ..tools.proration import shares

# The horizon of 12 months, or 60 rows, moves on at least so often.
LAY_AGAIN = timedelta(days=28)


class CommunityContract(models.Model):
    """What is read off the schedule: next invoice, billed days, monthly revenue."""

    _inherit = "community.contract"

    laid_on = fields.Datetime(
        "Laid Out On", readonly=True, copy=False, help="Prices are those of this time."
    )
    lay_date = fields.Date(
        readonly=True, copy=False, help="The schedule is laid out further on this day."
    )

    def _sum_up_schedule(self, desk, today):
        """After laying out: figures of the contract that follow from its rows."""
        self._sum_up_rows()
        # The clock of `write_date`, by which other prices are noticed.
        now = self.env.cr.now().replace(microsecond=0)
        for contract in self:
            contract._set_if_other("mrr", contract._get_revenue(desk, today))
            contract.laid_on = now
            contract._set_if_other("lay_date", today + LAY_AGAIN)

    def _sum_up_rows(self):
        """Next invoice and last billed day, from the rows as they are."""
        Period = self.env["community.contract.period"]
        domain = [("contract_id", "in", self.ids)]
        planned = dict(
            Period._read_group(
                [*domain, ("state", "=", "planned")],
                ["contract_id"],
                ["bill_date:min"],
            )
        )
        billed = dict(
            Period._read_group(
                [
                    *domain,
                    ("state", "=", "billed"),
                    ("kind", "=", "period"),
                    ("move_id.state", "!=", "cancel"),
                ],
                ["contract_id"],
                ["date_to:max"],
            )
        )
        for contract in self:
            contract._set_if_other("next_bill_date", planned.get(contract, False))
            contract._set_if_other("billed_until", billed.get(contract, False))

    def _set_if_other(self, name, value):
        self.ensure_one()
        if (self[name] or False) != (value or False):
            self[name] = value

    def _get_revenue(self, desk, day):
        """What the lines in force on a day bring in a month, without taxes."""
        self.ensure_one()
        plan, last = self.plan_id, self._get_last_day()
        if plan.kind == "usage" or day < self._get_first_paid_day():
            return 0.0
        if last and day > last:
            return 0.0
        sheet, span = desk.get_sheet(self), (day, day)
        key = ("revenue", sheet.key, plan.id)
        if key not in desk.totals:
            found = shares(sheet.days, sheet.holds, span, span, 1)
            desk.totals[key] = sum(
                desk.get_untaxed(self, sheet.lines[share.key], day)
                * float(share.weight)
                for share in found
            )
        value = monthly_value(
            desk.totals[key], plan.interval_number, plan.interval_unit
        )
        return self.currency_id.round(value)
