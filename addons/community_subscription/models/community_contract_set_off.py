from odoo import models
from odoo.fields import Domain


class CommunityContract(models.Model):
    """What the schedule credits is set off against what the same contract bills."""

    _inherit = "community.contract"

    def _make_invoices(self, bills):
        moves = super()._make_invoices(bills)
        moves.community_contract_id._set_off_credits()
        return moves

    def _get_open_credits(self):
        """Credit notes of the schedule that settle nothing yet, the oldest first.

        Those that somebody made by hand are his to settle.
        """
        return self.env["account.move"].search(
            Domain("community_contract_id", "in", self.ids)
            & Domain("move_type", "=", "out_refund")
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("amount_residual", ">", 0)
            & Domain("community_period_ids", "!=", False),
            order="invoice_date, id",
        )

    def _set_off_credits(self):
        """Set credits off against open invoices of the same contract and payer.

        What is being paid at this moment is left alone.
        """
        # sudo: follows from billing, whoever starts it.
        credits_sudo = self.sudo()._get_open_credits()
        if not credits_sudo:
            return
        invoices_sudo = credits_sudo.community_contract_id._get_open_invoices()
        invoices_sudo = invoices_sudo.filtered(
            lambda move: (
                not move._get_charges_under_way()
                and not move._get_transactions_under_way()
            )
        )
        lines_sudo = (credits_sudo | invoices_sudo).line_ids.filtered(
            lambda line: line.display_type == "payment_term" and not line.reconciled
        )
        for found in lines_sudo.grouped(
            lambda line: (
                line.move_id.community_contract_id,
                line.partner_id,
                line.currency_id,
                line.account_id,
            )
        ).values():
            if len(set(found.mapped("move_id.move_type"))) > 1:
                found.reconcile()
