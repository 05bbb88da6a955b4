from odoo import api, fields, models

OPEN = ("planned", "sending", "pending", "unknown")
UNDER_WAY = ("sending", "pending", "unknown")


class CommunityCharge(models.Model):
    """One try to charge what is open of an invoice to a saved card.

    The row, with its transaction, is on disk before the provider hears of it. As long
    as nobody knows how a try ended, the database allows no other one.
    """

    _name = "community.charge"
    _description = "Automatic Charge"
    _inherit = "community.member.card.number.guard"
    _order = "date DESC, id DESC"

    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    contract_id = fields.Many2one(
        "community.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Payer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(readonly=True)
    attempt = fields.Integer(
        "Try", required=True, readonly=True, default=1, aggregator=None
    )
    date = fields.Date("Charge On", required=True, readonly=True)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("sending", "Being Sent"),
            ("pending", "Waiting for the Bank"),
            ("unknown", "Outcome Unknown"),
            ("done", "Charged"),
            ("failed", "Failed"),
            ("cancelled", "Not Needed"),
        ],
        default="planned",
        required=True,
        readonly=True,
        index=True,
    )
    transaction_id = fields.Many2one(
        "payment.transaction",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    announced_on = fields.Datetime("Told Before", readonly=True)
    told_on = fields.Datetime("Told After", readonly=True)
    sent_at = fields.Datetime("First Sent", readonly=True)
    sendings = fields.Integer("Times Sent", readonly=True)
    next_try_at = fields.Datetime("Looked At Again", readonly=True)
    is_safe = fields.Boolean(
        "Surely Not Charged",
        readonly=True,
        help="The provider refused the call itself, so it may be made again.",
    )
    alerted_on = fields.Datetime("Treasurer Told", readonly=True)
    error = fields.Text("What Went Wrong", readonly=True)

    _attempt_uniq = models.UniqueIndex(
        "(move_id, attempt)", "This try to charge the invoice is there already."
    )
    _open_uniq = models.UniqueIndex(
        "(move_id) WHERE state IN ('planned', 'sending', 'pending', 'unknown')",
        "A charge of this invoice is under way.",
    )
    _due_index = models.Index("(date, id) WHERE state = 'planned'")
    _unsettled_index = models.Index(
        "(next_try_at, id) WHERE state IN ('sending', 'pending', 'unknown')"
    )
    _sent_has_transaction = models.Constraint(
        "CHECK (state NOT IN ('sending', 'pending', 'unknown', 'done') "
        "OR transaction_id IS NOT NULL)",
        "What is sent to a provider has a transaction.",
    )

    @api.depends("move_id", "attempt")
    def _compute_display_name(self):
        for charge in self:
            charge.display_name = self.env._(
                "%(invoice)s, try %(number)s",
                invoice=charge.move_id.name or "",
                number=charge.attempt,
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def _check_treasurer(self):
        if not self.env.user.has_group(
            "community_subscription.group_subscription_manager"
        ):
            self.check_access("write")

    def action_set_charged(self):
        """The treasurer has seen at the provider that the money is there."""
        self._check_treasurer()
        for charge in self.filtered(lambda charge: charge.state in UNDER_WAY):
            # sudo: transactions belong to the system; the right is checked above.
            charge.transaction_id.sudo()._set_done()

    def action_set_not_charged(self):
        """The treasurer has seen at the provider that nothing was charged."""
        self._check_treasurer()
        for charge in self.filtered(lambda charge: charge.state in UNDER_WAY):
            # sudo: transactions belong to the system; the right is checked above.
            charge.transaction_id.sudo()._set_error(
                self.env._("The provider's records show no charge.")
            )

    def action_cancel(self):
        self._check_treasurer()
        # sudo: nobody writes these rows by hand; the right is checked above.
        planned = self.sudo().filtered(lambda charge: charge.state == "planned")
        planned._set_cancelled(self.env._("Taken off by the treasurer."))

    def action_open_invoice(self):
        self.ensure_one()
        return self.move_id.get_formview_action()

    # ------------------------------------------------------------
    # OUTCOME
    # ------------------------------------------------------------

    def _set_cancelled(self, reason):
        self.write({"state": "cancelled", "error": reason, "next_try_at": False})

    def _follow_transaction(self):
        """What the provider said last is what the try came to.

        Runs inside the transaction that writes the provider's answer: a webhook, early,
        late or double, or the answer to the call itself.
        """
        for charge in self:
            state = charge.transaction_id.state
            if state == "done" and charge.state != "done":
                charge._settle_done()
            elif state in ("cancel", "error") and charge.state in UNDER_WAY:
                charge._settle_failed(charge.transaction_id.state_message)
            elif state in ("pending", "authorized") and charge.state != "pending":
                charge._settle_pending()

    def _settle_pending(self):
        if self.state in UNDER_WAY:
            again = fields.Datetime.add(fields.Datetime.now(), days=1)
            self.write({"state": "pending", "next_try_at": again})

    def _settle_done(self):
        others = self.move_id.community_charge_ids - self
        others.filtered(lambda other: other.state == "planned")._set_cancelled(
            self.env._("An earlier try succeeded after all.")
        )
        self.write({"state": "done", "error": False, "next_try_at": False})
        if others.filtered(lambda other: other.state in (*UNDER_WAY, "done")):
            self._alert(
                self.env._(
                    "A try that had failed succeeded later: the money may have come "
                    "twice. Please look at the provider's records and refund."
                )
            )
        # sudo: only the system may wake its own jobs.
        self.env.ref("payment.cron_post_process_payment_tx").sudo()._trigger()
        self._tell_after("charge_done")

    def _settle_failed(self, message):
        self.write(
            {
                "state": "failed",
                "error": message or self.env._("The provider refused the charge."),
                "next_try_at": False,
            }
        )
        # The database allows the next try only when it knows that this one is over.
        self.flush_recordset(["state"])
        following = self._plan_next()
        self._tell_after("charge_failed")
        if not following:
            # sudo: only the system may wake its own jobs.
            cron = self.env.ref("community_subscription.ir_cron_charge")
            cron.sudo()._trigger()

    def _tell_after(self, code):
        self.env["community.notice"]._send(code, self)
        self.write({"told_on": fields.Datetime.now()})

    def _alert(self, text):
        """One activity on the contract, for somebody who can look it up."""
        self.ensure_one()
        if self.alerted_on:
            return
        self.contract_id.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("Charge of %(invoice)s", invoice=self.move_id.name),
            note=text,
            user_id=self.contract_id.user_id.id or self.env.uid,
        )
        self.alerted_on = fields.Datetime.now()
