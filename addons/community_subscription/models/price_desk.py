"""Prices and totals of schedule rows, looked up once for a whole batch."""

from bisect import bisect_left
from datetime import datetime, time, timedelta

from odoo.tools import format_date

from .contract_sheet import read_sheet

# Prices of a day are those at noon: in every zone it is the same day.
NOON = time(12)


class PriceDesk:
    """Prices, taxes and names, each looked up once for a whole batch."""

    def __init__(self, env, company):
        self.env = env
        self.company = company
        self.product_ids = ()
        self.sheets = {}
        self.details = {}
        self.stretches = {}
        self.prices = {}
        self.taxes = {}
        self.names = {}
        self.days = {}
        self.marks = None
        self.totals = {}

    def get_sheet(self, contract):
        if contract.id not in self.sheets:
            self.sheets[contract.id] = read_sheet(contract)
        return self.sheets[contract.id]

    def get_product(self, product_id):
        """The product, read together with all others of the batch."""
        product = self.env["product.product"].browse(product_id)
        return product.with_prefetch({product_id, *self.product_ids})

    def get_price(self, contract, line, day):
        """The price of one unit of a sheet's line, in the contract's currency."""
        if line.price_mode == "fixed":
            return line.price_unit
        return self.get_product_price(contract, line.product, line.quantity, day)

    def get_product_price(self, contract, product_id, quantity, day):
        position = contract.fiscal_position_id
        key = (
            contract.pricelist_id.id,
            contract.currency_id.id,
            position.id,
            product_id,
            quantity,
            self._get_interval(day),
        )
        if key not in self.prices:
            product = self.get_product(product_id)
            price = contract.pricelist_id._get_product_price(
                product.with_company(self.company),
                quantity,
                currency=contract.currency_id,
                date=datetime.combine(day, NOON),
            )
            taxes = product.taxes_id._filter_taxes_by_company(self.company)
            if position and taxes:
                price = product._get_tax_included_unit_price_from_price(
                    price, taxes, fiscal_position=position
                )
            self.prices[key] = price
        return self.prices[key]

    def _get_interval(self, day):
        """Days between which no price can change are looked up as one."""
        if self.marks is None:
            self.marks = self._read_marks()
        return bisect_left(self.marks, datetime.combine(day, NOON))

    def _read_marks(self):
        """The moments after which a price may be another one, in order."""
        # sudo: days of price rules and rates alone, whoever lays out.
        items = self.env["product.pricelist.item"].sudo()
        dated = ["|", ("date_start", "!=", False), ("date_end", "!=", False)]
        rows = items.search_fetch(dated, ["date_start", "date_end"])
        instant = timedelta(microseconds=1)
        marks = {row.date_start - instant for row in rows if row.date_start}
        marks |= {row.date_end for row in rows if row.date_end}
        # sudo: days on which rates begin; no rate is shown
        rates = self.env["res.currency.rate"].sudo()
        known = rates._read_group([], ["name:day"])
        marks |= {datetime.combine(row[0], time()) - instant for row in known}
        return sorted(marks)

    def get_taxes(self, contract, line):
        """Ids of the taxes of a sheet's line."""
        if not line.taxes:
            return self.get_product_taxes(contract, line.product)
        key = line.taxes
        if key not in self.taxes:
            taxes = self.env["account.tax"].browse(line.taxes)
            self.taxes[key] = taxes._filter_taxes_by_company(self.company).ids
        return self.taxes[key]

    def get_product_taxes(self, contract, product_id):
        key = (product_id, contract.fiscal_position_id.id)
        if key not in self.taxes:
            product = self.get_product(product_id)
            taxes = product.taxes_id._filter_taxes_by_company(self.company)
            self.taxes[key] = contract.fiscal_position_id.map_tax(taxes).ids
        return self.taxes[key]

    def get_analytic(self, contract, given=None):
        """The distribution of a line, with the account of the contract."""
        account = contract.analytic_account_id.id
        if not account:
            return given or False
        if not given:
            return {str(account): 100.0}
        if any(str(account) in key.split(",") for key in given):
            return given
        return {f"{key},{account}": percent for key, percent in given.items()}

    # ------------------------------------------------------------
    # TEXTS
    # ------------------------------------------------------------

    def get_text(self, line, lang, date_from, date_to):
        """The text of a line for these days, in the language of the payer."""
        return self.fill_text(line.name, line.product, lang, date_from, date_to)

    def fill_text(self, text, product_id, lang, date_from, date_to):
        if not text:
            text = f"{self.get_product_name(product_id, lang)} #START# – #END#"
        for sign, day in (("#START#", date_from), ("#END#", date_to)):
            if sign in text:
                text = text.replace(sign, self.format_day(day, lang))
        return text

    def get_days_text(self, text, days, of, lang):
        env = self.env(context={**self.env.context, "lang": lang})
        return env._("%(text)s (%(days)s of %(of)s days)", text=text, days=days, of=of)

    def get_product_name(self, product_id, lang):
        key = (product_id, lang)
        if key not in self.names:
            product = self.get_product(product_id)
            named = product.with_context(lang=lang)
            self.names[key] = named.get_product_multiline_description_sale()
        return self.names[key]

    def format_day(self, day, lang):
        key = (day, lang)
        if key not in self.days:
            self.days[key] = format_date(self.env, day, lang_code=lang)
        return self.days[key]

    # ------------------------------------------------------------
    # TOTALS
    # ------------------------------------------------------------

    def get_untaxed(self, contract, line, day):
        """What a line costs for a whole period, and one seat, without taxes."""
        entry = {
            "product": line.product,
            "taxes": self.get_taxes(contract, line),
            "quantity": line.quantity,
            "price_unit": self.get_price(contract, line, day),
            "discount": line.discount,
            "display_type": False,
        }
        return self.compute_totals([[entry]], contract.currency_id)[0][0]

    def compute_totals(self, details, currency):
        """Totals of schedule rows that go on one invoice, as Odoo computes them.

        :param details: list of details, one for each row
        :return: list of (untaxed, tax, total), in the order of the rows
        """
        key = (currency.id, tuple(_get_amount_key(detail) for detail in details))
        if key not in self.totals:
            self.totals[key] = self._compute_totals(details, currency)
        return self.totals[key]

    def _compute_totals(self, details, currency):
        Tax = self.env["account.tax"]
        lines, owners = [], []
        for number, detail in enumerate(details):
            for entry in detail:
                if not entry["display_type"]:
                    lines.append(self._prepare_base_line(entry, currency))
                    owners.append(number)
        Tax._add_tax_details_in_base_lines(lines, self.company)
        Tax._round_base_lines_tax_details(lines, self.company)
        sums = [[0.0, 0.0] for _detail in details]
        for line, number in zip(lines, owners, strict=True):
            found = line["tax_details"]
            sums[number][0] += (
                found["total_excluded_currency"]
                + found["delta_total_excluded_currency"]
            )
            sums[number][1] += sum(
                tax["tax_amount_currency"] for tax in found["taxes_data"]
            )
        return [
            tuple(currency.round(each) for each in (untaxed, tax, untaxed + tax))
            for untaxed, tax in sums
        ]

    def _prepare_base_line(self, entry, currency):
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            {},
            product_id=self.env["product.product"].browse(entry["product"]),
            tax_ids=self.env["account.tax"].browse(entry["taxes"]),
            price_unit=entry["price_unit"],
            quantity=entry["quantity"],
            discount=entry["discount"],
            currency_id=currency,
        )


def _get_amount_key(detail):
    return tuple(
        (
            entry["product"],
            tuple(entry["taxes"]),
            entry["quantity"],
            entry["price_unit"],
            entry["discount"],
        )
        for entry in detail
        if not entry["display_type"]
    )
