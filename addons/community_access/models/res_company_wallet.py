from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.amount_list import parse_amounts
from ..tools.company_day import day_in


class ResCompany(models.Model):
    """Where the money of wallets stands in the books, and what is offered."""

    _inherit = "res.company"

    wallet_account_id = fields.Many2one(
        "account.account",
        "Account of Wallets",
        domain=[("account_type", "in", ("liability_current", "liability_payable"))],
        check_company=True,
        help="What the club owes to the holders of wallets.",
    )
    wallet_income_account_id = fields.Many2one(
        "account.account",
        "Account of Spendings",
        check_company=True,
        help="Where what is spent goes when the till names no account: the till's "
        "receipts, with their taxes, are booked against it.",
    )
    wallet_journal_id = fields.Many2one(
        "account.journal",
        "Journal of Wallets",
        domain=[("type", "=", "general")],
        check_company=True,
    )
    wallet_amounts = fields.Char("Usual Top-Ups", default="100, 250, 500, 1000")
    wallet_online_max = fields.Monetary(
        "Most at Once Online", default=10000.0, currency_field="currency_id"
    )
    wallet_category_ids = fields.Many2many(
        "product.category",
        "community_company_wallet_category_rel",
        "company_id",
        "category_id",
        "Categories for Guardians",
        help="Guardians choose from these what a minor may buy.",
    )

    @api.constrains("wallet_amounts")
    def _check_wallet_amounts(self):
        for company in self:
            try:
                parse_amounts(company.wallet_amounts)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Write amounts as numbers, such as 100, 250.")
                ) from error

    def write(self, vals):
        if "wallet_account_id" in vals:
            self._check_wallet_account_free(vals["wallet_account_id"])
        return super().write(vals)

    def _check_wallet_account_free(self, account_id):
        """The account stays once money went through it: the sum would be torn."""
        moved = self.filtered(
            lambda company: (
                company.wallet_account_id and company.wallet_account_id.id != account_id
            )
        )
        # sudo: only whether there is any.
        entries = self.env["community.wallet.entry"].sudo()
        if moved and entries.search_count([("company_id", "in", moved.ids)], limit=1):
            raise ValidationError(
                self.env._(
                    "Wallets were used already: their account cannot be changed."
                )
            )

    def _get_wallet_day(self):
        """Today where the club is."""
        self.ensure_one()
        return day_in(fields.Datetime.now(), self.partner_id.tz)

    def _get_wallet_amounts(self):
        """Usual amounts to top up, as numbers."""
        self.ensure_one()
        return parse_amounts(self.wallet_amounts)

    # ------------------------------------------------------------
    # ACCOUNTS
    # ------------------------------------------------------------

    def _ensure_wallet_accounts(self):
        """Accounts and the journal, made on first use unless the settings name them."""
        self.ensure_one()
        # sudo: whoever tops up first; what is made is fixed here.
        company_sudo = self.sudo().with_company(self)
        if not company_sudo.wallet_account_id:
            company_sudo.wallet_account_id = company_sudo._new_wallet_account(
                self.env._("Member Wallets"), "liability_current"
            )
        if not company_sudo.wallet_income_account_id:
            company_sudo.wallet_income_account_id = company_sudo._new_wallet_account(
                self.env._("Spent from Wallets"), "liability_current"
            )
        if not company_sudo.wallet_journal_id:
            # sudo: the desk takes money without being an accountant.
            journals_sudo = self.env["account.journal"].sudo()
            company_sudo.wallet_journal_id = journals_sudo.create(
                {
                    "name": self.env._("Wallets"),
                    "code": "WLT",
                    "type": "general",
                    "company_id": self.id,
                    "show_on_dashboard": False,
                }
            )
        return company_sudo

    def _new_wallet_account(self, name, account_type):
        accounts = self.env["account.account"]
        start = accounts.search(
            [("company_ids", "in", self.ids), ("account_type", "=", account_type)],
            limit=1,
        )
        return accounts.create(
            {
                "name": name,
                "code": accounts._search_new_account_code(start.code or "219000"),
                "account_type": account_type,
                "company_ids": [fields.Command.set(self.ids)],
            }
        )
