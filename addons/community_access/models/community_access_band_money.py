from odoo import fields, models

# What the club owes to the holder goes up and down by these alone.
DEPOSIT_KINDS = ("deposit", "moved_in", "moved_out", "back")


class CommunityAccessBandMoney(models.Model):
    """What was billed for a band while somebody held it: deposit, return, loss.

    One row for each step, with its posted invoice or credit note. The sum of rows of
    deposits is what the account of deposits says. Each origin is billed once.
    """

    _name = "community.access.band.money"
    _description = "Money of a Band"
    _inherit = "community.pen.guard"
    _order = "id DESC"
    _rec_name = "origin"
    _pen = "access_band_money"

    holding_id = fields.Many2one(
        "community.access.holding",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    credential_id = fields.Many2one(
        related="holding_id.credential_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Payer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("deposit", "Deposit"),
            ("moved_in", "Deposit of the Band Before"),
            ("moved_out", "Deposit Moved to the Next Band"),
            ("back", "Deposit Given Back"),
            ("fee", "Lost Band"),
            ("fee_back", "Lost Band That Came Back"),
        ],
        required=True,
        readonly=True,
    )
    amount = fields.Monetary(required=True, readonly=True)
    open_amount = fields.Monetary(
        "To Be Paid",
        compute="_compute_open_amount",
        help="Below zero: owed to the payer.",
    )
    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin = fields.Char(
        required=True, readonly=True, help="What the row is for; counts once."
    )

    _origin_uniq = models.UniqueIndex("(company_id, origin)", "This is billed already.")
    _sign_of_kind = models.Constraint(
        "CHECK (CASE WHEN kind IN ('moved_out', 'back', 'fee_back') THEN amount < 0"
        " ELSE amount > 0 END)",
        "This kind of entry cannot have that amount.",
    )

    def _compute_open_amount(self):
        for row in self:
            # sudo: the desk sees what is open of what it billed, and nothing else.
            move_sudo = row.sudo().move_id
            row.open_amount = sum(
                move_sudo._get_open_receivables().mapped("amount_residual")
            )

    def _get_pen_refusal(self):
        return self.env._(
            "What was billed for a band follows from giving it out and taking it back."
        )

    # ------------------------------------------------------------
    # BILLING
    # ------------------------------------------------------------

    def _bill(self, holding, kind, amount, origin):
        """One step with its document; the same origin again bills nothing.

        :param amount: with its sign, as the row says it
        :return: the row, which may have been there; nothing for no amount
        """
        company = holding.company_id
        amount = company.currency_id.round(amount)
        rows = self._with_pen()
        known = rows.search([("company_id", "=", company.id), ("origin", "=", origin)])
        if known or not amount:
            return known.with_env(self.env)
        payer = holding.partner_id.guardian_id or holding.partner_id
        is_moved = kind in ("moved_in", "moved_out")
        made = rows.create(
            {
                "holding_id": holding.id,
                "partner_id": payer.id,
                "company_id": company.id,
                "kind": kind,
                "amount": amount,
                "origin": origin,
                "move_id": not is_moved
                and self._make_move(holding, kind, amount, payer).id,
            }
        )
        return made.with_env(self.env)

    def _make_move(self, holding, kind, amount, payer):
        company_sudo = holding.company_id._ensure_band_products()
        today = holding.company_id._get_wallet_day()
        # sudo: the desk bills what the type of band says, without being an accountant.
        moves_sudo = self.env["account.move"].sudo().with_company(company_sudo)
        move_sudo = moves_sudo.create(
            {
                "move_type": "out_invoice" if amount > 0 else "out_refund",
                "partner_id": payer.id,
                "company_id": company_sudo.id,
                "currency_id": company_sudo.currency_id.id,
                "invoice_date": today,
                "invoice_payment_term_id": False,
                "invoice_date_due": today,
                "reversed_entry_id": self._get_reversed(holding, kind).id,
                "invoice_line_ids": [
                    fields.Command.create(
                        self._prepare_line(company_sudo, holding, kind, abs(amount))
                    )
                ],
            }
        )
        move_sudo.action_post()
        return move_sudo

    def _prepare_line(self, company_sudo, holding, kind, amount):
        """Deposits stand on their account, whatever the product says, and untaxed."""
        name = holding.credential_id.display_name
        if kind in DEPOSIT_KINDS:
            product = company_sudo.band_deposit_product_id
            values = {
                "product_id": product.id,
                "price_unit": amount,
                "tax_ids": [fields.Command.clear()],
                "account_id": company_sudo.band_deposit_account_id.id,
            }
        else:
            product = company_sudo.band_fee_product_id
            values = company_sudo._prepare_gross_line(product, amount)
        return values | {"quantity": 1, "name": f"{product.name}: {name}"}

    def _get_reversed(self, holding, kind):
        """The invoice that a credit note takes back."""
        taken = {"back": "deposit", "fee_back": "fee"}.get(kind)
        rows_sudo = holding.sudo().money_ids  # sudo: of this holding only
        return rows_sudo.filtered(lambda row: row.kind == taken)[:1].move_id

    # ------------------------------------------------------------
    # SETTLING
    # ------------------------------------------------------------

    def _get_open_moves(self, payer, company):
        """Invoices and credit notes for bands of one payer of which something is open.

        :return: account.move, with the rights of the suite
        """
        # sudo: documents that the suite made for bands, and no others.
        rows_sudo = self.sudo().search(
            [
                ("partner_id", "=", payer.id),
                ("company_id", "=", company.id),
                ("move_id.state", "=", "posted"),
                ("move_id.payment_state", "in", ("not_paid", "partial")),
            ]
        )
        return rows_sudo.move_id

    def _set_off(self):
        """What is owed for bands is set off against what is owed back for bands."""
        for row in self:
            moves_sudo = self._get_open_moves(row.partner_id, row.company_id)
            open_sudo = moves_sudo._get_open_receivables()
            for lines_sudo in open_sudo.grouped("account_id").values():
                credit = lines_sudo.filtered(lambda line: line.amount_residual < 0)
                if credit and lines_sudo - credit:
                    lines_sudo.reconcile()
