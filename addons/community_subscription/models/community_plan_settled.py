from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .community_plan_counts import RUNNING

# What cuts the time of a contract into periods and bills.
RHYTHM = frozenset(
    {
        "anchor",
        "anchor_day",
        "anchor_month",
        "instalments",
        "interval_number",
        "interval_unit",
    }
)


class CommunityPlan(models.Model):
    """Under its contracts a plan keeps its rhythm and its company."""

    _inherit = "community.plan"

    def write(self, vals):
        if names := RHYTHM & vals.keys():
            self._check_rhythm({name: vals[name] for name in names})
        return super().write(vals)

    def _check_rhythm(self, vals):
        """Other periods would overlap those billed already, or leave days out."""
        changed = self.filtered(
            lambda plan: any(
                plan._fields[name].convert_to_cache(value, plan) != plan[name]
                for name, value in vals.items()
            )
        )
        # sudo: whether there are any, in whatever company.
        contracts = self.env["community.contract"].sudo()
        of_plans = Domain("plan_id", "in", changed.ids)
        if used := contracts.search(of_plans & Domain("state", "in", RUNNING), limit=1):
            raise UserError(
                self.env._(
                    "Contracts run on “%(plan)s”: its periods stay as they are. Make "
                    "another plan, and change the contracts to it.",
                    plan=used.plan_id.name,
                )
            )
        # What has ended may be taken up again: its months would be billed as years.
        billed = of_plans & Domain("period_ids.state", "=", "billed")
        if used := contracts.search(billed, limit=1):
            raise UserError(
                self.env._(
                    "Contracts were billed by the periods of “%(plan)s”, and may be "
                    "taken up again. Make another plan for other periods.",
                    plan=used.plan_id.name,
                )
            )

    @api.constrains("company_id")
    def _check_company_of_contracts(self):
        # sudo: contracts of a company that the user does not see count too.
        contracts = self.env["community.contract"].sudo()
        for plan in self.filtered("company_id"):
            if contracts.search_count(
                [("plan_id", "=", plan.id), ("company_id", "!=", plan.company_id.id)],
                limit=1,
            ):
                raise ValidationError(
                    self.env._(
                        "Contracts of another company hold “%(plan)s”.", plan=plan.name
                    )
                )
