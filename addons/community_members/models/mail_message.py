from odoo import api, models


class MailMessage(models.Model):
    """The chatter of a guarded record holds no full payment card number either."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_card_numbers(vals.get("model"), vals)
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"body", "subject"}:
            # sudo: which model the messages belong to; nothing of it is shown.
            for model in set(self.sudo().mapped("model")):
                self._check_card_numbers(model, vals)
        return super().write(vals)

    def _check_card_numbers(self, model, vals):
        guarded = self.env.get(model)
        if hasattr(guarded, "_check_no_card_number"):
            texts = {name: str(vals.get(name) or "") for name in ("body", "subject")}
            guarded._check_no_card_number(texts, holder=self)
