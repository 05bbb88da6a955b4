from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.charge_ladder import due_reminder, parse_days
from ..tools.sms_words import plain

OFFICER = "community_subscription.group_subscription_officer"


class CommunityContract(models.Model):
    """Saved card, payment links and reminders of a contract."""

    _inherit = "community.contract"

    renewed_by_link_at = fields.Datetime(
        "Renewal by Link", readonly=True, copy=False, groups=OFFICER
    )
    charge_ids = fields.One2many("community.charge", "contract_id", "Card Charges")
    charge_count = fields.Integer(compute="_compute_charge_count")

    _reminder_index = models.Index(
        "(date_end) WHERE date_end IS NOT NULL AND close_date IS NULL"
    )
    # Written as Odoo asks for it: "= TRUE" would not be recognised.
    _no_card_index = models.Index(
        "(id) WHERE auto_charge IS TRUE AND payment_token_id IS NULL"
    )

    @api.depends("charge_ids")
    def _compute_charge_count(self):
        counts = dict(
            self.env["community.charge"]._read_group(
                [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.charge_count = counts.get(contract, 0)

    # ------------------------------------------------------------
    # SAVED CARD
    # ------------------------------------------------------------

    @api.constrains("payment_token_id", "payer_id", "company_id")
    def _check_payment_token(self):
        for contract in self.sudo().filtered("payment_token_id"):  # sudo: to compare
            if not contract._may_use_token(contract.payment_token_id):
                raise ValidationError(
                    self.env._("A contract is charged to a card of its payer only.")
                )

    def _may_use_token(self, token):
        payer = self.payer_id
        return (
            token.partner_id in (payer | payer.commercial_partner_id)
            and token.provider_id.company_id in self.company_id.parent_ids
        )

    def _set_payment_token(self, token, consent=False):
        """Charge this contract to a saved card from now on.

        Called for the payer by pages that have checked who he is.

        :param token: a saved card; empty: charge no more
        :param consent: that the payer agreed to be charged each time, just now
        :raises AccessError: when the card is somebody else's
        """
        self.ensure_one()
        contract = self.sudo()  # sudo: the card is checked below
        token = token.sudo()
        if not token:
            contract._forget_payment_token()
            return
        if not token.active or not contract._may_use_token(token):
            raise AccessError(self.env._("This saved card cannot be used here."))
        if token.provider_id.state == "disabled":
            raise ValidationError(self.env._("This saved card cannot be used now."))
        if not consent:
            raise ValidationError(
                self.env._("Please agree to the automatic charge first.")
            )
        contract.write({"payment_token_id": token.id, "auto_charge": True})
        contract.message_post(
            body=self.env._(
                "The payer agreed to automatic charges to %(card)s.",
                card=token.display_name,
            )
        )

    def _forget_payment_token(self):
        self.write({"payment_token_id": False, "auto_charge": False})
        planned = self.charge_ids.filtered(lambda charge: charge.state == "planned")
        planned._set_cancelled(self.env._("The saved card was removed."))
        for contract in self:
            contract.message_post(
                body=self.env._("Automatic charge ended: the saved card was removed.")
            )

    # ------------------------------------------------------------
    # LINKS
    # ------------------------------------------------------------

    def _get_pay_url(self):
        """A fresh link for all open invoices of the contract."""
        self.ensure_one()
        return self.env["community.pay.link"]._issue(contract=self)[self.id]

    def _get_renewal_url(self):
        """A fresh link that renews the contract; empty when that is not offered."""
        self.ensure_one()
        links = self.env["community.pay.link"]
        return links._issue(contract=self, renewal=True).get(self.id, "")

    def _get_sms_club(self):
        return plain(self.company_id.name)

    def action_send_pay_link(self):
        """Payers get a link for all that is open, by mail and SMS."""
        self.check_access("read")
        if not self.env.user.has_group(OFFICER):
            self.check_access("write")
        # sudo: officers who send links need not see invoices; checked above.
        moves = self.env["account.move"].sudo()
        open_moves = moves.search(
            [
                ("community_contract_id", "in", self.ids),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ]
        )
        contracts = open_moves.community_contract_id
        now = fields.Datetime.to_string(fields.Datetime.now())
        self.env["community.notice"]._send(
            "pay_link_contract",
            contracts,
            partners={contract.id: contract.payer_id for contract in contracts},
            occurrence=now,
        )
        return moves._tell_links_sent(len(contracts))

    def action_open_charges(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_charge_action"
        )
        return action | {"domain": [("contract_id", "=", self.id)], "context": {}}

    # ------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Before a term ends, and before a saved card does: once for each."""
        for [company] in self._read_group([], ["company_id"]):
            self.with_company(company)._remind_expiry(company)
            self.with_company(company)._remind_card(company)
            self.env["ir.cron"]._commit_progress()

    def _remind_expiry(self, company):
        offsets = parse_days(company.expiry_reminder_days)
        if not offsets:
            return
        today = fields.Date.context_today(self)
        ending = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ("active", "grace", "closing")),
                ("close_date", "=", False),
                ("date_end", ">=", today),
                ("date_end", "<=", fields.Date.add(today, days=offsets[-1])),
                ("plan_id.renewal", "!=", "auto"),
            ]
        )
        occurrences = {
            contract.id: f"{contract.date_end}/{offset}"
            for contract in ending
            if (offset := due_reminder((contract.date_end - today).days, offsets))
            is not None
        }
        reminded = ending.filtered(lambda contract: contract.id in occurrences)
        self.env["community.notice"]._send(
            "contract_expires",
            reminded,
            partners={contract.id: contract.payer_id for contract in reminded},
            occurrence=occurrences,
        )

    def _remind_card(self, company):
        """A card that ends before it is charged again would only fail."""
        today = fields.Date.context_today(self)
        contracts = self.sudo().search(  # sudo: the system looks at saved cards
            [
                ("company_id", "=", company.id),
                ("auto_charge", "=", True),
                ("state", "not in", ("draft", "ended")),
                ("payment_token_id.valid_until", ">=", today),
                (
                    "payment_token_id.valid_until",
                    "<=",
                    fields.Date.add(today, days=company.card_reminder_days),
                ),
            ]
        )
        self.env["community.notice"]._send(
            "card_expires",
            contracts,
            partners={contract.id: contract.payer_id for contract in contracts},
            occurrence={
                contract.id: str(contract.payment_token_id.valid_until)
                for contract in contracts
            },
        )
