from odoo import models


class AccountMove(models.Model):
    """A paid invoice extends its contract in the transaction that pays."""

    _inherit = "account.move"

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        self._follow_payment()
        return result

    def _follow_payment(self):
        """After a payment, a credit note, or when one of them is undone."""
        # sudo: whoever registers the payment may not see contracts or charges.
        moves = self.sudo().filtered("community_contract_id")
        if not moves:
            return
        moves.community_charge_ids._drop_if_paid()
        moves.community_contract_id._after_payment()


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _reconcile_post_hook(self, data):
        """Core's hook for paid invoices leaves out those that a credit note settles."""
        result = super()._reconcile_post_hook(data)
        settled = data["not_paid_invoices"].filtered(
            lambda move: move.payment_state == "reversed"
        )
        settled._follow_payment()
        return result
