from odoo import models


class CommunityWallet(models.Model):
    """Open invoices of the holder, and paying them with what is in the wallet."""

    _inherit = "community.wallet"

    def _get_open_invoices(self):
        """What the holder himself owes, the oldest first.

        :return: account.move, with the rights of the suite
        """
        self.ensure_one()
        # sudo: of the holder alone, for the desk and for himself.
        return (
            self.env["account.move"]
            .sudo()
            .search(
                [
                    ("partner_id", "=", self.partner_id.id),
                    ("company_id", "=", self.company_id.id),
                    ("currency_id", "=", self.currency_id.id),
                    ("move_type", "in", ("out_invoice", "out_receipt")),
                    ("state", "=", "posted"),
                    ("payment_state", "in", ("not_paid", "partial")),
                ],
                order="invoice_date_due, id",
            )
        )

    def _pay_what_is_there(self, invoice):
        """Pay an invoice, or as much of it as the wallet may pay today.

        :raises UserError: when that is nothing, or it is an invoice of somebody else
        """
        invoice_sudo = invoice.sudo()  # sudo: whose it is, is checked in `_pay_invoice`
        kind = "spend"
        if invoice_sudo.access_surcharge_ids:
            kind = "surplus"
        elif invoice_sudo.access_band_money_ids:
            kind = "fee"
        amount = min(self._get_payable(kind), invoice_sudo.amount_residual)
        return self._pay_invoice(invoice, max(amount, 0.0), kind=kind)

    def _get_payable(self, kind="spend"):
        """How much the wallet pays now; the limit of a day is for what is bought."""
        wallet_sudo = self.sudo()  # sudo: limits of a child, for whoever is at the till
        return wallet_sudo.left_today if kind == "spend" else wallet_sudo.balance

    def action_pay_invoices(self):
        """Open invoices of the holder, each with a button that pays it."""
        self.ensure_one()
        self.check_access("write")
        return self.env["community.wallet.pay"]._open(self)
