from odoo import api, fields, models
from odoo.exceptions import UserError

GONE = ("lost", "stolen")


class CommunityAccessCredential(models.Model):
    """A deposit is billed when a band goes out, and settled when it comes back or not.

    Who loses a band pays its fee, and the deposit is set off against it; what is left
    of either stays on the payer's account until it is paid. A swap moves the deposit.
    """

    _inherit = "community.access.credential"

    open_amount = fields.Monetary(
        "To Pay",
        compute="_compute_open_amount",
        groups="community_access.group_access_desk",
        help="For this band. Below zero: to be paid out.",
    )
    is_loss_open = fields.Boolean(
        "Loss to Be Charged",
        compute="_compute_open_amount",
        groups="community_access.group_access_desk",
    )

    @api.depends("state", "holding_ids.date_to")
    def _compute_open_amount(self):
        for credential in self:
            holding = credential._get_last_holding()
            rows_sudo = holding.sudo().money_ids  # sudo: of its last holder only
            credential.open_amount = sum(rows_sudo.mapped("open_amount"))
            credential.is_loss_open = credential.state in GONE and bool(
                holding._get_deposit_held() or (holding and holding._get_loss_fee())
            )

    def _get_last_holding(self):
        return self.holding_ids.sorted("id", reverse=True)[:1]

    def _issue(self, partner, deposit=0.0, instead_of=None):
        """:param instead_of: band of the same person whose deposit comes along"""
        if deposit < 0:
            raise UserError(self.env._("A deposit cannot be negative."))
        before = instead_of._get_last_holding() if instead_of else None
        if instead_of and (
            before.partner_id != partner or before.company_id != self.company_id
        ):
            raise UserError(
                self.env._(
                    "%(band)s is not a band of %(name)s.",
                    band=instead_of.display_name,
                    name=partner.name,
                )
            )
        result = super()._issue(partner, deposit=deposit, instead_of=instead_of)
        self._get_last_holding()._take_deposit(deposit, before)._set_off()
        return result

    def _end(self, state, reason=None):
        before = {credential: credential.state for credential in self}
        holders = {credential: credential._get_last_holding() for credential in self}
        result = super()._end(state, reason)
        for credential in self:
            holding = holders[credential]
            if state == "returned":
                credential._settle_return(holding, before[credential], reason)
            elif not self.env.context.get("access_loss_later"):
                credential._settle_loss(holding, is_swap=reason == "swapped")
        return result

    def _settle_return(self, holding, state, reason):
        """It is back: so is the deposit, and the fee if it was lost meanwhile."""
        rows = holding.money_ids.browse()
        fee = holding.sudo().money_ids.filtered(  # sudo: of this holding only
            lambda row: row.kind == "fee"
        )
        if fee and state in GONE:
            rows |= holding._bill("fee_back", -fee.amount, "fee_back")
        if reason != "swapped":
            rows |= holding._give_deposit_back()
        rows._set_off()

    def _settle_loss(self, holding, is_swap=False):
        """It does not come back: the fee, against which the deposit is set off."""
        rows = holding._charge_loss() if holding else holding.money_ids
        if holding and not is_swap:
            rows |= holding._give_deposit_back()
            self.sudo().deposit_paid = 0.0  # sudo: changes by these steps alone
        rows._set_off()

    def _block_by_holder(self, is_lost=False):
        """What a loss costs is told, and charged, by the desk."""
        later = self.with_context(access_loss_later=True)
        return super(CommunityAccessCredential, later)._block_by_holder(is_lost)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_charge_loss(self):
        """The holder said himself that it is lost; now the desk settles it."""
        self.check_access("write")
        for credential in self:
            credential.lock_for_update(allow_referencing=True)
            if credential.state not in GONE:
                raise UserError(credential._get_held_words())
            credential._settle_loss(credential._get_last_holding())
        return True

    def action_settle_money(self):
        """Take the money for this band, or pay it out."""
        self.ensure_one()
        self.check_access("write")
        # sudo: who pays for its last holder.
        rows_sudo = self._get_last_holding().sudo().money_ids
        return self.env["community.access.pay"]._open(
            rows_sudo.partner_id[:1], self.company_id
        )
