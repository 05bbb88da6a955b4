from datetime import date

from odoo import fields

from .common import CommunitySubscriptionCommon

TODAY = date(2026, 3, 10)


class ScheduleCommon(CommunitySubscriptionCommon):
    """Reads schedules and makes invoices of due rows, the plain way."""

    @classmethod
    def _new_tax(cls, amount, **values):
        return cls.env["account.tax"].create(
            {
                "name": f"{amount} % {values}",
                "amount": amount,
                "company_id": cls.company.id,
                **values,
            }
        )

    def _get_rows(self, contract, kind="period"):
        rows = contract.period_ids.filtered(lambda row: row.kind == kind)
        return rows.sorted(lambda row: (row.date_from, row.id))

    def _get_begins(self, contract, number):
        return [
            str(day) for day in self._get_rows(contract)[:number].mapped("date_from")
        ]

    def _bill_plainly(self, contract, day=None):
        """Bill due rows with Odoo's ordinary invoice, all of them on one."""
        day = day or fields.Date.context_today(contract)
        rows = contract.period_ids.filtered(
            lambda row: row.state == "planned" and row.bill_date <= day
        )
        rows = rows._refresh_amounts().sudo()
        if not rows:
            return self.env["account.move"]
        sign = -1 if sum(rows.mapped("amount_total")) < 0 else 1
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice" if sign > 0 else "out_refund",
                "partner_id": contract.payer_id.id,
                "company_id": contract.company_id.id,
                "currency_id": contract.currency_id.id,
                "invoice_date": day,
                "invoice_payment_term_id": contract.payment_term_id.id,
                "fiscal_position_id": contract.fiscal_position_id.id,
                "community_contract_id": contract.id,
                "invoice_line_ids": [
                    (0, 0, self._prepare_line(entry, sign))
                    for row in rows
                    for entry in row.detail or []
                ],
            }
        )
        move.action_post()
        rows._set_billed(dict.fromkeys(rows, move))
        return move

    def _prepare_line(self, entry, sign):
        if entry["display_type"]:
            return {"name": entry["name"], "display_type": entry["display_type"]}
        return {
            "name": entry["name"],
            "product_id": entry["product"],
            "quantity": sign * entry["quantity"],
            "price_unit": entry["price_unit"],
            "discount": entry["discount"],
            "tax_ids": [(6, 0, entry["taxes"])],
            "analytic_distribution": entry["analytic"],
        }

    def _pay(self, moves, day=None):
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"payment_date": day or fields.Date.context_today(moves)})
        )
        return wizard._create_payments()

    def _get_billed_sum(self, contract):
        rows = contract.period_ids.filtered(lambda row: row.state == "billed")
        return contract.currency_id.round(sum(rows.mapped("amount_untaxed")))

    def _check(self):
        self.assertEqual(self.env["community.contract.period"]._check_ledger(), [])
