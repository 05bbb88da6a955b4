from odoo import models

from ..tools.amount_in_words import amount_in_words


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _spell(self, amount, lang=None):
        """An amount of this currency in words.

        :param lang: of whoever reads it; by default the user's.
        """
        self.ensure_one()
        unit = self.currency_unit_label or self.full_name or self.name
        return amount_in_words(
            *(amount, self.name, lang or self.env.lang or "en_US"),
            places=self.decimal_places,
            labels=(unit, self.currency_subunit_label or "/100"),
        )
