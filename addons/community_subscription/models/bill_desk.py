from typing import Any, NamedTuple

import psycopg2

from odoo.tools import format_date

# Somebody else was faster: nothing is wrong with the contract, the whole is done again.
TRY_AGAIN = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.DeadlockDetected,
    psycopg2.errors.LockNotAvailable,
)


class Bill(NamedTuple):
    """What becomes one invoice: rows of one contract, and the day on the invoice."""

    contract: Any
    rows: Any
    date: Any

    def get_entries(self):
        return [entry for row in self.rows for entry in row.detail or ()]

    def get_total(self):
        return self.contract.currency_id.round(sum(self.rows.mapped("amount_total")))


class BillDesk:
    """Says in the treasurer's words why an invoice could not be made.

    Looks at the same things for every invoice of a company, so it looks them up for all
    of them at once.
    """

    def __init__(self, env, company, bills):
        self.env = env
        self.company = company
        self.bills = bills
        self.journal = company._get_bill_journal()
        self.dates = {}
        self.accounts = {}
        self.lost_taxes = {}
        entries = [entry for bill in bills for entry in bill.get_entries()]
        self.products = self._find(
            "product.product", (entry["product"] for entry in entries)
        )
        self.taxes = self._find(
            "account.tax", (tax for entry in entries for tax in entry["taxes"])
        )
        self.analytic = self._find(
            "account.analytic.account",
            (
                int(part)
                for entry in entries
                for key in entry.get("analytic") or {}
                for part in key.split(",")
            ),
        )
        self.currencies = self._find_rated_currencies()

    def _find(self, model, ids):
        records = self.env[model].browse({record for record in ids if record})
        return set(records.exists().ids)

    def _find_rated_currencies(self):
        """{currency id: day from which it has a rate}"""
        rows = self.env["res.currency.rate"]._read_group(
            [("company_id", "in", [False, self.company.root_id.id])],
            ["currency_id"],
            ["name:min"],
        )
        return {currency.id: day for currency, day in rows}

    def get_obstacles(self, bill):
        """Reasons, none if the invoice can be made."""
        found = [
            *self._check_company(bill),
            *self._check_payer(bill),
            *self._check_currency(bill),
        ]
        for entry in bill.get_entries():
            if not entry["display_type"]:
                found += self._check_entry(bill, entry)
        return list(dict.fromkeys(found))

    def _check_company(self, bill):
        if not self.journal:
            yield self.env._("There is no journal of sales to write the invoice in.")
        elif not self.journal.active:
            yield self.env._(
                "The journal %(journal)s is archived.", journal=self.journal.name
            )
        if bill.date not in self.dates:
            self.dates[bill.date] = self.company._get_bill_locks(bill.date)
        if self.dates[bill.date]:
            yield self.env._(
                "The period of %(day)s is closed.",
                day=format_date(self.env, bill.date),
            )

    def _check_payer(self, bill):
        payer = bill.contract.payer_id
        if not payer.active:
            yield self.env._("The payer %(name)s is archived.", name=payer.name)
        account = payer.commercial_partner_id.property_account_receivable_id
        if not account or not account.active:
            yield self.env._(
                "%(name)s has no account to owe on (receivable).", name=payer.name
            )

    def _check_currency(self, bill):
        currency = bill.contract.currency_id
        if not currency.active:
            yield self.env._("The currency %(name)s is archived.", name=currency.name)
        elif currency != self.company.currency_id:
            since = self.currencies.get(currency.id)
            if not since or since > bill.date:
                yield self.env._(
                    "The currency %(name)s has no rate for %(day)s.",
                    name=currency.name,
                    day=format_date(self.env, bill.date),
                )

    def _check_entry(self, bill, entry):
        if entry["product"] not in self.products:
            yield self.env._("A product of this contract was deleted.")
            return
        product = self.env["product.product"].browse(entry["product"])
        if not product.active:
            yield self.env._(
                "The product %(name)s is archived.", name=product.display_name
            )
        account = self._get_account(product, bill.contract.fiscal_position_id)
        if not account:
            yield self.env._(
                "The product %(name)s has no income account.", name=product.display_name
            )
        elif not account.active:
            yield self.env._(
                "The account %(account)s of the product %(name)s is archived.",
                account=account.display_name,
                name=product.display_name,
            )
        yield from self._check_taxes(entry, product)
        yield from self._check_analytic(entry)

    def _check_taxes(self, entry, product):
        if not self.taxes.issuperset(entry["taxes"]):
            yield self.env._("A tax of this contract was deleted.")
            return
        for tax in self.env["account.tax"].browse(entry["taxes"]):
            if not tax.active:
                yield self.env._("The tax %(name)s is archived.", name=tax.name)
        if not entry["taxes"]:
            for tax in self._get_lost_taxes(product):
                yield self.env._(
                    "The tax %(tax)s of the product %(name)s is archived.",
                    tax=tax.name,
                    name=product.display_name,
                )

    def _get_lost_taxes(self, product):
        """Taxes of a product that has no others: Odoo would invoice without any."""
        if product not in self.lost_taxes:
            company = self.company
            # Of the template: what a variant inherits is cached without archived ones.
            template = product.product_tmpl_id.with_context(active_test=False)
            taxes = template.taxes_id._filter_taxes_by_company(company)
            active = taxes.filtered("active")
            self.lost_taxes[product] = taxes.browse() if active else taxes
        return self.lost_taxes[product]

    def _check_analytic(self, entry):
        wanted = {
            int(part) for key in entry.get("analytic") or {} for part in key.split(",")
        }
        if not self.analytic >= wanted:
            yield self.env._("An analytic account of this contract was deleted.")

    def _get_account(self, product, position):
        key = (product, position)
        if key not in self.accounts:
            found = product.product_tmpl_id.get_product_accounts(position)["income"]
            self.accounts[key] = found or self.journal.default_account_id
        return self.accounts[key]
