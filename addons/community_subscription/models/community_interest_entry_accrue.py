from collections import defaultdict

from odoo import api, models

from ..tools.late_interest import Item, get_postings, keep_rates


class CommunityInterestEntry(models.Model):
    """How the ledger follows the history of the items."""

    _inherit = "community.interest.entry"

    @api.model
    def _accrue(self, lines, until):
        """Add what the ledger lacks for these items up to and including a day.

        :param lines: receivable journal items.
        :return: the new rows.
        """
        values = []
        for company, items in lines.grouped("company_id").items():
            facts = self._get_item_facts(items, company)
            for line in items:
                values += self._prepare_entries(line, facts[line.id], until)
        return self._with_pen().create(values)

    def _prepare_entries(self, line, facts, until):
        currency = line.currency_id
        postings = get_postings(
            facts["item"],
            facts["rates"],
            until,
            posted=facts["posted"],
            posted_until=facts["posted_until"],
            places=currency.decimal_places,
        )
        return [
            {
                "move_line_id": line.id,
                "invoice_name": line.move_name,
                "partner_id": line.partner_id.id,
                "company_id": line.company_id.id,
                "currency_id": currency.id,
                "origin": (
                    f"correction:{facts['count']}"
                    if posting.correction
                    else f"from:{posting.date_from}"
                ),
                "is_correction": posting.correction,
                "date_from": posting.date_from,
                "date_to": posting.date_to,
                "days": (posting.date_to - posting.date_from).days + 1,
                "base": float(posting.base),
                "rate": float(posting.rate),
                "amount": float(posting.amount),
            }
            for posting in postings
        ]

    def _get_item_facts(self, lines, company):
        """History, rates and ledger of items, in a fixed number of queries."""
        reduced = self._get_reductions(lines)
        ledger = self._get_ledger(lines)
        dated = self._get_company_rates(company)
        facts = {}
        for line in lines:
            payments, credited = reduced[line.id]
            kept = ledger[line.id]
            facts[line.id] = kept | {
                "item": Item(
                    line.amount_currency,
                    line.date_maturity or line.date,
                    tuple(payments),
                    credited,
                    company.late_interest_grace_days,
                ),
                "rates": self._get_rates(line, company, dated, kept),
            }
        return facts

    def _get_reductions(self, lines):
        """{line id: ([(day, amount)], credited)}, in the items' own currency."""
        # sudo: whoever starts the run may not read payments.
        partials = (
            self.env["account.partial.reconcile"]
            .sudo()
            .search_fetch(
                [("debit_move_id", "in", lines.ids)],
                [
                    "debit_move_id",
                    "credit_move_id",
                    "debit_amount_currency",
                    "max_date",
                ],
            )
        )
        found = {line.id: ([], 0.0) for line in lines}
        for partial in partials:
            line = partial.debit_move_id
            payments, credited = found[line.id]
            amount = partial.debit_amount_currency
            if partial.credit_move_id.move_id.reversed_entry_id == line.move_id:
                found[line.id] = (payments, credited + amount)
            else:
                payments.append((partial.credit_move_id.date, amount))
        return found

    def _get_ledger(self, lines):
        """{line id: what the ledger says}."""
        found = defaultdict(
            lambda: {"posted": 0.0, "posted_until": None, "count": 0, "kept": []}
        )
        # sudo: the ledger is the system's.
        for entry in self.sudo().search(
            [("move_line_id", "in", lines.ids)], order="id"
        ):
            kept = found[entry.move_line_id.id]
            kept["posted"] = entry.currency_id.round(kept["posted"] + entry.amount)
            kept["count"] += 1
            if not entry.is_correction:
                last = kept["posted_until"]
                kept["posted_until"] = max(last or entry.date_to, entry.date_to)
                kept["kept"].append((entry.date_from, entry.date_to, entry.rate))
        return found

    def _get_company_rates(self, company):
        # sudo: rates are no secret to whoever may run this.
        rates = self.env["community.interest.rate"].sudo()
        found = rates.search([("company_id", "=", company.id)], order="date_from")
        return [(rate.date_from, rate.rate) for rate in found]

    def _get_rates(self, line, company, dated, kept):
        """The rates of an item: those it was charged with stay, others count after.

        A payer's own rate replaces the company's from the company's first rate on.
        """
        # sudo: the terms of the payer are for the finance role.
        payer = line.partner_id.sudo().with_company(company)
        if payer.late_interest_exempt:
            own = [(line.date_maturity or line.date, 0.0)]
        elif payer.late_interest_rate and dated:
            own = [(dated[0][0], payer.late_interest_rate)]
        else:
            own = dated
        return keep_rates(own, kept["kept"])
