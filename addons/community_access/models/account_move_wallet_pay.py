from odoo import api, fields, models
from odoo.exceptions import UserError

DESK = "community_access.group_access_desk"


class AccountMove(models.Model):
    """An open invoice is paid from the wallet of whose it is, with one press."""

    _inherit = "account.move"

    access_band_money_ids = fields.One2many(
        "community.access.band.money", "move_id", groups=DESK
    )
    wallet_payable = fields.Monetary(
        "In the Wallet", compute="_compute_wallet_payable", groups=DESK
    )

    @api.depends("partner_id", "payment_state", "state")
    def _compute_wallet_payable(self):
        for move in self:
            payable = 0.0
            if move._is_open_for_wallet():
                wallet = move.partner_id._get_wallet(move.company_id)
                is_open = wallet and wallet.sudo().state == "open"  # sudo: told only
                payable = wallet._get_payable() if is_open else 0.0
            move.wallet_payable = payable

    def _is_open_for_wallet(self):
        return (
            self.move_type in ("out_invoice", "out_receipt")
            and self.state == "posted"
            and self.payment_state in ("not_paid", "partial")
            and self.currency_id == self.company_id.currency_id
        )

    def action_pay_from_wallet(self):
        """The lesser of what is open and what is in the holder's wallet."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.wallet"].check_access("write")
        wallet = self.partner_id._get_wallet(self.company_id)
        if not wallet:
            raise UserError(self.env._("There is no wallet to pay from."))
        wallet.check_access("write")
        wallet._pay_what_is_there(self)
        return True
