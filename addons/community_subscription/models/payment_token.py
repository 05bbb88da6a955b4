from odoo import fields, models


class PaymentToken(models.Model):
    _inherit = "payment.token"

    valid_until = fields.Date(
        help="Last day of the card, where the payment provider tells it."
    )

    def _handle_archiving(self):
        """A card that was removed is not charged any more."""
        result = super()._handle_archiving()
        # sudo: the member removes his own card, the contract is the club's.
        contracts = (
            self.env["community.contract"]
            .sudo()
            .search([("payment_token_id", "in", self.ids)])
        )
        contracts._forget_payment_token()
        return result
