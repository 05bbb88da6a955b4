from odoo import api, fields, models
from odoo.tools import SQL

# What steps of the suite alone may write; limits and notes are for the desk.
KEPT = frozenset(
    {
        "partner_id",
        "company_id",
        "currency_id",
        "balance",
        "state",
        "block_reason",
        "is_blocked_with_band",
    }
)
# What counts against the limit of a day.
OUTLAYS = ("spend", "transfer_out")


class CommunityWallet(models.Model):
    """Money of a member with one company, on his band: the sum of a ledger.

    The row is also the lock of the money: every step writes it before it looks, so that
    of two steps at once the later one fails, is begun again by Odoo, and sees what the
    earlier one left.
    """

    _name = "community.wallet"
    _description = "Wallet"
    _inherit = [
        "community.member.card.number.guard",
        "mail.thread",
        "community.pen.guard",
    ]
    _order = "id DESC"
    _rec_name = "partner_id"
    _check_company_auto = True
    _pen = "wallet"

    partner_id = fields.Many2one(
        "res.partner",
        "Holder",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    guardian_id = fields.Many2one(related="partner_id.guardian_id")
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(
        related="company_id.currency_id", store=True, precompute=True
    )
    balance = fields.Monetary(readonly=True, copy=False)
    credit_limit = fields.Monetary(
        "May Go Below Zero By", groups="community_access.group_access_manager"
    )
    state = fields.Selection(
        [("open", "Active"), ("blocked", "Blocked"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
    )
    block_reason = fields.Char("Blocked Because", readonly=True, tracking=True)
    is_blocked_with_band = fields.Boolean(
        readonly=True, help="A new band for the holder opens the wallet again."
    )
    daily_limit = fields.Monetary(
        "Limit a Day",
        tracking=True,
        help="Most that may be spent in one day of the club. Zero: no limit.",
    )
    category_ids = fields.Many2many(
        "product.category",
        "community_wallet_category_rel",
        "wallet_id",
        "category_id",
        "May Be Spent On",
        help="Empty: on everything.",
    )
    spent_today = fields.Monetary(compute="_compute_spent_today")
    left_today = fields.Monetary(compute="_compute_spent_today")
    entry_ids = fields.One2many("community.wallet.entry", "wallet_id", "Entries")
    entry_count = fields.Integer(compute="_compute_entry_count")
    last_entry_at = fields.Datetime("Last Moved", compute="_compute_entry_count")
    note = fields.Text("Notes")

    _partner_company_uniq = models.UniqueIndex(
        "(partner_id, company_id) WHERE state != 'closed'",
        "This person has a wallet with this company already.",
    )
    _balance_covered = models.Constraint(
        "CHECK (balance >= -credit_limit)",
        "There is not enough money in the wallet.",
    )
    _limits_not_negative = models.Constraint(
        "CHECK (credit_limit >= 0 AND daily_limit >= 0)",
        "A limit cannot be negative.",
    )
    _closed_empty = models.Constraint(
        "CHECK (state != 'closed' OR balance = 0)",
        "A wallet with money in it cannot be closed.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("partner_id")
    def _compute_display_name(self):
        for wallet in self:
            wallet.display_name = self.env._(
                "Wallet of %(name)s", name=wallet.partner_id.display_name or ""
            )

    @api.depends("balance", "daily_limit")
    def _compute_spent_today(self):
        spent = self._get_spent_today()
        for wallet in self:
            wallet.spent_today = spent.get(wallet._origin.id, 0.0)
            left = wallet.balance
            if wallet.daily_limit:
                left = min(left, wallet.daily_limit - wallet.spent_today)
            wallet.left_today = max(left, 0.0)

    @api.depends("balance")
    def _compute_entry_count(self):
        rows = self.env["community.wallet.entry"]._read_group(
            [("wallet_id", "in", self.ids)], ["wallet_id"], ["__count", "date:max"]
        )
        found = {wallet.id: (count, last) for wallet, count, last in rows}
        for wallet in self:
            count, last = found.get(wallet._origin.id, (0, False))
            wallet.entry_count, wallet.last_entry_at = count, last

    def _get_spent_today(self):
        """:return: {wallet id: what was spent today, without what was taken back}"""
        spent = {}
        for company, wallets in self._origin.grouped("company_id").items():
            rows = self.env["community.wallet.entry"]._read_group(
                [
                    ("wallet_id", "in", wallets.ids),
                    ("day", "=", company._get_wallet_day()),
                    ("kind", "in", OUTLAYS),
                    ("reversed_by_ids", "=", False),
                ],
                ["wallet_id"],
                ["amount:sum"],
            )
            spent.update({wallet.id: -amount for wallet, amount in rows})
        return spent

    # ------------------------------------------------------------
    # PEN
    # ------------------------------------------------------------

    def _check_pen_to_write(self, vals):
        if KEPT & vals.keys():
            return super()._check_pen_to_write(vals)
        return None

    def _get_pen_refusal(self):
        return self.env._(
            "What is in a wallet follows from its entries. Top it up, pay the rest "
            "out, or reverse an entry."
        )

    # ------------------------------------------------------------
    # LOCK
    # ------------------------------------------------------------

    @api.model
    def _ensure(self, partner, company):
        """The open wallet of a person with a company, made on first use.

        Made by SQL: of two that make it at once, one must begin anew and not fail.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO community_wallet
                    (partner_id, company_id, currency_id, state, balance, credit_limit,
                     daily_limit, create_uid, write_uid, create_date, write_date)
                VALUES (%(partner)s, %(company)s, %(currency)s, 'open', 0, 0, 0,
                        %(uid)s, %(uid)s, %(now)s, %(now)s)
                ON CONFLICT (partner_id, company_id) WHERE state != 'closed' DO NOTHING
                RETURNING id
                """,
                partner=partner.id,
                company=company.id,
                currency=company.currency_id.id,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.env.invalidate_all(flush=False)

    def _lock(self):
        """Take these wallets until the transaction ends, in one order for everybody.

        The rows are written, not only locked: a transaction that began earlier must
        fail and start again instead of counting by its old view (REPEATABLE READ).
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE community_wallet SET write_date = %s WHERE id IN (SELECT id"
                " FROM community_wallet WHERE id = ANY(%s) ORDER BY id FOR UPDATE)",
                self.env.cr.now(),
                self.ids,
            ),
            log_exceptions=False,  # somebody else was first; Odoo begins anew
        )
        self.invalidate_recordset()

    def _add(self, amount):
        """:return: the balance afterwards; the database refuses one that is too low"""
        self.ensure_one()
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "UPDATE community_wallet SET balance = balance + %s WHERE id = %s"
                " RETURNING balance",
                self.env["community.wallet.entry"]._to_decimal(
                    amount, self.currency_id
                ),
                self.id,
            )
        )
        self.invalidate_recordset(["balance", "spent_today", "left_today"])
        self.modified(["balance"])  # written by SQL: passes follow
        return rows[0][0]

    # ------------------------------------------------------------
    # BLOCKING
    # ------------------------------------------------------------

    def _block(self, reason, with_band=False):
        """Stop spending at once, such as when a band is lost; twice changes nothing.

        :param with_band: a new band opens the wallet again
        """
        wallets = self.filtered(lambda wallet: wallet.state == "open")
        wallets._with_pen().write(
            {
                "state": "blocked",
                "block_reason": reason,
                "is_blocked_with_band": with_band,
            }
        )
        return wallets

    def _unblock(self):
        wallets = self.filtered(lambda wallet: wallet.state == "blocked")
        wallets._with_pen().write(
            {"state": "open", "block_reason": False, "is_blocked_with_band": False}
        )
        return wallets
