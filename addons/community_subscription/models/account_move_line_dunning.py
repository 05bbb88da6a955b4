from odoo import api, fields, models
from odoo.fields import Domain

from .community_charge import UNDER_WAY

PENDING = ("pending", "authorized")


class AccountMoveLine(models.Model):
    """A receivable item as reminders see it: one instalment with its due date."""

    _inherit = "account.move.line"

    community_interest_ids = fields.One2many(
        "community.interest.entry",
        "move_line_id",
        "Late Interest",
        readonly=True,
        groups="community_subscription.group_subscription_officer",
    )

    # What is open is little of all that was ever posted.
    _community_open_idx = models.Index(
        "(company_id, partner_id, date_maturity) WHERE parent_state = 'posted' "
        "AND reconciled IS NOT TRUE AND amount_residual != 0"
    )

    @api.model
    def _get_dunnable_domain(self, company):
        """Receivable items that a payer may be reminded of, open or not.

        Not what the payer disputes, what bookkeeping keeps from follow-up, or what a
        payment under way will settle.
        """
        # A promised bank transfer stays pending for ever: it stops nothing.
        pending = Domain("state", "in", PENDING) & Domain(
            "provider_id.code", "not in", ("none", "custom")
        )
        return Domain.AND(
            [
                Domain("company_id", "=", company.id),
                Domain("parent_state", "=", "posted"),
                Domain("account_id.account_type", "=", "asset_receivable"),
                Domain("no_followup", "!=", True),
                Domain("move_id.is_disputed", "!=", True),
                Domain("move_id.payment_state", "!=", "in_payment"),
                ~Domain("move_id.community_charge_ids.state", "in", UNDER_WAY),
                ~Domain("move_id.transaction_ids", "any", pending),
            ]
        )

    @api.model
    def _get_open_domain(self):
        """What is not paid yet: debts and credits."""
        return Domain("reconciled", "=", False) & Domain("amount_residual", "!=", 0)

    def _get_overdue_days(self, day):
        self.ensure_one()
        return (day - (self.date_maturity or self.date)).days

    def _get_pay_url(self):
        """Where this item is paid, without logging in."""
        self.ensure_one()
        return self.move_id._get_pay_url()
