from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityWalletAct(models.TransientModel):
    """What the desk does with a wallet: top up, pay out, pass on, block."""

    _name = "community.wallet.act"
    _description = "Do Something with a Wallet"
    _inherit = "community.member.card.number.guard"
    _check_company_auto = True

    kind = fields.Selection(
        [
            ("top_up", "Top Up"),
            ("refund", "Pay Out the Rest"),
            ("transfer", "Pass On"),
            ("block", "Block"),
        ],
        required=True,
        default="top_up",
    )
    wallet_id = fields.Many2one("community.wallet", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="wallet_id.company_id")
    partner_id = fields.Many2one(related="wallet_id.partner_id")
    currency_id = fields.Many2one(related="wallet_id.currency_id")
    balance = fields.Monetary("In the Wallet", related="wallet_id.balance")
    is_blocked = fields.Boolean(compute="_compute_is_blocked")
    amount = fields.Monetary()
    preset = fields.Selection(
        selection="_get_presets", string="Usual Amounts", store=False
    )
    journal_id = fields.Many2one(
        "account.journal",
        "Paid By",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        domain="[('type', 'in', ('cash', 'bank')), ('company_id', '=', company_id)]",
        check_company=True,
    )
    to_partner_id = fields.Many2one("res.partner", "To")
    reason = fields.Char()
    # The button pressed twice moves the money once. Half a UUID could be refused as
    # the number of a payment card.
    origin = fields.Char(
        required=True,
        readonly=True,
        default=lambda self: f"desk:{uuid4()}",
    )
    print_receipt = fields.Boolean("Print a Receipt")

    @api.depends("wallet_id")
    def _compute_is_blocked(self):
        for act in self:
            act.is_blocked = act.wallet_id.state == "blocked"

    @api.depends("wallet_id")
    def _compute_journal_id(self):
        """What this user chose last, else cash."""
        for act in self:
            journals = self.env["account.journal"].search(
                [
                    ("type", "in", ("cash", "bank")),
                    ("company_id", "=", act.wallet_id.company_id.id),
                ]
            )
            last = self.search([("create_uid", "=", self.env.uid)], limit=1).journal_id
            cash = journals.filtered(lambda journal: journal.type == "cash")
            act.journal_id = (last & journals) or cash[:1] or journals[:1]

    @api.model_create_multi
    def create(self, vals_list):
        """A browser does not say for what the money is: that counts once, for ever."""
        own = [
            {name: value for name, value in vals.items() if name != "origin"}
            for vals in vals_list
        ]
        return super().create(own)

    def write(self, vals):
        if "origin" in vals:
            raise UserError(self.env._("Open the window anew."))
        return super().write(vals)

    @api.model
    def _get_presets(self):
        return [
            (str(index), self.env.company.currency_id.format(amount))
            for index, amount in enumerate(self.env.company._get_wallet_amounts())
        ]

    @api.onchange("preset")
    def _onchange_preset(self):
        amounts = self.company_id._get_wallet_amounts()
        if self.preset and int(self.preset) < len(amounts):
            self.amount = amounts[int(self.preset)]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_do(self):
        """Do it once, and say what is in the wallet now."""
        self.ensure_one()
        self.wallet_id.check_access("write")
        entry = getattr(self, f"_do_{self.kind}")()
        if entry and self.print_receipt:
            return entry._print_receipt()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self._get_message(),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_message(self):
        wallet = self.wallet_id
        if self.kind == "block":
            return self.env._("The wallet is blocked.")
        return self.env._(
            "%(name)s has %(balance)s in the wallet now.",
            name=wallet.partner_id.name,
            balance=wallet.currency_id.format(wallet.balance),
        )

    def _do_top_up(self):
        self._check_not_blocked()
        return self.wallet_id._top_up(
            self.amount, self.journal_id, self.origin, note=self.reason
        )

    def _do_refund(self):
        return self.wallet_id._refund_rest(
            self.journal_id, self.origin, note=self.reason
        )

    def _do_transfer(self):
        if not self.to_partner_id:
            raise UserError(self.env._("Choose who receives the money."))
        self.to_partner_id.check_access("read")
        other = self.to_partner_id._get_wallet(self.company_id, create=True)
        other.check_access("write")
        return self.wallet_id._transfer(
            other, self.amount, self.origin, note=self.reason
        )

    def _do_block(self):
        if not self.reason:
            raise UserError(self.env._("Say why the wallet is blocked."))
        self.wallet_id._block(self.reason)

    def _check_not_blocked(self):
        if self.is_blocked:
            raise UserError(
                self.env._("The wallet is blocked. Open it again before a top-up.")
            )
