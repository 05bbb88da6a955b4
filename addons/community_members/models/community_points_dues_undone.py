from odoo import models


class AccountPartialReconcile(models.Model):
    """An invoice whose payment is undone gives its points back."""

    _inherit = "account.partial.reconcile"

    def unlink(self):
        # sudo: the invoices of these payments, whoever undoes them.
        moves = (self.debit_move_id | self.credit_move_id).sudo().move_id
        result = super().unlink()
        moves.exists()._reverse_dues_points()
        return result
