from odoo import models
from odoo.tools import SQL


class ResCompany(models.Model):
    """Wallets against the books, as an accountant asks for it."""

    _inherit = "res.company"

    def _get_wallet_tie(self):
        """:return: what the account of wallets says, what wallets hold, what waits to
        be booked, and the difference, which is zero
        """
        self.ensure_one()
        self.env.flush_all()
        booked, wallets, waiting = self.env.execute_query(
            SQL(
                """
                SELECT (SELECT COALESCE(sum(-balance), 0) FROM account_move_line
                         WHERE account_id = %(account)s AND company_id = %(company)s
                           AND parent_state = 'posted'),
                       (SELECT COALESCE(sum(balance), 0) FROM community_wallet
                         WHERE company_id = %(company)s),
                       (SELECT COALESCE(sum(amount), 0) FROM community_wallet_entry
                         WHERE company_id = %(company)s AND move_id IS NULL)
                """,
                account=self.sudo().wallet_account_id.id or 0,  # sudo: its own account
                company=self.id,
            )
        )[0]
        return {
            "booked": float(booked),
            "wallets": float(wallets),
            "waiting": float(waiting),
            "difference": float(booked + waiting - wallets),
        }
