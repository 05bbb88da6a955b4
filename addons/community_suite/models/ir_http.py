from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        # i18n_extra/ka.po holds words of core scripts; the browser takes a word
        # from any loaded module when the script's own module lacks it.
        names = super()._get_translation_frontend_modules_name()
        return [*names, "community_suite"]
