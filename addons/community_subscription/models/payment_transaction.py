from odoo import fields, models

from ..tools.card_expiry import read_expiry


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    community_charge_ids = fields.One2many(
        "community.charge",
        "transaction_id",
        "Automatic Charges",
        groups="community_subscription.group_subscription_reader",
    )

    def _update_state(self, allowed_states, target_state, state_message):
        """The try to charge follows its transaction, whoever hears of it first."""
        changed = super()._update_state(allowed_states, target_state, state_message)
        # sudo: webhooks and payers have no rights on charges.
        changed.sudo().community_charge_ids._follow_transaction()
        if target_state == "done" and changed.sudo().invoice_ids.community_contract_id:
            # A payer who closes the page at once must not wait for his validity.
            cron = self.env.ref("payment.cron_post_process_payment_tx")
            cron.sudo()._trigger()  # sudo: only the system may wake its own jobs.
        return changed

    def _query_charge_outcome(self):
        """Ask the provider what became of this transaction.

        A hook: core's providers offer no such question by reference.

        :return: payment data for ``_process``, or None when it is not known
        """
        self.ensure_one()

    def _tokenize(self, payment_data):
        result = super()._tokenize(payment_data)
        if self.token_id and not self.token_id.valid_until:
            self.token_id.valid_until = read_expiry(payment_data)
        return result
