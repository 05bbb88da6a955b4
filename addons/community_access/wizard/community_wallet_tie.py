from odoo import api, fields, models


class CommunityWalletTie(models.TransientModel):
    """Wallets and the books side by side, for an accountant."""

    _name = "community.wallet.tie"
    _description = "Wallets and the Books"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    account_id = fields.Many2one(related="company_id.wallet_account_id")
    booked = fields.Monetary("In the Books", compute="_compute_tie")
    waiting = fields.Monetary("Not Booked Yet", compute="_compute_tie")
    wallets = fields.Monetary("In All Wallets", compute="_compute_tie")
    difference = fields.Monetary(compute="_compute_tie")

    @api.depends("company_id")
    def _compute_tie(self):
        for tie in self:
            tie.update(tie.company_id._get_wallet_tie())

    @api.depends("company_id")
    def _compute_display_name(self):
        self.display_name = self.env._("Wallets and the Books")

    def action_post(self):
        """Book what waits, today's too."""
        self.ensure_one()
        self.check_access("write")
        self.env["community.wallet.entry"]._post_pending(self.company_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Wallets and the Books"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_waiting(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_wallet_entry_action"
        )
        domain = [("company_id", "=", self.company_id.id), ("move_id", "=", False)]
        return action | {"domain": domain, "context": {}}
