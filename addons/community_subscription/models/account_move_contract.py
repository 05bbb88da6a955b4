from odoo import models


class AccountMove(models.Model):
    """Payments of all subscribers are looked at by due date."""

    _inherit = "account.move"

    _community_due_index = models.Index(
        "(company_id, invoice_date_due) WHERE community_contract_id IS NOT NULL"
    )
