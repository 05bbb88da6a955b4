from odoo import models


class AccountMoveLine(models.Model):
    """Service time whose draft invoice is deleted is to be billed again."""

    _inherit = "account.move.line"

    def unlink(self):
        # sudo: whoever deletes the invoice need not keep service records.
        records = self.env["community.service.record"].sudo()
        freed = records.search([("invoice_line_id", "in", self.ids)])
        result = super().unlink()
        freed._keep({"state": "saved", "invoice_line_id": False})
        return result
