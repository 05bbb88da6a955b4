from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.inside import is_inside

MANAGER = "community_subscription.group_subscription_manager"


class CommunityContract(models.Model):
    """Nobody agrees to more than the payer may owe, unless the treasurer allows it."""

    _inherit = "community.contract"

    credit_override_reason = fields.Char(
        "Allowed Beyond the Credit Limit",
        copy=False,
        groups=MANAGER,
        tracking=True,
        help="Why this contract may be agreed although the payer owes too much. Who "
        "wrote it and when is kept in the history.",
    )
    credit_warning = fields.Text(compute="_compute_credit_warning")

    @api.depends("payer_id", "company_id", "state", "plan_id", "period_ids.state")
    def _compute_credit_warning(self):
        self.credit_warning = False
        living = self.filtered(lambda contract: contract.state != "ended")
        for company, contracts in living.grouped("company_id").items():
            for contract in contracts.filtered("payer_id"):
                breaches = contract._get_credit_breaches(company)
                if breaches:
                    text = contract._get_credit_text(breaches[contract.payer_id])
                    contract.credit_warning = text

    # ------------------------------------------------------------
    # Where it is enforced
    # ------------------------------------------------------------

    def _confirm(self):
        drafts = self.filtered(lambda contract: not contract.confirmed_on)
        result = super()._confirm()
        drafts._check_credit_limit()
        return result

    def _change_plan(self, plan, date=None, until=None, reason=None):
        before = self._get_next_amount()
        change = super()._change_plan(plan, date, until, reason)
        if self._get_next_amount() > before:
            self._check_credit_limit()
        return change

    def _change_lines(self, adds=None, ends=None, date=None, until=None, reason=None):
        before = self._get_next_amount()
        change = super()._change_lines(adds, ends, date, until, reason)
        if self._get_next_amount() > before:
            self._check_credit_limit()
        return change

    def _check_credit_limit(self):
        """:raises UserError: in the words of whoever agrees, with the ways out."""
        if is_inside(self.env.context, "community_preview"):
            return
        # sudo: the reason is the treasurer's; whoever agrees need not read it.
        bound = self.sudo().filtered(
            lambda contract: (
                contract.company_id.community_credit_mode == "block"
                and not contract.credit_override_reason
            )
        )
        for company, contracts in bound.grouped("company_id").items():
            breaches = contracts._get_credit_breaches(company)
            for contract in contracts:
                breach = breaches.get(contract.payer_id)
                if breach:
                    fix = contract._get_credit_fix(breach)
                    words = [contract._get_credit_text(breach), fix]
                    raise UserError("\n".join(words))

    # ------------------------------------------------------------
    # What it would be
    # ------------------------------------------------------------

    def _get_credit_breaches(self, company):
        added = defaultdict(float)
        for contract in self:
            added[contract.payer_id] += contract._get_next_amount()
        return self.payer_id._get_credit_breaches(added, company)

    def _get_next_amount(self):
        """What the contract asks for next, in the company's currency."""
        self.ensure_one()
        # sudo: amounts of the schedule, for whoever agrees to it.
        rows = self.sudo().period_ids.filtered(lambda row: row.state == "planned")
        if not rows and self.state == "draft":
            amount = self._estimate_first_amount()
        else:
            today = fields.Date.context_today(self)
            first = min(rows.mapped("bill_date"), default=today)
            due = rows.filtered(lambda row: row.bill_date <= max(first, today))
            amount = sum(due.mapped("amount_total"))
        company = self.company_id
        if not amount or not self.currency_id:
            return 0.0
        return self.currency_id._convert(
            amount, company.currency_id, company, fields.Date.context_today(self)
        )

    def _estimate_first_amount(self):
        """A draft has no schedule yet: one period of its plan, with taxes."""
        total = 0.0
        for line in self.plan_id.line_ids:
            product = line.product_id
            price = line.price_unit
            if line.price_mode == "pricelist":
                price = self.pricelist_id._get_product_price(
                    product, line.quantity or 1.0, currency=self.currency_id
                )
            taxes = product.taxes_id.filtered_domain(
                [("company_id", "parent_of", self.company_id.id)]
            )
            total += taxes.compute_all(
                price, currency=self.currency_id, quantity=line.quantity
            )["total_included"]
        return total

    def _get_credit_text(self, breach):
        currency = self.company_id.currency_id
        return self.env._(
            "%(payer)s may owe %(limit)s at most. With this contract it would be "
            "%(total)s.",
            payer=breach.partner.name,
            limit=currency.format(breach.limit),
            total=currency.format(breach.total),
        )

    def _get_credit_fix(self, breach):
        currency = self.company_id.currency_id
        return self.env._(
            "Take a payment of %(amount)s first, or ask the treasurer to allow it: on "
            "the contract, with the reason.",
            amount=currency.format(breach.total - breach.limit),
        )
