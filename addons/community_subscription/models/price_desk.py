"""Prices and totals of schedule rows, looked up once for a whole batch."""

from datetime import datetime, time

from odoo.tools import format_date


class PriceDesk:
    """Prices, taxes and names, each looked up once for a whole batch."""

    def __init__(self, env, company):
        self.env = env
        self.company = company
        self.prices = {}
        self.taxes = {}
        self.names = {}
        self.days = {}
        self.marks = None
        self.totals = {}

    def get_price(self, contract, line, day):
        """The price of one unit in the currency of the contract."""
        if line.price_mode == "fixed":
            return line.price_unit
        return self.get_product_price(contract, line.product_id, line.quantity, day)

    def get_product_price(self, contract, product, quantity, day):
        position = contract.fiscal_position_id
        key = (
            contract.pricelist_id.id,
            contract.currency_id.id,
            position.id,
            product.id,
            quantity,
            self._get_interval(day),
        )
        if key not in self.prices:
            price = contract.pricelist_id._get_product_price(
                product.with_company(self.company),
                quantity,
                currency=contract.currency_id,
                date=datetime.combine(day, time(12)),
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
        return day

    def get_taxes(self, contract, line):
        if line.tax_ids:
            return line.tax_ids._filter_taxes_by_company(self.company).ids
        return self.get_product_taxes(contract, line.product_id)

    def get_product_taxes(self, contract, product):
        key = (product.id, contract.fiscal_position_id.id)
        if key not in self.taxes:
            taxes = product.taxes_id._filter_taxes_by_company(self.company)
            self.taxes[key] = contract.fiscal_position_id.map_tax(taxes).ids
        return self.taxes[key]

    def get_analytic(self, contract, line=None):
        given = (line and line.analytic_distribution) or {}
        account = contract.analytic_account_id.id
        if not account:
            return given or False
        if not given:
            return {str(account): 100.0}
        return {f"{key},{account}": percent for key, percent in given.items()}

    def prepare_plain_entry(self, contract, line, price):
        """One whole period of a line, once, as an entry to compute taxes of."""
        return {
            "product": line.product_id.id,
            "taxes": self.get_taxes(contract, line),
            "quantity": line.quantity,
            "price_unit": price,
            "discount": line.discount,
            "display_type": False,
        }

    def get_product_name(self, product, lang):
        key = (product.id, lang)
        if key not in self.names:
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
