from odoo import models
from odoo.exceptions import UserError

from ..tools.proration import Range


class CommunityContract(models.Model):
    """What is included, and what was used beyond it."""

    _inherit = "community.contract"

    def _get_allowance(self, kind, day=None):
        """The quantity of a kind that is included in each period.

        :return: None for unlimited, 0 if it is not included or the contract gives no
            access
        """
        self.ensure_one()
        # sudo: what is included is known to every add-on that burns it down.
        contract = self.sudo()
        if not contract._gives_access(day):
            return 0
        plan = contract._get_plan_on(day or self._get_today())
        found = plan.allowance_ids.filtered(lambda each: each.kind == kind)
        if found.is_unlimited:
            return None
        return found.quantity

    def _add_usage(self, kind_or_product, quantity, date, origin):
        """Bill what was used, once, with the invoice after the period of its day.

        What a plan includes of a kind is free: only what goes beyond it in the period
        has a price. The same origin is written down once.

        :param kind_or_product: a kind of allowance, or a product
        :param date: day of use
        :param origin: what the usage is known by, such as "visit:42"
        :return: the row of the schedule
        """
        self.ensure_one()
        # sudo: other add-ons write down usage for whoever used it.
        contract = self.sudo().with_company(self.company_id)
        rows = self.env["community.contract.period"]._with_pen()
        known = rows.search(
            [("contract_id", "=", self.id), ("origin", "=", f"usage:{origin}")]
        )
        if known:
            return known
        if not contract.confirmed_on:
            raise UserError(
                self.env._("%(contract)s is not accepted yet.", contract=self.name)
            )
        row = rows.create(
            contract._prepare_usage_row(kind_or_product, quantity, date, origin)
        )
        contract._lay_out()
        return row

    def _prepare_usage_row(self, kind_or_product, quantity, date, origin):
        is_kind = isinstance(kind_or_product, str)
        kind = kind_or_product if is_kind else False
        product = self._get_usage_product(kind) if is_kind else kind_or_product
        billed = self._get_billable_usage(kind, quantity, date) if kind else quantity
        desk = self._get_price_desk()
        detail = []
        if billed and product:
            entry = self._prepare_usage_entry(desk, product, billed, date)
            detail = [entry]
        return self._prepare_new_row(
            {
                "kind": "usage",
                "origin": f"usage:{origin}",
                "date_from": date,
                "date_to": date,
                "bill_date": date,
                "usage_kind": kind,
                "usage_quantity": quantity,
                "detail": detail,
            }
        )

    def _prepare_usage_entry(self, desk, product, quantity, date):
        """The price agreed on in a line of the contract, or that of the pricelist."""
        sheet = desk.get_sheet(self)
        place = next(
            (
                place
                for place, line in enumerate(sheet.lines)
                if line.product == product.id
                and Range(line.date_start, line.date_end).covers(date)
            ),
            None,
        )
        if place is None:
            price = desk.get_product_price(self, product.id, quantity, date)
            return self._prepare_fee_entry(desk, product, price, quantity)
        line = sheet.lines[place]
        price = desk.get_price(self, line, date)
        text = desk.get_text(line, sheet.lang, date, date)
        entry = self._prepare_fee_entry(desk, product, price, quantity, text)
        return entry | {
            "line": sheet.line_ids[place],
            "discount": line.discount,
            "taxes": desk.get_taxes(self, line),
            "analytic": desk.get_analytic(self, sheet.analytic[place]),
        }

    def _get_usage_product(self, kind):
        """What is billed for a unit beyond the included ones."""
        plan = self.plan_id
        allowance = plan.allowance_ids.filtered(lambda each: each.kind == kind)
        if allowance.extra_product_id:
            return allowance.extra_product_id
        if plan.kind == "usage":
            return self.line_ids.filtered("product_id")[:1].product_id
        return self.env["product.product"]

    def _get_billable_usage(self, kind, quantity, date):
        """The part of a quantity that goes beyond what the period includes."""
        included = self._get_allowance(kind, date)
        if included is None:
            return 0.0
        used = self._get_usage(kind, date)
        return max(0.0, quantity - max(0.0, included - used))

    def _get_usage(self, kind, date):
        """The quantity of a kind that was used in the period of a day."""
        self.ensure_one()
        stretch = self.period_ids.filtered(
            lambda row: row.kind == "period" and row.date_from <= date <= row.date_to
        )[:1]
        rows = self.env["community.contract.period"]._with_pen()
        found = rows._read_group(
            [
                ("contract_id", "=", self.id),
                ("kind", "=", "usage"),
                ("usage_kind", "=", kind),
                ("date_from", ">=", stretch.date_from or date),
                ("date_from", "<=", stretch.date_to or date),
            ],
            aggregates=["usage_quantity:sum"],
        )
        return found[0][0] or 0.0
