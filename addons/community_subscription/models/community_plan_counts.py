from odoo import api, fields, models

from .community_contract import STATES

# A contract that brings or may bring money: everything between draft and ended.
RUNNING = [state for state, _name in STATES if state not in ("draft", "ended")]


class CommunityPlan(models.Model):
    """How many contracts a plan has, and what they bring in a month."""

    _inherit = "community.plan"

    contract_ids = fields.One2many("community.contract", "plan_id", "Contracts")
    contract_count = fields.Integer("Running Contracts", compute="_compute_counts")
    mrr = fields.Monetary(
        "Monthly Revenue",
        compute="_compute_counts",
        currency_field="joining_currency_id",
        help="Of the running contracts, in the company's currency of today.",
    )

    @api.depends("contract_ids.state", "contract_ids.mrr")
    @api.depends_context("company", "allowed_company_ids")
    def _compute_counts(self):
        groups = self.env["community.contract"]._read_group(
            [("plan_id", "in", self.ids), ("state", "in", RUNNING)],
            ["plan_id", "currency_id", "company_id"],
            ["__count", "mrr:sum"],
        )
        today = fields.Date.context_today(self)
        counts = dict.fromkeys(self.ids, 0)
        sums = dict.fromkeys(self.ids, 0.0)
        for plan, currency, company, count, amount in groups:
            target = plan.joining_currency_id
            counts[plan.id] += count
            sums[plan.id] += currency._convert(amount, target, company, today)
        for plan in self:
            plan.contract_count = counts.get(plan._origin.id, 0)
            plan.mrr = sums.get(plan._origin.id, 0.0)

    def action_open_contracts(self):
        """The contracts of the plan, those that run first."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_contract_action"
        )
        context = {"search_default_running": 1}
        if len(self) == 1:
            context |= {"default_plan_id": self.id}
        return action | {"domain": [("plan_id", "in", self.ids)], "context": context}
