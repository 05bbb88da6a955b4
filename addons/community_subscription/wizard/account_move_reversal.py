from odoo import models


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    def _modify_default_reverse_values(self, origin_move):
        """An invoice that is written anew stands for the periods of the old one."""
        values = super()._modify_default_reverse_values(origin_move)
        # sudo: whoever corrects invoices may not see the contract.
        move = origin_move.sudo()
        if not move.community_contract_id:
            return values
        first = move.community_replaces_id or move
        return values | {
            "community_contract_id": move.community_contract_id.id,
            "community_replaces_id": first.id,
        }
