from odoo import models

from .community_prepared_mixin import LINE_FIELDS


class AccountMoveLine(models.Model):
    """Lines whose values are all known are created as they are."""

    _name = "account.move.line"
    _inherit = ["account.move.line", "community.prepared.mixin"]

    _prepared_fields = LINE_FIELDS

    def _restore_prepared_values(self, vals_list):
        moves = self.env["account.move"]
        parts = self.env["account.tax.repartition.line"]
        for vals in vals_list:
            move = moves.browse(vals["move_id"])
            tax = parts.browse(vals["tax_repartition_line_id"]).tax_id
            vals.update(
                journal_id=move.journal_id.id,
                company_id=move.company_id.id,
                company_currency_id=move.company_currency_id.id,
                tax_line_id=tax.id,
                tax_group_id=tax.tax_group_id.id,
            )
