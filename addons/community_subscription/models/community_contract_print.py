from odoo import models

from .printed_texts import PrintedTexts


class CommunityContract(models.Model):
    """What stands on the printed contract and on the printed payment schedule."""

    _inherit = "community.contract"

    def _get_printed_lines(self):
        """What one period holds, as the schedule has it: name, quantity, price.

        A draft has no schedule yet; its lines, or those of the plan, are shown then.
        """
        self.ensure_one()
        # sudo: plans and products are read for whoever may print the contract.
        contract = self.sudo().with_company(self.company_id)
        texts = PrintedTexts(contract)
        periods = self.period_ids.filtered(
            lambda period: period.kind == "period" and period.detail
        )
        planned = periods.filtered(lambda period: period.state == "planned")
        period = planned[:1] or periods[-1:]
        if period:
            return [
                self._prepare_printed_detail(row, texts.say_again(row, period))
                for row in period.detail
            ]
        lines = contract.line_ids or contract.plan_id.line_ids
        days = contract._get_first_days(texts.desk)
        return [
            self._prepare_printed_line(line, texts.say(line, *days)) for line in lines
        ]

    def _get_first_days(self, desk):
        """First and last day of the first period, which is not laid out yet."""
        stretches = self._get_stretches(desk, self._get_today())
        first = stretches[:1]
        if not first:
            return self.date_start, self.date_end or self.date_start
        return first[0].date_from, first[0].date_to

    def _prepare_printed_detail(self, row, name):
        return {
            "name": name,
            "display_type": row.get("display_type"),
            "quantity": row.get("quantity"),
            "price_unit": row.get("price_unit"),
            "discount": row.get("discount"),
        }

    def _prepare_printed_line(self, line, name):
        fixed = line.price_mode == "fixed"
        return {
            "name": name,
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
