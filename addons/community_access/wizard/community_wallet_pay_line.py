from odoo import fields, models
from odoo.exceptions import UserError


class CommunityWalletPayLine(models.TransientModel):
    """One open invoice in the window of a wallet."""

    _name = "community.wallet.pay.line"
    _description = "Invoice to Pay from a Wallet"
    _inherit = "community.member.card.number.guard"

    pay_id = fields.Many2one(
        "community.wallet.pay", required=True, index=True, ondelete="cascade"
    )
    move_id = fields.Many2one(
        "account.move", "Invoice Document", required=True, ondelete="cascade"
    )
    name = fields.Char("Invoice", readonly=True)
    currency_id = fields.Many2one(related="pay_id.currency_id")
    date_due = fields.Date("Due", compute="_compute_open")
    open_amount = fields.Monetary("To Be Paid", compute="_compute_open")

    def _compute_open(self):
        for line in self:
            # sudo: only what is open of an invoice of the wallet's holder.
            move_sudo = line.sudo().move_id & line.pay_id.wallet_id._get_open_invoices()
            line.date_due = move_sudo.invoice_date_due
            line.open_amount = move_sudo.amount_residual

    def action_pay(self):
        """The lesser of what is open and what is there; no invoice of others."""
        self.ensure_one()
        wallet = self.pay_id.wallet_id
        wallet.check_access("write")
        # sudo: only whose it is.
        if self.move_id.sudo().partner_id != wallet.partner_id:
            raise UserError(self.env._("This is not an invoice of the holder."))
        wallet._pay_what_is_there(self.move_id)
        self.env.invalidate_all()
        return self.pay_id._show()
