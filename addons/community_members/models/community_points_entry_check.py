import secrets

from odoo import api, models
from odoo.tools import SQL

SECRET = "community_members.points_secret"
# What a row says; whoever changes one of these in the database breaks its seal.
SEALED = (
    "id",
    "partner_id",
    "company_id",
    "amount",
    "date",
    "kind",
    "rule_id",
    "rule_version",
    "expires_on",
    "reversal_of_id",
    "lot_id",
    "counts_for_rank",
    "counted_on",
    "origin_key",
    "origin_turn",
)


class CommunityPointsEntry(models.Model):
    """Seals on rows, and the check that finds what was altered behind our back."""

    _inherit = "community.points.entry"

    @api.model
    def _ensure_secret(self):
        # sudo: the secret seals rows and is shown to nobody.
        parameters = self.env["ir.config_parameter"].sudo()
        if not parameters.get_param(SECRET):
            parameters.set_param(SECRET, secrets.token_hex(32))
            self.env.flush_all()

    @api.model
    def _sql_seal(self, parts):
        """The secret is read where it lies, so that no log of queries shows it."""
        self._ensure_secret()
        text = SQL(", ").join(SQL("COALESCE((%s)::text, '')", part) for part in parts)
        return SQL(
            "encode(sha256(convert_to(concat_ws('|',"
            " (SELECT value FROM ir_config_parameter WHERE key = %s), %s), 'UTF8')),"
            " 'hex')",
            SECRET,
            text,
        )

    @api.model
    def _sql_checksum(self, alias):
        return self._sql_seal([SQL.identifier(alias, name) for name in SEALED])

    def _seal(self):
        """Seal these rows as they are now."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE community_points_entry AS entry SET checksum = %s"
                " WHERE entry.id = ANY(%s)",
                self._sql_checksum("entry"),
                self.ids,
            )
        )
        self.invalidate_recordset(["checksum"])

    @api.model
    def _find_drift(self, partners=None):
        """Everything in the ledger that is not as the suite wrote it.

        :param partners: look at their rows alone; nobody named: at all rows
        :return: dict with `entries` (ids of altered rows) and `balances` (dicts of
            partner, company, stored balance, sum of the ledger)
        """
        self.env.flush_all()
        only = SQL("true")
        if partners:
            only = SQL("partner_id = ANY(%s)", list(partners.ids))
        altered = self.env.execute_query(
            SQL(
                "SELECT entry.id FROM community_points_entry entry"
                " WHERE entry.checksum IS DISTINCT FROM %s AND %s ORDER BY entry.id",
                self._sql_checksum("entry"),
                only,
            )
        )
        drifted = self.env.execute_query_dict(self._sql_drift(only))
        return {"entries": [row[0] for row in altered], "balances": drifted}

    @api.model
    def _check_ledger(self):
        """A sentence for each altered row and each balance that is not its sum."""
        found = self._find_drift()
        rows = [
            self.env._("Entry %(entry)s was altered.", entry=entry)
            for entry in found["entries"]
        ]
        return rows + [
            self.env._(
                "Contact %(partner)s has %(stored)s points, the ledger says %(sum)s.",
                partner=each["partner_id"],
                stored=each["stored"],
                sum=each["ledger"],
            )
            for each in found["balances"]
        ]

    @api.model
    def _sql_drift(self, only):
        """Balances that are not the sum of their entries, or whose seal is broken."""
        Balance = self.env["community.points.balance"]
        return SQL(
            """
                WITH ledger AS (
                    SELECT partner_id, company_id, sum(amount) AS balance,
                           sum(amount) FILTER (WHERE counts_for_rank) AS earned,
                           count(*) AS entries
                      FROM community_points_entry WHERE %(only)s
                     GROUP BY partner_id, company_id
                ),
                kept AS (SELECT * FROM community_points_balance WHERE %(only)s)
                SELECT COALESCE(kept.partner_id, ledger.partner_id) AS partner_id,
                       COALESCE(kept.company_id, ledger.company_id) AS company_id,
                       COALESCE(kept.balance, 0) AS stored,
                       COALESCE(ledger.balance, 0) AS ledger
                  FROM kept
                  FULL JOIN ledger ON ledger.partner_id = kept.partner_id
                       AND ledger.company_id = kept.company_id
                 WHERE COALESCE(kept.balance, 0) != COALESCE(ledger.balance, 0)
                    OR COALESCE(kept.earned, 0) != COALESCE(ledger.earned, 0)
                    OR COALESCE(kept.entry_count, 0) != COALESCE(ledger.entries, 0)
                    OR (kept.entry_count > 0
                        AND kept.checksum IS DISTINCT FROM %(checksum)s)
                 ORDER BY 1, 2
                """,
            only=only,
            checksum=Balance._sql_checksum(
                "kept",
                SQL.identifier("kept", "balance"),
                SQL.identifier("kept", "entry_count"),
            ),
        )
