from odoo import models


class CommunityWallet(models.Model):
    """Buttons of the desk; each opens one small window."""

    _inherit = "community.wallet"

    def action_top_up(self):
        return self._open_act("top_up", self.env._("Top Up"))

    def action_refund(self):
        return self._open_act("refund", self.env._("Pay Out the Rest"))

    def action_transfer(self):
        return self._open_act("transfer", self.env._("Pass On to Another Wallet"))

    def action_block(self):
        return self._open_act("block", self.env._("Block the Wallet"))

    def action_unblock(self):
        self.check_access("write")
        self._unblock()
        return True

    def action_open_entries(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_wallet_entry_action"
        )
        return action | {"domain": [("wallet_id", "=", self.id)], "context": {}}

    def _open_act(self, kind, name):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "community.wallet.act",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_wallet_id": self.id, "default_kind": kind},
        }
