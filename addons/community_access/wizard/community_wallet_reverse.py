from odoo import fields, models
from odoo.exceptions import UserError


class CommunityWalletReverse(models.TransientModel):
    """Take one entry back, and say why."""

    _name = "community.wallet.reverse"
    _description = "Reverse a Wallet Entry"
    _inherit = "community.member.card.number.guard"

    entry_id = fields.Many2one(
        "community.wallet.entry", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="entry_id.currency_id")
    partner_id = fields.Many2one(related="entry_id.partner_id")
    amount = fields.Monetary(related="entry_id.amount")
    kind = fields.Selection(related="entry_id.kind")
    reason = fields.Char(required=True)

    def action_reverse(self):
        self.ensure_one()
        self.entry_id.check_access("read")
        self.entry_id.wallet_id.check_access("write")
        if self.entry_id.reversed_by_ids:
            raise UserError(self.env._("This entry is reversed already."))
        self.entry_id.wallet_id._reverse(self.entry_id, self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
