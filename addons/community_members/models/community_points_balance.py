from odoo import api, fields, models
from odoo.tools import SQL


class CommunityPointsBalance(models.Model):
    """The sum of the ledger per member and company, kept by the ledger itself.

    The row is also the lock of a member's points: two postings at once meet here, and
    the later one is tried again on what the earlier one left.
    """

    _name = "community.points.balance"
    _description = "Points Balance"
    _inherit = "community.points.ledger.guard"
    _order = "balance DESC, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    balance = fields.Integer("Points", readonly=True, default=0)
    earned = fields.Integer(
        readonly=True, default=0, help="All that was earned and not taken back."
    )
    entry_count = fields.Integer("Entries", readonly=True, default=0)
    checksum = fields.Char(readonly=True)
    rank_id = fields.Many2one(related="partner_id.rank_id")
    rank_color = fields.Integer(related="partner_id.rank_color")
    member_state = fields.Selection(related="partner_id.member_state")

    _partner_company_uniq = models.Constraint(
        "UNIQUE (partner_id, company_id)", "A member has one balance per company."
    )
    _company_balance_index = models.Index("(company_id, balance DESC)")

    @api.model
    def _lock(self, pairs):
        """Take the balances of (partner id, company id) until the transaction ends.

        The rows are written, not only locked: a transaction that began earlier must
        fail and start again instead of counting by its old view (REPEATABLE READ).
        """
        pairs = sorted(set(pairs))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO community_points_balance AS kept
                    (partner_id, company_id, balance, earned, entry_count,
                     create_uid, write_uid, create_date, write_date)
                SELECT partner_id, company_id, 0, 0, 0,
                       %(uid)s, %(uid)s, %(now)s, %(now)s
                  FROM unnest(%(partners)s, %(companies)s)
                       AS wanted (partner_id, company_id)
                ON CONFLICT (partner_id, company_id)
                DO UPDATE SET write_date = EXCLUDED.write_date
                """,
                partners=[pair[0] for pair in pairs],
                companies=[pair[1] for pair in pairs],
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )

    @api.model
    def _add(self, entries):
        """Add what `entries` say; one statement for all of them."""
        self._update(
            SQL(
                """
                SELECT partner_id, company_id, sum(amount) AS amount,
                       sum(amount) FILTER (WHERE counts_for_rank) AS earned,
                       count(*) AS entries
                  FROM community_points_entry
                 WHERE id = ANY(%s) GROUP BY partner_id, company_id
                """,
                entries.ids,
            ),
            SQL("kept.balance"),
            SQL("kept.earned"),
            SQL("kept.entry_count"),
        )

    @api.model
    def _rebuild(self, partner_ids):
        """Write the balances anew from the ledger, after rows changed their owner."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM community_points_balance WHERE partner_id = ANY(%s)",
                partner_ids,
            )
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT partner_id, company_id FROM community_points_entry"
                " WHERE partner_id = ANY(%s)",
                partner_ids,
            )
        )
        if rows:
            self._lock(rows)
            entries = self.env["community.points.entry"].sudo()  # sudo: sums only
            self._add(entries.search([("partner_id", "in", partner_ids)]))
        self.invalidate_model()

    def _update(self, sums, balance, earned, entry_count):
        new_balance = SQL("%s + sums.amount", balance)
        new_count = SQL("%s + sums.entries", entry_count)
        self.env.cr.execute(
            SQL(
                """
                WITH sums AS (%(sums)s)
                UPDATE community_points_balance AS kept
                   SET balance = %(balance)s,
                       earned = %(earned)s + COALESCE(sums.earned, 0),
                       entry_count = %(count)s,
                       checksum = %(checksum)s
                  FROM sums
                 WHERE kept.partner_id = sums.partner_id
                   AND kept.company_id = sums.company_id
                """,
                sums=sums,
                balance=new_balance,
                earned=earned,
                count=new_count,
                checksum=self._sql_checksum("kept", new_balance, new_count),
            )
        )
        self.invalidate_model(["balance", "earned", "entry_count", "checksum"])

    @api.model
    def _sql_checksum(self, alias, balance, entry_count):
        """A seal that cannot be made without the secret of this database."""
        return self.env["community.points.entry"]._sql_seal(
            [
                SQL.identifier(alias, "partner_id"),
                SQL.identifier(alias, "company_id"),
                balance,
                entry_count,
            ]
        )

    def action_open_entries(self):
        """The ledger rows behind one balance."""
        self.ensure_one()
        self.check_access("read")
        return self.partner_id._get_related_action(
            "community_members.community_points_entry_action",
            [("partner_id", "=", self.partner_id.id)],
            {},
        )
