from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """A journal entry that says what wallets say stays posted."""

    _inherit = "account.move"

    def button_draft(self):
        self._check_no_wallet_entries()
        return super().button_draft()

    def button_cancel(self):
        self._check_no_wallet_entries()
        return super().button_cancel()

    def _check_no_wallet_entries(self):
        # sudo: only whether there is any.
        entries_sudo = self.env["community.wallet.entry"].sudo()
        if entries_sudo.search_count([("move_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "The money of wallets is in this journal entry. Reverse the entry "
                    "of the wallet instead; that books it, too."
                )
            )
