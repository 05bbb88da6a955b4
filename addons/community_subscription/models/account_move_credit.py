from odoo import api, models


class AccountMove(models.Model):
    """The warning on an invoice counts the whole tree, as the limit does."""

    _inherit = "account.move"

    @api.depends("state", "move_type", "amount_total_signed")
    def _compute_partner_credit_warning(self):
        result = super()._compute_partner_credit_warning()
        for move in self:
            silent = not move.partner_credit_warning and move.partner_id
            if silent and move.move_type == "out_invoice" and move.state == "draft":
                move.partner_credit_warning = move._get_tree_credit_warning()
        return result

    def _get_tree_credit_warning(self):
        partner, company = self.partner_id, self.company_id
        added = {partner: self.amount_total_signed}
        breach = partner._get_credit_breaches(added, company).get(partner)
        if not breach:
            return ""
        currency = company.currency_id
        return self.env._(
            "%(payer)s may owe %(limit)s at most. With this invoice it would be "
            "%(total)s, with all branches and employees.",
            payer=breach.partner.name,
            limit=currency.format(breach.limit),
            total=currency.format(breach.total),
        )
