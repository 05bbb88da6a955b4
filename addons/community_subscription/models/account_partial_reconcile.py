from odoo import models


class AccountPartialReconcile(models.Model):
    """A contract whose payment is undone loses what it had given."""

    _inherit = "account.partial.reconcile"

    def unlink(self):
        # sudo: the invoices of these payments, whoever undoes them.
        moves = (self.debit_move_id | self.credit_move_id).sudo().move_id
        result = super().unlink()
        moves.exists()._follow_payment()
        return result
