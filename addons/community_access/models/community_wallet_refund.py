from odoo import models


class CommunityWallet(models.Model):
    """A top-up that the provider of payments paid back."""

    _inherit = "community.wallet"

    def _take_refund(self, payment_move, amount, refund, source):
        """What is there goes against what was paid out; also from a blocked wallet.

        :param payment_move: the posted entry of the payment to the payer
        :param refund: the transaction that paid back, `source` the top-up
        :return: the entry; nothing when nothing is left in the wallet
        """
        entries = self.env["community.wallet.entry"]
        wallet = self._get_living()
        origin = f"tx:{refund.id}"
        wallet._lock()
        known = entries._find(self.company_id, origin)
        line = payment_move.line_ids.filtered(
            lambda line: (
                line.account_id.account_type == "asset_receivable"
                and not line.reconciled
            )
        )
        if known or not line:
            return known
        # sudo: the suite itself follows its money.
        top_up = entries._find(self.company_id, f"tx:{source.id}").sudo()
        if top_up.reversed_by_ids:  # taken out of the wallet by hand already
            account = top_up.reversed_by_ids.account_id
            self._set_off_refund(payment_move, line, amount, account)
            return entries
        taken = wallet.currency_id.round(min(amount, wallet.balance))
        if taken <= 0:
            return entries
        move = wallet._set_off_refund(payment_move, line, taken)
        return wallet._append(
            "refund",
            -taken,
            origin,
            note=refund.reference,
            move_id=move.id,
            has_own_move=True,
        )

    def _get_living(self):
        """Where the money is, after two records of one person were merged."""
        if self.state != "closed":
            return self
        # sudo: the suite itself follows its money.
        return self.partner_id._get_wallet(self.company_id).sudo() or self

    def _set_off_refund(self, payment_move, line, amount, account=None):
        move = self._book_invoice_payment(payment_move, line, amount, account)
        opposite = move.line_ids.filtered(
            lambda other: other.account_id == line.account_id
        )
        (line | opposite).reconcile()
        return move
