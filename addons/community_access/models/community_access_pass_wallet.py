from odoo import models


class CommunityAccessPass(models.Model):
    """What is in the wallet is on the pass, for gates that take money."""

    _inherit = "community.access.pass"

    def _get_row_dependencies(self):
        wallet = "partner_id.community_wallet_ids"
        names = ("balance", "state", "credit_limit")
        return super()._get_row_dependencies() + [f"{wallet}.{name}" for name in names]

    def _gather_balances(self, company, partners):
        """What may be spent; of a blocked wallet nothing."""
        # sudo: passes are compiled by whoever changes a fact.
        wallets_sudo = (
            self.env["community.wallet"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", partners.ids),
                    ("state", "=", "open"),
                ]
            )
        )
        return super()._gather_balances(company, partners) | {
            wallet.partner_id: wallet._to_minor(wallet.balance + wallet.credit_limit)
            for wallet in wallets_sudo
        }
