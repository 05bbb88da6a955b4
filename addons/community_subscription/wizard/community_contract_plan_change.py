from odoo import api, fields, models
from odoo.tools import format_date


class CommunityContractPlanChange(models.TransientModel):
    """Another plan for a contract: at once, from the next period, or for a while."""

    _name = "community.contract.plan.change"
    _description = "Change of Plan"
    _inherit = "community.contract.wizard"

    current_plan_id = fields.Many2one(
        related="contract_id.plan_id", string="Current Plan"
    )
    plan_id = fields.Many2one(
        "community.plan",
        "New Plan",
        required=True,
        domain="[('company_id', 'in', (company_id, False)), "
        "('id', '!=', current_plan_id)]",
    )
    timing = fields.Selection(
        [("best", "When it suits"), ("day", "On a day")],
        "When",
        default="best",
        required=True,
        help="When it suits: a dearer plan begins at once, a cheaper one with the next "
        "period that is not billed yet.",
    )
    date = fields.Date("First Day", default=fields.Date.context_today)
    is_temporary = fields.Boolean("Only for a While")
    until = fields.Date("Last Day")
    reason = fields.Char()

    @api.depends("plan_id", "timing", "date", "is_temporary", "until")
    def _compute_outcome(self):
        return super()._compute_outcome()

    def _is_filled(self):
        return self.plan_id and (not self.is_temporary or self.until)

    def _prepare_step(self):
        plan_id = self.plan_id.id
        date = self.date if self.timing == "day" else None
        until = self.until if self.is_temporary else None
        reason = self.reason

        def step(contract):
            plan = contract.env["community.plan"].browse(plan_id)
            change = contract._change_plan(plan, date=date, until=until, reason=reason)
            return change.date

        return step

    def _say(self, found):
        lines = [
            self.env._(
                "“%(plan)s” begins on %(date)s.",
                plan=self.plan_id.name,
                date=format_date(self.env, found["from"]),
            )
        ]
        if self.is_temporary:
            lines.append(
                self.env._(
                    "After %(date)s “%(plan)s” returns by itself.",
                    plan=self.current_plan_id.name,
                    date=format_date(self.env, self.until),
                )
            )
        blocks = self.contract_id._origin._tell_plan_change(found, self.plan_id)
        return lines + self._say_blocks(blocks) + self._say_end(found)
