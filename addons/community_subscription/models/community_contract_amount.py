from decimal import Decimal
from fractions import Fraction

from odoo import models

from ..tools.proration import part_of, round_amount, share_out, shares, to_decimal


class CommunityContract(models.Model):
    """What a stretch of a contract costs: the lines that its invoice will hold."""

    _inherit = "community.contract"

    def _get_shares(self, stretch):
        """How much of each line a stretch costs, see tools/proration."""
        self.ensure_one()
        if stretch.is_free or self._get_plan_on(stretch.date_from).kind == "usage":
            return []
        return shares(
            self._get_lines_of_days(),
            self._get_holds_of_days(),
            (stretch.date_from, stretch.date_to),
            (stretch.charge_from, stretch.charge_to),
            stretch.days,
        )

    def _get_base(self, price, quantity, discount):
        """The exact price of a line for one whole period (and one seat)."""
        factor = 1 - to_decimal(discount) / 100
        return to_decimal(price) * to_decimal(quantity) * factor

    def _share_amounts(self, found, bases, chains, stretch):
        """The rounded amount of each share.

        :param found: the shares of a stretch
        :param bases: dict of a line's key to its exact price for the whole period
        :param chains: dict of a line's key to its product: parts of one product are
            rounded together, so that cutting a line loses no cent
        :return: dict of a line's key to a Decimal
        """
        rounding = Decimal(str(self.currency_id.rounding))
        amounts, broken = {}, {}
        for share in found:
            base = part_of(bases[share.key], stretch.part, stretch.parts, rounding)
            if share.seats:
                amounts[share.key] = round_amount(base * share.seats, rounding)
            else:
                broken.setdefault(chains[share.key], []).append(
                    (share.key, Fraction(base) * share.factor)
                )
        for members in broken.values():
            keys, exact = zip(*members, strict=True)
            amounts.update(zip(keys, share_out(exact, rounding), strict=True))
        return amounts

    # ------------------------------------------------------------
    # TEXTS
    # ------------------------------------------------------------

    def _get_text(self, desk, line, date_from, date_to):
        """The text of a line for these days, in the language of the payer."""
        lang = self.payer_id.lang or self.env.lang
        text = line.name
        if not text:
            name = desk.get_product_name(line.product_id, lang)
            text = f"{name} #START# – #END#"
        for sign, day in (("#START#", date_from), ("#END#", date_to)):
            if sign in text:
                text = text.replace(sign, desk.format_day(day, lang))
        return text

    def _get_days_text(self, text, days, of):
        env = self.with_context(lang=self.payer_id.lang or self.env.lang).env
        return env._("%(text)s (%(days)s of %(of)s days)", text=text, days=days, of=of)

    # ------------------------------------------------------------
    # ENTRIES
    # ------------------------------------------------------------

    def _get_period_detail(self, desk, stretch):
        """The lines of a stretch that was not billed yet."""
        self.ensure_one()
        found = self._get_shares(stretch)
        lines = {line.id: line for line in self.line_ids}
        days = {key: self._get_price_day(lines[key], stretch) for key in lines}
        prices = {
            share.key: desk.get_price(self, lines[share.key], days[share.key])
            for share in found
        }
        bases = {
            key: self._get_base(price, lines[key].quantity, lines[key].discount)
            for key, price in prices.items()
        }
        chains = {key: line.product_id.id for key, line in lines.items()}
        amounts = self._share_amounts(found, bases, chains, stretch)
        entries = {
            share.key: self._prepare_entry(
                desk, lines[share.key], stretch, share, (prices, bases, amounts)
            )
            for share in found
            if amounts[share.key] or share.seats
        }
        return self._with_texts(desk, entries, stretch)

    def _get_price_day(self, line, stretch):
        """Prices are those of the first day on which a line is in the stretch."""
        return max(line.date_start or stretch.date_from, stretch.date_from)

    def _prepare_entry(self, desk, line, stretch, share, found):
        prices, bases, amounts = found
        text = self._get_text(
            desk,
            line,
            self._get_price_day(line, stretch),
            min(line.date_end or stretch.date_to, stretch.date_to),
        )
        entry = {
            "line": line.id,
            "product": line.product_id.id,
            "name": text,
            "taxes": desk.get_taxes(self, line),
            "analytic": desk.get_analytic(self, line),
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
            entry["name"] = self._get_days_text(text, share.days, share.of)
        amount = float(amounts[share.key])
        return entry | {"quantity": 1.0, "price_unit": amount, "discount": 0.0}

    def _with_texts(self, desk, entries, stretch):
        """The entries in the order of the lines, with sections and notes among them."""
        detail = []
        for line in self.line_ids.sorted(lambda line: (line.sequence, line.id)):
            if line.id in entries:
                detail.append(entries[line.id])
            elif line.display_type and entries and _is_in_force(line, stretch):
                detail.append(self._prepare_text_entry(desk, line, stretch))
        return detail

    def _prepare_text_entry(self, desk, line, stretch):
        text = self._get_text(desk, line, stretch.date_from, stretch.date_to)
        return {
            "line": line.id,
            "product": False,
            "name": text,
            "quantity": 0.0,
            "price_unit": 0.0,
            "discount": 0.0,
            "taxes": [],
            "analytic": False,
            "days": 0,
            "of": stretch.days,
            "display_type": line.display_type,
        }


def _is_in_force(line, stretch):
    begins = not line.date_start or line.date_start <= stretch.date_to
    return begins and (not line.date_end or line.date_end >= stretch.date_from)
