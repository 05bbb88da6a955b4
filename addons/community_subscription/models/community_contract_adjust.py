from datetime import timedelta
from decimal import Decimal

from odoo import fields, models

from ..tools.proration import round_amount, to_decimal

# A credit waits for the next invoice if that is not further away than this.
CREDIT_WAITS = timedelta(days=31)


class CommunityContract(models.Model):
    """What was billed already and costs something else now: the difference.

    What a stretch should cost follows from the lines, holds and seats as they are now,
    at the prices at which it was billed. Less what its rows billed, that is what is
    left to bill or to credit, whatever happened in between.
    """

    _inherit = "community.contract"

    def _prepare_adjust_row(self, desk, unit, stretch, billed):
        """The row with the difference for one stretch, or None.

        :param unit: what the stretch is called in origins
        :param stretch: the stretch as it is now; None: it is not in the contract
        :param billed: its billed rows
        """
        self.ensure_one()
        paid = self._get_billed_lines(billed)
        due = self._get_due_lines(desk, stretch, paid) if stretch else {}
        detail = []
        for key in [*due, *(key for key in paid if key not in due)]:
            amount = due.get(key, (Decimal(0), None))[0]
            difference = amount - (paid[key]["amount"] if key in paid else 0)
            if difference:
                entry = due[key][1] if key in due else paid[key]["entry"]
                detail.append(
                    self._prepare_difference(entry, difference, paid.get(key))
                )
        if not detail:
            return None
        first = billed.sorted("date_from")[0]
        number = len(billed.filtered(lambda row: row.kind == "adjust")) + 1
        return {
            "kind": "adjust",
            "origin": f"adjust:{unit}:{number}",
            "date_from": stretch.date_from if stretch else first.date_from,
            "date_to": stretch.date_to if stretch else first.date_to,
            "bill_date": False,
            "detail": detail,
        }

    def _get_billed_lines(self, billed):
        """What rows billed for each line: {key: {"amount", "entry"}}.

        Rows on a cancelled invoice billed nothing, but keep their prices.
        """
        rounding = Decimal(str(self.currency_id.rounding))
        found = {}
        for row in billed.sorted("id"):
            is_void = row.move_id.state == "cancel"
            for entry in row.detail or []:
                if entry["display_type"]:
                    continue
                key = entry["line"] or f"product:{entry['product']}"
                kept = found.setdefault(key, {"amount": Decimal(0), "entry": entry})
                if not is_void:
                    exact = self._get_base(
                        entry["price_unit"], entry["quantity"], entry["discount"]
                    )
                    kept["amount"] += round_amount(exact, rounding)
        return found

    def _get_due_lines(self, desk, stretch, paid):
        """What each line should cost in a stretch: {line id: (amount, entry)}."""
        sheet = desk.get_sheet(self)
        found = self._get_shares(sheet, stretch)
        bases, prices = {}, {}
        for share in found:
            line = sheet.lines[share.key]
            entry = paid.get(sheet.line_ids[share.key], {}).get("entry", {})
            if entry.get("base") is not None and entry["of"] == share.of:
                bases[share.key] = to_decimal(entry["base"])
                continue
            day = self._get_price_day(line, stretch)
            prices[share.key] = desk.get_price(self, line, day)
            bases[share.key] = self._get_base(
                prices[share.key], line.quantity, line.discount
            )
        amounts = self._share_amounts(sheet, found, bases, stretch)
        due = {}
        for share in found:
            line_id = sheet.line_ids[share.key]
            if line_id in paid:
                entry = paid[line_id]["entry"]
            else:
                entry = self._prepare_entry(
                    desk, sheet, stretch, share, (prices, bases, amounts)
                )
                entry = self._own(desk, sheet, entry)
            due[line_id] = (amounts[share.key], entry)
        return due

    def _prepare_difference(self, entry, difference, paid):
        env = self.with_context(lang=self.payer_id.lang or self.env.lang).env
        name = entry["name"]
        if difference < 0:
            name = env._("Less: %(text)s", text=name)
        elif paid:
            name = env._("Difference: %(text)s", text=name)
        return entry | {
            "name": name,
            "quantity": 1.0 if difference > 0 else -1.0,
            "price_unit": float(abs(difference)),
            "discount": 0.0,
        }

    def _date_adjust_rows(self, wanted, existing, today):
        """When differences are billed: at once; credits with the next invoice."""
        before = {row.origin: row for row in existing}
        coming = [
            row["bill_date"]
            for row in wanted
            if row["bill_date"] and today <= row["bill_date"] <= today + CREDIT_WAITS
            if row["detail"]
        ]
        for row in wanted:
            if row["bill_date"]:
                continue
            amount = sum(
                entry["price_unit"] * entry["quantity"] for entry in row["detail"]
            )
            kept = before.get(row["origin"])
            is_same = kept and (kept.amount_total < 0) == (amount < 0)
            # A credit waits for an invoice, not for one that will never be made.
            waits_in_vain = is_same and amount < 0 and kept.bill_date not in coming
            if is_same and (kept.bill_date <= today or not waits_in_vain):
                row["bill_date"] = kept.bill_date
            elif amount < 0:
                row["bill_date"] = min(coming, default=today)
            else:
                row["bill_date"] = today
        return wanted

    def _get_today(self):
        return fields.Date.context_today(self)
