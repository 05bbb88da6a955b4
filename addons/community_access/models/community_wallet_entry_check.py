from odoo import api, models
from odoo.tools import SQL

# What a row says; whoever changes one of these in the database breaks its seal.
# The holder may change when two records of one person are merged.
SEALED = (
    "id",
    "wallet_id",
    "company_id",
    "date",
    "day",
    "kind",
    "amount",
    "balance_after",
    "origin",
    "account_id",
    "peer_id",
    "reversal_of_id",
)


class CommunityWalletEntry(models.Model):
    """Seals on rows, and the check that ties rows, balances and books together."""

    _inherit = "community.wallet.entry"

    @api.model
    def _sql_checksum(self, alias):
        parts = [SQL.identifier(alias, name) for name in SEALED]
        return self.env["community.points.entry"]._sql_seal(parts)

    def _seal(self):
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE community_wallet_entry AS entry SET checksum = %s"
                " WHERE entry.id = ANY(%s)",
                self._sql_checksum("entry"),
                self.ids,
            )
        )
        self.invalidate_recordset(["checksum"])

    @api.model
    def _check_ledger(self):
        """A sentence for each row, balance or account that does not tie."""
        self.env.flush_all()
        return [
            *self._check_rows(),
            *self._check_balances(),
            *self._check_moves(),
            *self._check_accounts(),
        ]

    def _check_rows(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT entry.id, entry.checksum IS DISTINCT FROM %s,
                       entry.balance_after
                           != sum(entry.amount) OVER (
                               PARTITION BY entry.wallet_id ORDER BY entry.id)
                  FROM community_wallet_entry entry ORDER BY entry.id
                """,
                self._sql_checksum("entry"),
            )
        )
        altered = [
            self.env._("Wallet entry %(entry)s was altered.", entry=row[0])
            for row in rows
            if row[1]
        ]
        return altered + [
            self.env._(
                "The balance after wallet entry %(entry)s is not the sum up to it.",
                entry=row[0],
            )
            for row in rows
            if row[2]
        ]

    def _check_balances(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT wallet.id, wallet.balance, COALESCE(sum(entry.amount), 0)
                  FROM community_wallet wallet
                  LEFT JOIN community_wallet_entry entry ON entry.wallet_id = wallet.id
                 GROUP BY wallet.id
                HAVING wallet.balance != COALESCE(sum(entry.amount), 0)
                """
            )
        )
        return [
            self.env._(
                "Wallet %(wallet)s has %(stored)s, its entries say %(sum)s.",
                wallet=row[0],
                stored=row[1],
                sum=row[2],
            )
            for row in rows
        ]

    def _check_moves(self):
        """Rows whose journal entry is not posted or says another sum."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH said AS (
                    SELECT move_id, sum(amount) AS amount
                      FROM community_wallet_entry
                     WHERE move_id IS NOT NULL GROUP BY move_id
                )
                SELECT move.name, said.amount, COALESCE(sum(-line.balance), 0)
                  FROM said
                  JOIN account_move move ON move.id = said.move_id
                  JOIN res_company company ON company.id = move.company_id
                  LEFT JOIN account_move_line line ON line.move_id = move.id
                   AND line.account_id = company.wallet_account_id
                   AND line.parent_state = 'posted'
                 GROUP BY move.id, move.name, said.amount
                HAVING COALESCE(sum(-line.balance), 0) != said.amount
                """
            )
        )
        return [
            self.env._(
                "Journal entry %(move)s says %(booked)s, the wallets say %(sum)s.",
                move=row[0],
                booked=row[2],
                sum=row[1],
            )
            for row in rows
        ]

    def _check_accounts(self):
        # sudo: sums of all companies.
        companies = self.env["res.company"].sudo()
        found = companies.search([("wallet_account_id", "!=", False)])
        sums = {company: company._get_wallet_tie() for company in found}
        return [
            self.env._(
                "%(company)s: the books say %(booked)s, wallets %(wallets)s and what "
                "waits to be booked %(waiting)s.",
                company=company.name,
                booked=tie["booked"],
                wallets=tie["wallets"],
                waiting=tie["waiting"],
            )
            for company, tie in sums.items()
            if not company.currency_id.is_zero(tie["difference"])
        ]
