from odoo import models


class CommunityContract(models.Model):
    """Fees: for joining, once in a life, and for a hold."""

    _inherit = "community.contract"

    def _plan_fees(self, desk, billed):
        """A row for each hold that costs one fee and was not billed yet.

        The fee of a hold that was cancelled after it was billed is left in `billed`:
        no stretch asks for it, so that it is credited as a difference.
        """
        wanted = []
        for hold in self.hold_ids.sorted("id"):
            if hold.is_cancelled or hold.fee_mode != "fee":
                continue
            unit = f"hold:{hold.id}"
            if unit in billed:
                # It stays, whatever the plan of the contract is meanwhile.
                billed.pop(unit)
                continue
            product = hold._get_fee_product()
            if not product:
                continue
            price = self.plan_id.hold_fee
            wanted.append(
                {
                    "kind": "fee",
                    "origin": f"fee:{unit}",
                    "date_from": hold.date_from,
                    "date_to": hold.date_from,
                    "bill_date": hold.date_from,
                    "detail": [self._prepare_fee_entry(desk, product, price)],
                }
            )
        return wanted

    def _prepare_fee_entry(self, desk, product, price, quantity=1.0, name=None):
        """An entry of a detail that is not for a line of the contract."""
        lang = desk.get_sheet(self).lang
        return {
            "line": False,
            "product": product.id,
            "name": name or desk.get_product_name(product.id, lang),
            "quantity": quantity,
            "price_unit": price,
            "discount": 0.0,
            "taxes": desk.get_product_taxes(self, product.id),
            "analytic": desk.get_analytic(self),
            "days": 0,
            "of": 0,
            "base": None,
            "display_type": False,
        }

    def _plan_kept(self, desk, rows, wanted):
        """Joining fees and usage stay; usage moves with the invoice it belongs to."""
        kept = []
        for row in rows.filtered(lambda row: row.kind in ("joining", "usage")):
            values = {
                "kind": row.kind,
                "origin": row.origin,
                "date_from": row.date_from,
                "date_to": row.date_to,
                "bill_date": row.bill_date,
                "detail": row.detail or [],
            }
            if row.kind == "joining":
                values.update(self._prepare_joining_values(desk, row, wanted))
            else:
                values["bill_date"] = self._get_usage_bill_date(row, wanted)
            kept.append(values)
        return kept

    def _prepare_joining_values(self, desk, row, wanted):
        """The fee as it was when the contract was accepted, with the first invoice."""
        first = self._get_first_paid_day()
        periods = (each["bill_date"] for each in wanted if each["detail"])
        detail = row.detail
        if not detail:
            product, price = row.once_product_id, self.plan_id.joining_price
            if not price:
                price = desk.get_product_price(self, product.id, 1.0, first)
            detail = [self._prepare_fee_entry(desk, product, price)]
        return {
            "date_from": first,
            "date_to": first,
            "bill_date": min([first, *(day for day in periods if day)]),
            "detail": detail,
        }

    def _get_usage_bill_date(self, row, wanted):
        """With the first invoice after the stretch in which it was used."""
        later = [
            each["bill_date"]
            for each in wanted
            if each["kind"] == "period" and each["bill_date"] > row.date_from
        ]
        return min(later, default=row.bill_date)
