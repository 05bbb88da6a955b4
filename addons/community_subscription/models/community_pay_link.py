from datetime import timedelta

from odoo import api, fields, models

from ..tools.pay_token import fingerprint, make_token

KEPT = timedelta(days=180)


class CommunityPayLink(models.Model):
    """A secret address at which one thing can be paid without a log-in.

    The database knows only the SHA-256 of the secret: a copy of it opens nothing. What
    there is to pay is read from the invoices at each visit, so a link is dead as soon
    as they are paid or cancelled.
    """

    _name = "community.pay.link"
    _description = "Payment Link"
    _inherit = "community.member.card.number.guard"
    _order = "id DESC"

    token_hash = fields.Char(required=True, readonly=True, groups="base.group_system")
    kind = fields.Selection(
        [
            ("invoice", "One Invoice"),
            ("open", "Open Invoices of a Contract"),
            ("renewal", "Renewal"),
        ],
        required=True,
        readonly=True,
    )
    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    contract_id = fields.Many2one(
        "community.contract", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    renewal_from = fields.Date("New Term From", readonly=True)
    renewal_number = fields.Integer("Number of the New Term", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Payer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    expires_at = fields.Datetime(required=True, readonly=True)
    revoked_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("open", "Valid"), ("expired", "Expired"), ("revoked", "Revoked")],
        compute="_compute_state",
    )

    _token_uniq = models.UniqueIndex("(token_hash)", "This link is taken.")
    _expires_index = models.Index("(expires_at)")
    _one_scope = models.Constraint(
        "CHECK ((kind = 'invoice' AND move_id IS NOT NULL) "
        "OR (kind = 'open' AND contract_id IS NOT NULL) "
        "OR (kind = 'renewal' AND contract_id IS NOT NULL "
        "AND renewal_from IS NOT NULL))",
        "A link is for one thing.",
    )

    @api.depends("expires_at", "revoked_at")
    def _compute_state(self):
        now = fields.Datetime.now()
        for link in self:
            if link.revoked_at:
                link.state = "revoked"
            else:
                link.state = "open" if link.expires_at > now else "expired"

    @api.depends("move_id", "contract_id")
    def _compute_display_name(self):
        for link in self:
            link.display_name = link.move_id.name or link.contract_id.name or ""

    # ------------------------------------------------------------
    # ISSUE
    # ------------------------------------------------------------

    @api.model
    def _issue(self, moves=None, contract=None, days=None, renewal=False):
        """Make links; their secrets are known only from this answer.

        :param moves: invoices, a link for each
        :param contract: contracts, a link for the open invoices of each
        :param days: how long they hold; by default as the company has set
        :param renewal: the contracts' next term instead of their open invoices
        :return: ``{record id: address}``; without contracts that cannot be renewed
        """
        records = moves if moves is not None else contract
        tokens, rows = {}, []
        for record in records.sudo():  # sudo: the payer's way in, not the user's
            scope = (
                {"kind": "invoice", "move_id": record.id}
                if moves is not None
                else self._prepare_contract_scope(record, renewal)
            )
            if scope is None:
                continue
            tokens[record.id] = make_token()
            rows.append(
                scope | self._prepare_link(record, tokens[record.id], days, moves)
            )
        self.sudo().create(rows)  # sudo: nobody creates links by hand
        return {
            record_id: f"{records.browse(record_id).get_base_url()}/pay/{token}"
            for record_id, token in tokens.items()
        }

    @api.model
    def _prepare_contract_scope(self, contract, renewal):
        if not renewal:
            return {"kind": "open", "contract_id": contract.id}
        offer = contract._get_renewal_offer()
        return offer and {
            "kind": "renewal",
            "contract_id": contract.id,
            "renewal_from": offer["date_from"],
            "renewal_number": offer["number"],
        }

    @api.model
    def _prepare_link(self, record, token, days, moves):
        company = record.company_id
        valid = days or company.pay_link_days or 30
        payer = record.partner_id if moves is not None else record.payer_id
        return {
            "token_hash": fingerprint(token),
            "partner_id": payer.id,
            "company_id": company.id,
            "expires_at": fields.Datetime.now() + timedelta(days=valid),
        }

    # ------------------------------------------------------------
    # USE
    # ------------------------------------------------------------

    @api.model
    def _find(self, token):
        """The link of a genuine and fresh token, else empty."""
        hashed = fingerprint(token)
        links = self.sudo()  # sudo: the token is the right to see what it is for
        if not hashed:
            return links.browse()
        return links.search(
            [
                ("token_hash", "=", hashed),
                ("expires_at", ">", fields.Datetime.now()),
                ("revoked_at", "=", False),
            ]
        )

    def _get_moves(self):
        """What this link is for: posted invoices of its payer, paid or not."""
        self.ensure_one()
        if self.kind == "invoice":
            moves = self.move_id
        elif self.kind == "open":
            moves = self._search_open_moves()
        else:
            moves = self._search_renewal_move()
        return moves.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.partner_id == self.partner_id
            )
        )

    def _search_open_moves(self):
        moves = self.env["account.move"].search(
            [
                ("community_contract_id", "=", self.contract_id.id),
                ("partner_id", "=", self.partner_id.id),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ],
            order="invoice_date_due, id",
        )
        return moves.filtered(lambda move: move.currency_id == moves[:1].currency_id)

    def _search_renewal_move(self):
        """The invoice of the first period of the term that this link offers."""
        if self.contract_id._get_term_number() < self.renewal_number:
            return self.env["account.move"]
        periods = self.env["community.contract.period"].search(
            [
                ("contract_id", "=", self.contract_id.id),
                ("date_from", ">=", self.renewal_from),
                ("kind", "=", "period"),
                ("state", "=", "billed"),
            ],
            order="date_from, id",
            limit=1,
        )
        return periods.move_id

    def _get_offer(self):
        """The renewal this link offers, as long as it is still the next one."""
        self.ensure_one()
        if self.kind != "renewal" or self.contract_id.payer_id != self.partner_id:
            return None
        offer = self.contract_id._get_renewal_offer()
        return offer if offer and offer["number"] == self.renewal_number else None

    def _renew(self):
        """Make the invoice of the next term, once; two taps and two tabs wait here.

        The write makes the second one start over with what the first one did.
        """
        self.ensure_one()
        contract = self.contract_id
        contract.renewed_by_link_at = fields.Datetime.now()
        contract.flush_recordset(["renewed_by_link_at"])
        if self._get_offer():
            contract._renew(self.renewal_number)
        if contract._get_term_number() >= self.renewal_number:
            first = contract.period_ids.filtered(
                lambda row: (
                    row.kind == "period"
                    and row.state == "planned"
                    and row.date_from >= self.renewal_from
                )
            ).sorted("date_from")[:1]
            if first and not self._get_moves():
                contract._bill(first.bill_date)

    def action_revoke(self):
        if not self.env.user.has_group(
            "community_subscription.group_subscription_officer"
        ):
            self.check_access("write")
        self.check_access("read")
        # sudo: nobody writes links by hand; the right is checked above.
        self.sudo().write({"revoked_at": fields.Datetime.now()})

    @api.autovacuum
    def _gc_links(self):
        old = self.search(
            [("expires_at", "<", fields.Datetime.now() - KEPT)], limit=10_000
        )
        old.unlink()
        return len(old), int(len(old) == 10_000)
