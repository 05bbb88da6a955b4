from odoo import models
from odoo.exceptions import AccessError

SIGNED = ("community.service.form", "community.service.photo")


class IrAttachment(models.Model):
    """Signature and photos of an on-site form are changed on the form alone, which
    then needs a new version."""

    _inherit = "ir.attachment"

    def write(self, vals):
        self._check_signed()
        return super().write(vals)

    def unlink(self):
        self._check_signed()
        return super().unlink()

    def _check_signed(self):
        """:raises AccessError: for the bytes behind a field of a form"""
        if self.env.su:
            return
        # sudo: only where they belong is looked at.
        for file in self.sudo():
            if file.res_model in SIGNED and file.res_field:
                raise AccessError(self.env._("Change it on the service form."))
