from odoo import models


class CommunityContract(models.Model):
    """What stands on the printed contract and on the printed payment schedule."""

    _inherit = "community.contract"

    def _get_printed_lines(self):
        """What one period holds, as the schedule has it: name, quantity, price.

        A draft has no schedule yet; its lines, or those of the plan, are shown then.
        """
        self.ensure_one()
        periods = self.period_ids.filtered(
            lambda period: period.kind == "period" and period.detail
        )
        planned = periods.filtered(lambda period: period.state == "planned")
        period = planned[:1] or periods[-1:]
        if period:
            return [self._prepare_printed_detail(row) for row in period.detail]
        lines = self.line_ids or self.plan_id.line_ids
        return [self._prepare_printed_line(line) for line in lines]

    def _prepare_printed_detail(self, row):
        product = self.env["product.product"].browse(row.get("product"))
        return {
            "name": row.get("name") or product.display_name,
            "display_type": row.get("display_type"),
            "quantity": row.get("quantity"),
            "price_unit": row.get("price_unit"),
            "discount": row.get("discount"),
        }

    def _prepare_printed_line(self, line):
        fixed = line.price_mode == "fixed"
        return {
            "name": line.name or line.product_id.display_name,
            "display_type": "display_type" in line and line.display_type,
            "quantity": line.quantity,
            "price_unit": line.price_unit if fixed else None,
            "discount": "discount" in line and line.discount,
        }

    def _get_printed_periods(self):
        """Rows with something to pay, in the order of their dates."""
        self.ensure_one()
        return self.period_ids.filtered(lambda period: period.state != "free").sorted(
            lambda period: (period.bill_date, period.date_from, period.id)
        )

    def _get_printed_state(self, period):
        """What became of a row, in words."""
        labels = dict(period._fields["standing"]._description_selection(self.env))
        if period.state == "planned":
            return labels["credit" if period.amount_total < 0 else "planned"]
        # sudo: readers without accounting print the schedule of a contract they see.
        move = period.sudo().move_id._get_standing_move()
        if move.move_type == "out_refund" or move._is_credited():
            return labels["credit"]
        if move.payment_state in ("paid", "in_payment", "reversed"):
            return self.env._("Paid")
        return self.env._("Invoiced")
