from odoo import fields, models


class PaymentTransaction(models.Model):
    """Topping up online: a payment whose other side is the account of wallets."""

    _inherit = "payment.transaction"

    community_wallet_id = fields.Many2one(
        "community.wallet",
        "Wallet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="community_access.group_access_desk",
    )

    def _get_wallet_to_top_up(self):
        # sudo: webhooks and payers have no rights on wallets.
        return self.sudo().community_wallet_id

    def _update_state(self, allowed_states, target_state, state_message):
        """Who closes the page at once must not wait for his money."""
        changed = super()._update_state(allowed_states, target_state, state_message)
        if target_state == "done" and changed._get_wallet_to_top_up():
            cron = self.env.ref("payment.cron_post_process_payment_tx")
            cron.sudo()._trigger()  # sudo: only the system may wake its own jobs.
        return changed

    def _create_payment(self, **extra_create_values):
        wallet_sudo = self._get_wallet_to_top_up()
        if wallet_sudo and self.amount > 0:
            company_sudo = wallet_sudo.company_id._ensure_wallet_accounts()
            extra_create_values = {
                "partner_id": wallet_sudo.partner_id.id,
                "destination_account_id": company_sudo.wallet_account_id.id,
                **extra_create_values,
            }
        return super()._create_payment(**extra_create_values)

    def _post_process(self):
        # Looked at once: what is paid in later is not for an old refund.
        fresh = self.filtered(lambda transaction: not transaction.is_post_processed)
        result = super()._post_process()
        fresh._follow_refund()
        for transaction in self:
            wallet_sudo = transaction._get_wallet_to_top_up()
            move_sudo = transaction.sudo().payment_id.move_id  # sudo: the webhook's
            if wallet_sudo and transaction.state == "done" and move_sudo:
                wallet_sudo._top_up(
                    transaction.amount,
                    origin=f"tx:{transaction.id}",
                    note=transaction.reference,
                    move=move_sudo,
                )
        return result

    def _follow_refund(self):
        """Money of a top-up that the provider paid back is taken out of the wallet.

        The payment stands open on the payer's account first; what is in the wallet is
        set off against it. What was spent meanwhile stays there, as a debt.
        """
        for transaction in self:
            source_sudo = transaction.sudo().source_transaction_id  # sudo: the webhook
            wallet_sudo = source_sudo._get_wallet_to_top_up()
            move_sudo = transaction.sudo().payment_id.move_id  # sudo: as above
            is_refund = transaction.operation == "refund"
            if is_refund and wallet_sudo and transaction.state == "done" and move_sudo:
                wallet_sudo._take_refund(
                    move_sudo, abs(transaction.amount), transaction, source_sudo
                )
