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
        """Receivable items of a company that bookkeeping does not keep from follow-up,
        open or not."""
        return Domain(
            [
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("account_id.account_type", "=", "asset_receivable"),
                ("no_followup", "!=", True),
            ]
        )

    def _filter_dunnable(self):
        """Not what the payer disputes, or what a payment under way will settle.

        Asked of the items that were found: a domain on their invoices would read all
        invoices there are.
        """
        moves = self.move_id
        charges = self.env["community.charge"].search(
            [("move_id", "in", moves.ids), ("state", "in", UNDER_WAY)]
        )
        # A promised bank transfer stays pending for ever: it stops nothing.
        payments = self.env["payment.transaction"].search(
            [
                ("invoice_ids", "in", moves.ids),
                ("state", "in", PENDING),
                ("provider_id.code", "not in", ("none", "custom")),
            ]
        )
        busy = charges.move_id | payments.invoice_ids
        return self.filtered(
            lambda line: (
                line.move_id not in busy
                and not line.move_id.is_disputed
                and line.move_id.payment_state != "in_payment"
            )
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
