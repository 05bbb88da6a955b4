from odoo import api, models


class CommunityServiceAbstractLine(models.AbstractModel):
    """A row of an on-site form: a change of it is a change of the form."""

    _name = "community.service.abstract.line"
    _description = "Row of an On-Site Form"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.form_id._touch()
        return lines

    def write(self, vals):
        self.form_id._touch()
        result = super().write(vals)
        self.form_id._touch()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_with_form(self):
        self.form_id._touch()
