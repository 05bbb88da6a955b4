from odoo import api, models


class MailActivity(models.Model):
    """Notes on what is to do with a guarded record are checked like its chatter."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # sudo: the name of a model is no secret.
            models_sudo = self.env["ir.model"].sudo()
            model = models_sudo.browse(vals.get("res_model_id")).model
            self._check_card_numbers(vals.get("res_model") or model, vals)
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"note", "summary"}:
            for model in set(self.mapped("res_model")):
                self._check_card_numbers(model, vals)
        return super().write(vals)

    def _check_card_numbers(self, model, vals):
        guarded = self.env.get(model)
        if hasattr(guarded, "_check_no_card_number"):
            texts = {name: str(vals.get(name) or "") for name in ("note", "summary")}
            guarded._check_no_card_number(texts, holder=self)
