from decimal import Decimal

from odoo import api, fields, models

KINDS = [
    ("top_up", "Top-Up"),
    ("spend", "Spent"),
    ("refund", "Paid Out"),
    ("transfer_in", "Received"),
    ("transfer_out", "Passed On"),
    ("reversal", "Reversal"),
    ("surplus", "Time over the Limit"),
    ("fee", "Fee"),
    ("expiry", "Expired"),
]


class CommunityWalletEntry(models.Model):
    """One row for everything that came into a wallet or left it; never edited.

    The operations of ``community.wallet`` are the only way in. Each row says where it
    comes from (`origin`), and the database keeps one row of an origin. Rows of a till
    wait for the journal entry of their day (decision 0022); others have one at once.
    """

    _name = "community.wallet.entry"
    _description = "Wallet Entry"
    _inherit = ["community.member.card.number.guard", "community.pen.guard"]
    _order = "id DESC"
    _rec_name = "origin"
    _check_company_auto = True
    _pen = "wallet"

    wallet_id = fields.Many2one(
        "community.wallet",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Holder",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    date = fields.Datetime("When", required=True, readonly=True)
    day = fields.Date(
        required=True, readonly=True, help="Of the club, where limits of a day count."
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True)
    balance_after = fields.Monetary(readonly=True, aggregator=None)
    origin = fields.Char(
        required=True, readonly=True, help="What the row is for; counts once."
    )
    note = fields.Char(readonly=True)
    category_id = fields.Many2one("product.category", readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True)
    peer_id = fields.Many2one(
        "community.wallet", "Other Wallet", readonly=True, ondelete="restrict"
    )
    reversal_of_id = fields.Many2one(
        "community.wallet.entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    reversed_by_ids = fields.One2many("community.wallet.entry", "reversal_of_id")
    account_id = fields.Many2one(
        "account.account",
        "Booked Against",
        readonly=True,
        help="The other account in the journal entry of the day.",
    )
    move_id = fields.Many2one(
        "account.move",
        "Journal Entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    has_own_move = fields.Boolean(
        readonly=True, help="The journal entry was made for this row alone."
    )
    checksum = fields.Char(readonly=True)

    _origin_uniq = models.UniqueIndex(
        "(company_id, origin)", "This is in the ledger of wallets already."
    )
    _reversal_uniq = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL",
        "An entry is reversed once.",
    )
    _sign_of_kind = models.Constraint(
        "CHECK (CASE WHEN kind IN ('top_up', 'transfer_in') THEN amount > 0"
        " WHEN kind = 'reversal' THEN amount != 0 AND reversal_of_id IS NOT NULL"
        " ELSE amount < 0 END)",
        "This kind of entry cannot have that amount.",
    )
    _day_index = models.Index("(wallet_id, day)")
    _pending_index = models.Index("(company_id, day) WHERE move_id IS NULL")

    @api.depends("kind", "amount", "partner_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for entry in self:
            entry.display_name = self.env._(
                "%(kind)s, %(amount)s, %(name)s",
                kind=kinds.get(entry.kind, ""),
                amount=entry.currency_id.format(entry.amount)
                if entry.currency_id
                else "",
                name=entry.partner_id.name or "",
            )

    def _get_pen_refusal(self):
        return self.env._(
            "What happened to money is not edited or deleted. Reverse the entry "
            "instead."
        )

    @api.model
    def _to_decimal(self, amount, currency):
        """An amount as the database shall add it: exact, and no finer than money."""
        places = currency.decimal_places
        return Decimal(f"{currency.round(amount):.{places}f}")

    # ------------------------------------------------------------
    # APPENDING
    # ------------------------------------------------------------

    @api.model
    def _append(self, wallet, kind, amount, origin, **values):
        """Add a row and move the balance; the caller has locked the wallet."""
        currency = wallet.currency_id
        entry = self._with_pen().create(
            {
                "wallet_id": wallet.id,
                "partner_id": wallet.partner_id.id,
                "company_id": wallet.company_id.id,
                "currency_id": currency.id,
                "date": fields.Datetime.now(),
                "day": wallet.company_id._get_wallet_day(),
                "kind": kind,
                "amount": currency.round(amount),
                "balance_after": wallet._add(amount),
                "origin": origin,
                "user_id": self.env.uid,
                **values,
            }
        )
        entry._seal()
        return self.browse(entry.id)

    @api.model
    def _find(self, company, origin):
        # sudo: whether it happened already, whoever asks again.
        found = self.sudo().search(
            [("company_id", "=", company.id), ("origin", "=", origin)], limit=1
        )
        return self.browse(found.id)

    def _is_reversible(self):
        self.ensure_one()
        return self.kind != "reversal" and not self.reversed_by_ids

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_move(self):
        """The journal entry, for whoever may read the books."""
        self.ensure_one()
        self.check_access("read")
        self.move_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }

    def action_print_receipt(self):
        self.ensure_one()
        self.check_access("read")
        return self._print_receipt()

    def _print_receipt(self):
        report = self.env.ref("community_access.action_report_wallet_receipt")
        return report.report_action(self)

    def action_reverse(self):
        """Ask for the reason, then take the row back."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reverse an Entry"),
            "res_model": "community.wallet.reverse",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_entry_id": self.id},
        }
