from collections import defaultdict
from typing import Any, NamedTuple

from odoo import api, models
from odoo.fields import Domain

from ..tools.dunning import OverdueItem, Standing, Verdict, decide, uncovered
from .community_dunning import OPEN_STATES


class Facts(NamedTuple):
    """A payer in a company on a day, and what follows."""

    policy: Any
    lines: Any  # overdue items
    standing: Standing
    verdict: Verdict


class CommunityDunning(models.Model):
    """Gathering what the decision needs, for many payers at once."""

    _inherit = "community.dunning"

    @api.model
    def _get_facts(self, partners, company, day):
        """{payer: facts}, in a number of queries that does not grow with the payers."""
        # sudo: the decision is the system's; whoever sees it, sees the outcome only.
        system = self.sudo().with_company(company)
        partners = partners.sudo().with_company(company)
        lines = system._get_open_items(partners, company)
        credits = system._get_credits(partners, company)
        levels = system._get_levels_reached(partners, company)
        promises = system.env["community.payment.promise"]._get_until(partners, company)
        policies = system._get_policies(partners, lines, company)
        facts = {}
        for partner in partners:
            counted = system._get_counted(lines[partner], credits.get(partner, 0.0))
            level, level_date = levels.get(partner, (0, None))
            standing = Standing(
                items=tuple(item for item, _line in counted),
                level=level,
                level_date=level_date,
                stop_until=partner.dunning_stop_until or None,
                promise_until=promises.get(partner),
            )
            policy = policies[partner]
            steps = policy._get_steps() if policy else []
            overdue = [line.id for item, line in counted if item.due < day]
            facts[partner] = Facts(
                policy,
                system.env["account.move.line"].browse(overdue),
                standing,
                decide(steps, standing, day),
            )
        return facts

    def _get_open_items(self, partners, company):
        """{payer: open debts, the oldest first}"""
        items = self.env["account.move.line"]
        domain = Domain.AND(
            [
                items._get_dunnable_domain(company),
                items._get_open_domain(),
                Domain("amount_residual", ">", 0),
                Domain("partner_id", "in", partners.ids),
            ]
        )
        found = items.search(domain, order="date_maturity, id")._filter_dunnable()
        return defaultdict(items.browse, found.grouped("partner_id"))

    def _get_credits(self, partners, company):
        """{payer: what he paid or was credited and what settles nothing yet}"""
        items = self.env["account.move.line"]
        domain = Domain.AND(
            [
                items._get_open_domain(),
                Domain("amount_residual", "<", 0),
                Domain("company_id", "=", company.id),
                Domain("parent_state", "=", "posted"),
                Domain("account_id.account_type", "=", "asset_receivable"),
                Domain("partner_id", "in", partners.ids),
            ]
        )
        groups = items._read_group(domain, ["partner_id"], ["amount_residual:sum"])
        return {partner: -amount for partner, amount in groups}

    def _get_counted(self, lines, credit):
        """[(item, line)], the oldest first, without what a credit covers."""
        items = [
            OverdueItem(
                line.date_maturity or line.date,
                line.amount_residual,
                line.move_id.is_late_charge,
            )
            for line in lines
        ]
        kept = uncovered([item.residual for item in items], credit)
        return [(items[number], lines[number]) for number in kept]

    def _get_levels_reached(self, partners, company):
        """{payer: (level, day)} of reminders that are not settled."""
        groups = self._read_group(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", partners.ids),
                ("state", "in", OPEN_STATES),
            ],
            ["partner_id"],
            ["level:max", "date:max"],
        )
        return {partner: (level, day) for partner, level, day in groups}

    def _get_policies(self, partners, lines, company):
        """{payer: policy}: his own, else of the plan of his oldest item, else ours."""
        found = {}
        for partner in partners:
            plans = lines[partner].move_id.community_contract_id.plan_id
            policies = (
                partner.dunning_policy_id
                or plans.dunning_policy_id[:1]
                or company.dunning_policy_id
            )
            found[partner] = policies.filtered("active")
        return found
