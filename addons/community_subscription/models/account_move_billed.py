from odoo import api, models
from odoo.exceptions import UserError

from ..tools.inside import is_inside


class AccountMove(models.Model):
    """An invoice of a contract says what its periods say, for as long as it counts."""

    _inherit = "account.move"

    def _post(self, soft=True):
        # What billing has just made has no periods yet.
        if not is_inside(self.env.context, "community_sequence"):
            self._check_like_periods()
        return super()._post(soft)

    def _check_like_periods(self):
        """Set back to draft and posted again, it still bills what was agreed."""
        # sudo: whoever posts invoices may not see the schedule.
        for move in self.sudo().filtered("community_period_ids"):
            sign = -1 if move.move_type == "out_refund" else 1
            rows = move.community_period_ids
            lines = move.invoice_line_ids.filtered(
                lambda line: line.display_type == "product"
            )
            pairs = [
                (sum(lines.mapped("price_subtotal")), rows.mapped("amount_untaxed"))
            ]
            if not move.invoice_cash_rounding_id:
                pairs.append((move.amount_tax, rows.mapped("amount_tax")))
            is_other = move.currency_id != rows.currency_id or any(
                move.currency_id.compare_amounts(sign * said, sum(agreed))
                for said, agreed in pairs
            )
            if is_other:
                raise UserError(
                    self.env._(
                        "%(invoice)s bills periods of %(contract)s and must say what "
                        "they say. Cancel it, so that they are billed anew, or make a "
                        "credit note.",
                        invoice=move.display_name,
                        contract=move.community_contract_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed_periods(self):
        # sudo: whoever deletes invoices may not see the schedule.
        for move in self.sudo().filtered("community_period_ids"):
            raise UserError(
                self.env._(
                    "%(invoice)s bills periods of %(contract)s. Cancel it instead: "
                    "then they are billed anew.",
                    invoice=move.display_name,
                    contract=move.community_contract_id.name,
                )
            )
