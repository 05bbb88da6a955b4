from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _get_amount_in_words(self):
        """The total in words, in the language of the partner."""
        self.ensure_one()
        return self.currency_id._spell(self.amount_total, self.partner_id.lang)

    def _shows_amount_in_words(self):
        """On documents of contracts and of reminders; others follow core's setting."""
        self.ensure_one()
        ours = self.community_contract_id or self.is_late_charge
        return bool(ours) and not self.company_id.display_invoice_amount_total_words
