from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_amount

from .community_plan_counts import RUNNING

TREASURER = "community_subscription.group_subscription_manager"
MONTHS = 12
MOVEMENTS = ("new", "expansion", "reactivation", "contraction", "churn")


class CommunitySubscriptionOverview(models.AbstractModel):
    """The morning of a treasurer: one screen, one call; every number has its rows."""

    _name = "community.subscription.overview"
    _description = "Overview of Subscriptions"

    @api.model
    @api.readonly
    def get_overview(self):
        """Figures of the current company, in its currency, with the domains behind.

        :raises AccessError: for whoever is no treasurer
        """
        if not self.env.user.has_group(TREASURER):
            raise AccessError(self.env._("This is for treasurers."))
        today = fields.Date.context_today(self)
        domains = self._get_domains(today)
        mrr = self._sum_in_company(
            "community.contract", domains["running"], "mrr", today
        )
        months = self._get_months(today, mrr)
        return {
            "figures": self._get_figures(domains, mrr, months),
            "attention": self._get_attention(domains, today),
            "months": months,
            "movement_names": self._get_movement_names(),
            "forecast": self._get_forecast(today),
            "plans": self._get_plans(domains["running"], today),
            "domains": {name: list(domain) for name, domain in domains.items()},
            "today": fields.Date.to_string(today),
        }

    @api.model
    def _get_domains(self, today):
        company = Domain("company_id", "=", self.env.company.id)
        running = company & Domain("state", "in", RUNNING)
        month = company & Domain("date", ">=", today.replace(day=1))
        soon = today + relativedelta(days=30)
        week = today + relativedelta(days=7)
        unpaid = company & Domain("state", "in", ("open", "partial", "overdue"))
        ends = Domain("date_end", ">=", today) & Domain("date_end", "<=", soon)
        closes = Domain("close_date", ">=", today) & Domain("close_date", "<=", soon)
        planned = company & Domain("state", "=", "planned")
        domains = {
            "running": running,
            "new": month & Domain("movement", "in", ("new", "reactivation")),
            "churn": month & Domain("movement", "=", "churn"),
            "overdue": company & Domain("state", "=", "overdue"),
            "due": unpaid
            & Domain("date_due", ">=", today)
            & Domain("date_due", "<", week),
            # Those that cannot be billed have a number of their own.
            "to_bill": planned
            & Domain("bill_date", "<=", today)
            & Domain("contract_id.bill_error", "=", False),
            "bill_error": company & Domain("bill_error", "!=", False),
            "charge_failed": company & Domain(self._get_failed_charges()),
            "no_card": running
            & Domain("auto_charge", "=", True)
            & Domain("payment_token_id", "=", False),
            "ends_soon": running & (ends | closes),
            "hold": company & Domain("state", "=", "hold"),
            "draft": company & Domain("state", "=", "draft"),
            "forecast": planned,
            "company": company,
        }
        return {name: self._to_plain(domain) for name, domain in domains.items()}

    @api.model
    def _to_plain(self, domain):
        """Dates as text: a domain that goes to the client and comes back."""
        return Domain(
            [
                (*leaf[:2], fields.Date.to_string(leaf[2]))
                if isinstance(leaf, tuple) and hasattr(leaf[2], "year")
                else leaf
                for leaf in domain
            ]
        )

    @api.model
    def _get_failed_charges(self):
        """Tries that failed and left the invoice open."""
        return [
            ("state", "=", "failed"),
            ("move_id.payment_state", "in", ("not_paid", "partial")),
        ]

    @api.model
    def _sum_in_company(self, model, domain, field, today):
        """The sum of an amount over rows of several currencies, at today's rates."""
        groups = self.env[model]._read_group(domain, ["currency_id"], [f"{field}:sum"])
        company = self.env.company
        return sum(
            currency._convert(amount, company.currency_id, company, today)
            for currency, amount in groups
        )

    @api.model
    def _say(self, amount):
        currency = self.env.company.currency_id
        # Whole amounts are short; others keep both digits.
        is_whole = currency.is_zero(amount - round(amount))
        return format_amount(self.env, amount, currency, trailing_zeroes=not is_whole)

    @api.model
    def _get_figures(self, domains, mrr, months):
        """What the club earns, and who came and went this month."""
        running = self.env["community.contract"].search_count(domains["running"])
        movements = self.env["community.contract.movement"]
        new = movements.search_count(domains["new"])
        gone = movements.search_count(domains["churn"])
        before = running - new + gone
        rate = round(100 * gone / before, 1) if before else 0.0
        change = sum(months[-1]["movements"].values())
        return {
            "mrr": self._say(mrr),
            "arr": self._say(mrr * 12),
            "change": self._say(change),
            "grows": self.env.company.currency_id.compare_amounts(change, 0),
            "running": running,
            "new": new,
            "churn": gone,
            "churn_rate": rate,
        }

    @api.model
    def _get_attention(self, domains, today):
        """What waits for somebody; amounts where money is what matters."""
        payment = "community.subscriber.payment"
        money = {
            "overdue": (payment, "amount_open"),
            "due": (payment, "amount_open"),
        }
        counted = {
            "bill_error": "community.contract",
            "charge_failed": "community.charge",
            "no_card": "community.contract",
            "ends_soon": "community.contract",
            "hold": "community.contract",
            "draft": "community.contract",
        }
        rows = []
        for name, (model, field) in money.items():
            amount = self._sum_in_company(model, domains[name], field, today)
            count = self.env[model].search_count(domains[name])
            rows.append({"name": name, "count": count, "amount": self._say(amount)})
        rows.append(self._get_bills_due(domains["to_bill"], today))
        for name, model in counted.items():
            count = self.env[model].search_count(domains[name])
            rows.append({"name": name, "count": count, "amount": ""})
        return rows

    @api.model
    def _get_bills_due(self, domain, today):
        """Invoices and credit notes that a billing would make today, apart."""
        company, periods = self.env.company, self.env["community.contract.period"]
        counts, sums = [0, 0], [0.0, 0.0]
        for currency, is_credit, number, total in periods._count_bills(company, domain):
            counts[is_credit] += number
            sums[is_credit] += currency._convert(
                total, company.currency_id, company, today
            )
        return {
            "name": "to_bill",
            "count": counts[False],
            "amount": self._say(sums[False]),
            "credit_count": counts[True],
            "credit_amount": self._say(sums[True]),
        }

    @api.model
    def _get_movement_names(self):
        """One word for a movement, here as in the reports."""
        field = self.env["community.contract.movement"]._fields["movement"]
        names = dict(field._description_selection(self.env))
        return {name: names[name] for name in MOVEMENTS}

    @api.model
    def _get_months(self, today, mrr):
        """Movements of each of the last months, and what the month ended with."""
        first = today.replace(day=1) - relativedelta(months=MONTHS - 1)
        groups = self.env["community.contract.movement"]._read_group(
            [("company_id", "=", self.env.company.id), ("date", ">=", first)],
            ["date:month", "movement"],
            ["mrr:sum"],
        )
        sums = {(month, movement): amount for month, movement, amount in groups}
        rows, closing = [], mrr
        for number in reversed(range(MONTHS)):
            month = first + relativedelta(months=number)
            moved = {name: sums.get((month, name), 0.0) for name in MOVEMENTS}
            rows.append(
                {
                    "month": fields.Date.to_string(month),
                    "movements": moved,
                    "closing": closing,
                    "closing_text": self._say(closing),
                    "texts": {name: self._say(moved[name]) for name in MOVEMENTS},
                }
            )
            closing -= sum(moved.values())
        return rows[::-1]

    @api.model
    def _get_forecast(self, today):
        """What the schedules bring in the months ahead, without taxes."""
        first = today.replace(day=1)
        last = first + relativedelta(months=MONTHS)
        company = self.env.company
        groups = self.env["community.contract.period"]._read_group(
            [
                ("company_id", "=", company.id),
                ("state", "=", "planned"),
                ("bill_date", "<", last),
            ],
            ["bill_date:month", "currency_id"],
            ["amount_untaxed:sum"],
        )
        sums = dict.fromkeys(
            (first + relativedelta(months=number) for number in range(MONTHS)), 0.0
        )
        for month, currency, amount in groups:
            amount = currency._convert(amount, company.currency_id, company, today)
            sums[max(month, first)] += amount
        return [
            {
                "month": fields.Date.to_string(month),
                "amount": amount,
                "text": self._say(amount),
            }
            for month, amount in sums.items()
        ]

    @api.model
    def _get_plans(self, running, today):
        """Plans by what their contracts bring in a month, the largest first."""
        company = self.env.company
        groups = self.env["community.contract"]._read_group(
            running, ["plan_id", "currency_id"], ["__count", "mrr:sum"]
        )
        rows = {}
        for plan, currency, count, amount in groups:
            row = rows.setdefault(
                plan.id, {"id": plan.id, "name": plan.name, "count": 0, "mrr": 0.0}
            )
            row["count"] += count
            row["mrr"] += currency._convert(amount, company.currency_id, company, today)
        largest = sorted(rows.values(), key=lambda row: (-row["mrr"], row["id"]))[:8]
        return [row | {"text": self._say(row["mrr"])} for row in largest]
