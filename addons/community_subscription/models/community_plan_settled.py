from odoo import api, models
from odoo.exceptions import UserError, ValidationError

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
    """Under running contracts a plan keeps its rhythm and its company."""

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
        used = contracts.search(
            [("plan_id", "in", changed.ids), ("state", "in", RUNNING)], limit=1
        )
        if used:
            raise UserError(
                self.env._(
                    "Contracts run on “%(plan)s”: its periods stay as they are. Make "
                    "another plan, and change the contracts to it.",
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
