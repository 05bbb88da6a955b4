from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.community_members.models.res_partner_alerts import FULL_AGE

DESK = "community_access.group_access_desk"


class ResPartner(models.Model):
    """The wallet of a member, and whose wallets somebody looks after."""

    _inherit = "res.partner"

    community_wallet_ids = fields.One2many(
        "community.wallet", "partner_id", "Wallets", groups=DESK
    )
    wallet_balance = fields.Monetary(compute="_compute_wallet_balance", groups=DESK)
    wallet_state = fields.Char(compute="_compute_wallet_balance", groups=DESK)

    @api.depends("community_wallet_ids.balance", "community_wallet_ids.state")
    @api.depends_context("company")
    def _compute_wallet_balance(self):
        wallets = self.env["community.wallet"].search(
            [
                ("partner_id", "in", self.ids),
                ("company_id", "=", self.env.company.id),
                ("state", "!=", "closed"),
            ]
        )
        found = wallets.grouped("partner_id")
        for partner in self:
            wallet = found.get(partner._origin, wallets.browse())
            partner.wallet_balance = wallet.balance
            partner.wallet_state = wallet.state

    def _get_wallet(self, company=None, create=False):
        """The wallet of this person with a company; nobody's when there is none.

        :param create: make it when there is none
        """
        self.ensure_one()
        company = company or self.env.company
        # sudo: found for the suite; screens read it with the rights of their user.
        wallets_sudo = self.env["community.wallet"].sudo()
        domain = [
            ("partner_id", "=", self.id),
            ("company_id", "=", company.id),
            ("state", "!=", "closed"),
        ]
        wallet_sudo = wallets_sudo.search(domain, limit=1)
        if not wallet_sudo and create:
            wallets_sudo._ensure(self, company)
            wallet_sudo = wallets_sudo.search(domain, limit=1)
        return wallet_sudo.with_env(self.env)

    def _get_wards_domain(self):
        """Minors whom this person decides for; it ends with their full age."""
        born_after = fields.Date.context_today(self) - relativedelta(years=FULL_AGE)
        return (
            Domain("guardian_id", "=", self.id)
            & Domain("birthdate_date", ">", born_after)
            & Domain("active", "=", True)
        )

    def _get_portal_wallets(self):
        """Own wallets and those of wards, first the own; to be called by the portal."""
        self.ensure_one()
        # sudo: of this person and of those he is the guardian of, and no others.
        partners_sudo = self.sudo()
        people = partners_sudo | partners_sudo.search(self._get_wards_domain())
        # sudo: as above
        every_sudo = self.env["community.wallet"].sudo()
        wallets_sudo = every_sudo.search(
            [("partner_id", "in", people.ids), ("state", "!=", "closed")]
        )
        return wallets_sudo.sorted(
            lambda wallet: (wallet.partner_id != self, wallet.partner_id.name or "")
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_wallet(self):
        """The wallet; the desk makes it by opening it."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.wallet"].check_access("write")
        wallet = self._get_wallet(self.env.company, create=True)
        return {
            "type": "ir.actions.act_window",
            "res_model": "community.wallet",
            "res_id": wallet.id,
            "views": [(False, "form")],
        }
