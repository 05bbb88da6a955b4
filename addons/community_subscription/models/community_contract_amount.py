from decimal import Decimal
from fractions import Fraction

from odoo import models

from ..tools.proration import part_of, round_amount, share_out, shares, to_decimal


class CommunityContract(models.Model):
    """What a stretch of a contract costs: the lines that its invoice will hold."""

    _inherit = "community.contract"

    def _get_shares(self, sheet, stretch):
        """How much of each line a stretch costs, see tools/proration."""
        if stretch.is_free or sheet.is_by_usage(stretch.date_from):
            return []
        return shares(
            sheet.days,
            sheet.holds,
            (stretch.date_from, stretch.date_to),
            (stretch.charge_from, stretch.charge_to),
            stretch.days,
        )

    def _get_base(self, price, quantity, discount):
        """The exact price of a line for one whole period (and one seat)."""
        base = to_decimal(price) * to_decimal(quantity)
        return base * (1 - to_decimal(discount) / 100) if discount else base

    def _share_amounts(self, sheet, found, bases, stretch):
        """The rounded amount of each share.

        Parts of one product are rounded together: cutting a line loses no cent.

        :param found: the shares of a stretch
        :param bases: dict of a line's place to its exact price for the whole period
        :return: dict of a line's place to a Decimal
        """
        rounding = Decimal(str(self.currency_id.rounding))
        amounts, broken = {}, {}
        for share in found:
            base = part_of(bases[share.key], stretch.part, stretch.parts, rounding)
            if share.seats:
                amounts[share.key] = round_amount(base * share.seats, rounding)
            else:
                product = sheet.lines[share.key].product
                exact = Fraction(base) * share.factor
                broken.setdefault(product, []).append((share.key, exact))
        for members in broken.values():
            keys, exact = zip(*members, strict=True)
            amounts.update(zip(keys, share_out(exact, rounding), strict=True))
        return amounts

    # ------------------------------------------------------------
    # ENTRIES
    # ------------------------------------------------------------

    def _get_period_detail(self, desk, stretch):
        """The lines of a stretch that was not billed yet.

        Contracts that agreed on the same share the work; only what their own lines are
        called in the database differs.
        """
        sheet = desk.get_sheet(self)
        plan = sheet.get_plan(stretch.date_from)
        key = (sheet.key, stretch, plan.kind)
        if key not in desk.details:
            desk.details[key] = self._compute_period_detail(desk, sheet, stretch)
        return [self._own(desk, sheet, entry) for entry in desk.details[key]]

    def _own(self, desk, sheet, entry):
        """An entry of shared work as that of this contract."""
        place = entry["line"]
        analytic = False
        if not entry["display_type"]:
            analytic = desk.get_analytic(self, sheet.analytic[place])
        return {**entry, "line": sheet.line_ids[place], "analytic": analytic}

    def _compute_period_detail(self, desk, sheet, stretch):
        found = self._get_shares(sheet, stretch)
        prices, bases = {}, {}
        for share in found:
            line = sheet.lines[share.key]
            day = self._get_price_day(line, stretch)
            prices[share.key] = desk.get_price(self, line, day)
            bases[share.key] = self._get_base(
                prices[share.key], line.quantity, line.discount
            )
        amounts = self._share_amounts(sheet, found, bases, stretch)
        entries = {
            share.key: self._prepare_entry(
                desk, sheet, stretch, share, (prices, bases, amounts)
            )
            for share in found
            if amounts[share.key] or share.seats
        }
        return self._with_texts(desk, sheet, entries, stretch)

    def _get_price_day(self, line, stretch):
        """Prices are those of the first day on which a line is in the stretch."""
        return max(line.date_start or stretch.date_from, stretch.date_from)

    def _prepare_entry(self, desk, sheet, stretch, share, found):
        prices, bases, amounts = found
        line = sheet.lines[share.key]
        text = desk.get_text(
            line,
            sheet.lang,
            self._get_price_day(line, stretch),
            min(line.date_end or stretch.date_to, stretch.date_to),
        )
        entry = {
            "line": share.key,
            "product": line.product,
            "name": text,
            "taxes": desk.get_taxes(self, line),
            "days": share.days,
            "of": share.of,
            "base": float(bases[share.key]),
            "display_type": False,
        }
        if share.seats and stretch.parts == 1:
            return entry | {
                "quantity": line.quantity * share.seats,
                "price_unit": prices[share.key],
                "discount": line.discount,
            }
        if not share.seats:
            entry["name"] = desk.get_days_text(text, share.days, share.of, sheet.lang)
        amount = float(amounts[share.key])
        return entry | {"quantity": 1.0, "price_unit": amount, "discount": 0.0}

    def _with_texts(self, desk, sheet, entries, stretch):
        """The entries in the order of the lines, with sections and notes among them."""
        detail = []
        for place, line in enumerate(sheet.lines):
            if place in entries:
                detail.append(entries[place])
            elif line.display_type and entries and _is_in_force(line, stretch):
                detail.append(_prepare_text(desk, sheet, place, stretch))
        return detail


def _prepare_text(desk, sheet, place, stretch):
    line = sheet.lines[place]
    return {
        "line": place,
        "product": False,
        "name": desk.get_text(line, sheet.lang, stretch.date_from, stretch.date_to),
        "quantity": 0.0,
        "price_unit": 0.0,
        "discount": 0.0,
        "taxes": [],
        "days": 0,
        "of": stretch.days,
        "display_type": line.display_type,
    }


def _is_in_force(line, stretch):
    begins = not line.date_start or line.date_start <= stretch.date_to
    return begins and (not line.date_end or line.date_end >= stretch.date_from)
