from odoo import api, models

from ..tools import seam


class IrMailServer(models.Model):
    _inherit = "ir.mail_server"

    @api.model
    def send_email(self, message, *args, **kwargs):
        """A trial of a change sends nothing: what it shows is taken back."""
        if seam.in_trial():
            return message["Message-Id"]
        return super().send_email(message, *args, **kwargs)
