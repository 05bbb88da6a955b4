from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def _get_amount_in_words(self):
        """The amount of a receipt in words, in the language of the partner."""
        self.ensure_one()
        return self.currency_id._spell(self.amount, self.partner_id.lang)
