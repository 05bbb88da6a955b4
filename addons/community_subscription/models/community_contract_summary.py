from odoo import fields, models

from ..tools.mrr import monthly_value
from ..tools.proration import shares


class CommunityContract(models.Model):
    """What is read off the schedule: next invoice, billed days, monthly revenue."""

    _inherit = "community.contract"

    def _sum_up_schedule(self, desk, today):
        """After laying out: figures of the contract that follow from its rows."""
        self._sum_up_rows()
        now = fields.Datetime.now()
        for contract in self:
            contract._set_if_other("mrr", contract._get_revenue(desk, today))
            contract.laid_on = now

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
        span = (day, day)
        found = shares(
            self._get_lines_of_days(), self._get_holds_of_days(), span, span, 1
        )
        lines = {line.id: line for line in self.line_ids}
        total = 0.0
        for share in found:
            line = lines[share.key]
            price = desk.get_price(self, line, day)
            entry = desk.prepare_plain_entry(self, line, price)
            ((untaxed, _tax, _total),) = desk.compute_totals(
                [[entry]], self.currency_id
            )
            total += untaxed * float(share.weight)
        value = monthly_value(total, plan.interval_number, plan.interval_unit)
        return self.currency_id.round(value)
