from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class CommunityWalletPay(models.TransientModel):
    """Open invoices of a wallet's holder, for a desk that sees no other invoices."""

    _name = "community.wallet.pay"
    _description = "Pay Invoices from a Wallet"

    wallet_id = fields.Many2one("community.wallet", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="wallet_id.partner_id")
    currency_id = fields.Many2one(related="wallet_id.currency_id")
    balance = fields.Monetary("In the Wallet", related="wallet_id.balance")
    line_ids = fields.One2many("community.wallet.pay.line", "pay_id", "Invoices")

    @api.model
    def _open(self, wallet):
        """:raises UserError: when nothing is open"""
        invoices_sudo = wallet._get_open_invoices()
        if not invoices_sudo:
            raise UserError(
                self.env._("%(name)s owes nothing.", name=wallet.partner_id.name)
            )
        lines = [
            Command.create({"move_id": invoice.id, "name": invoice.name})
            for invoice in invoices_sudo
        ]
        window = self.create({"wallet_id": wallet.id, "line_ids": lines})
        return window._show()

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pay from Wallet"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
