from odoo import api, fields, models
from odoo.exceptions import UserError


class CommunityAccessGive(models.TransientModel):
    """Deposits: what is taken now, what goes back, and who may waive it."""

    _inherit = "community.access.give"

    deposit = fields.Monetary(compute="_compute_deposit", store=True, readonly=False)
    deposit_reason = fields.Char("Why Another Deposit")
    is_deposit_changed = fields.Boolean(compute="_compute_is_deposit_changed")
    may_change_deposit = fields.Boolean(compute="_compute_is_deposit_changed")
    deposit_moved = fields.Monetary("Deposit of the Old One", compute="_compute_due")
    fee = fields.Monetary("For the Lost One", compute="_compute_due")
    due = fields.Monetary("To Take Now", compute="_compute_due")
    pay_out = fields.Monetary("To Pay Out", compute="_compute_due")
    journal_id = fields.Many2one(
        "account.journal",
        "Till",
        default=lambda self: self.env["community.access.pay"]._get_usual_journal(
            self.env.company
        ),
        domain="[('type', 'in', ('cash', 'bank'))]",
        help="Empty: it stays open on the member's account.",
    )

    @api.depends("medium_id", "credential_id")
    def _compute_deposit(self):
        for give in self:
            give.deposit = give._get_usual_deposit()

    @api.depends("deposit", "medium_id", "credential_id")
    def _compute_is_deposit_changed(self):
        may = self.env.user.has_group("community_access.group_access_manager")
        for give in self:
            usual = give._get_usual_deposit()
            give.may_change_deposit = may
            give.is_deposit_changed = bool(
                give.currency_id.compare_amounts(give.deposit, usual)
            )

    @api.depends("deposit", "old_id", "old_end", "credential_id", "holder_id")
    def _compute_due(self):
        for give in self:
            moved, fee = give._get_of_old()
            due = give.deposit - moved + fee
            if give.holder_id:
                due = give._get_due_of_return()
            give.deposit_moved, give.fee = moved, fee
            give.due, give.pay_out = max(due, 0.0), max(-due, 0.0)

    def _get_usual_deposit(self):
        return (self.credential_id.medium_id or self.medium_id).deposit

    def _get_of_old(self):
        """:return: (deposit that comes along, what the loss costs)"""
        holding = self.old_id._get_last_holding()
        if not holding:
            return 0.0, 0.0
        fee = holding._get_loss_fee() if self.old_end == "lost" else 0.0
        return holding._get_deposit_held(), fee

    def _get_due_of_return(self):
        """What is open for bands of the payer, less the deposit that comes back."""
        holding = self.credential_id._get_last_holding()
        rows = self.env["community.access.band.money"]
        payer = self.holder_id.guardian_id or self.holder_id
        moves_sudo = rows._get_open_moves(payer, self.credential_id.company_id)
        lines_sudo = moves_sudo._get_open_receivables()
        open_amount = sum(lines_sudo.mapped("amount_residual"))
        fee_back = 0.0
        if self.credential_id.state in ("lost", "stolen"):
            charged = holding.sudo().money_ids.filtered(  # sudo: of this holding only
                lambda row: row.kind == "fee"
            )
            fee_back = sum(charged.mapped("amount"))
        return open_amount - holding._get_deposit_held() - fee_back

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _check_deposit(self):
        """The catalogue's deposit, unless a manager says why it is another one."""
        if self.deposit < 0:
            raise UserError(self.env._("A deposit cannot be negative."))
        if not self.is_deposit_changed:
            return
        if not self.may_change_deposit:
            raise UserError(
                self.env._(
                    "The deposit of this type is %(amount)s. A manager can change it.",
                    amount=self.currency_id.format(self._get_usual_deposit()),
                )
            )
        if not (self.deposit_reason or "").strip():
            raise UserError(self.env._("Say why the deposit is another one."))

    def _give(self):
        self._check_deposit()
        old, rows = self.old_id, self.env["community.access.band.money"]
        if old and old.state == "lost":
            rows |= old._get_last_holding()._charge_loss()
        band = super()._give()
        rows |= old._get_last_holding().money_ids | band._get_last_holding().money_ids
        if self.is_deposit_changed:
            band.message_post(
                body=self.env._(
                    "Deposit %(amount)s instead of %(usual)s: %(reason)s",
                    amount=self.currency_id.format(self.deposit),
                    usual=self.currency_id.format(self._get_usual_deposit()),
                    reason=self.deposit_reason,
                )
            )
        self._pay(rows)
        return band

    def _pay(self, rows):
        """At once at the till, if one is chosen."""
        if self.journal_id:
            rows.sudo().move_id._pay_at_desk(  # sudo: documents of these two bands
                self.journal_id
            )

    def action_take_back(self):
        band = self.credential_id
        holding, payer = band._get_last_holding(), self.holder_id
        result = super().action_take_back()
        payer = payer.guardian_id or payer
        rows = self.env["community.access.band.money"]
        if holding and self.journal_id:
            rows._get_open_moves(payer, band.company_id)._pay_at_desk(self.journal_id)
        return result
