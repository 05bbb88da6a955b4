from odoo import fields, models


class ResCompany(models.Model):
    """How the invoices of contracts are made."""

    _inherit = "res.company"

    community_bill_journal_id = fields.Many2one(
        "account.journal",
        "Journal of Subscriptions",
        domain="[('type', '=', 'sale')]",
        check_company=True,
        ondelete="restrict",
        help="Empty: the first journal of sales.",
    )
    community_bill_nightly = fields.Boolean(
        "Bill Every Night",
        default=True,
        help="Otherwise a treasurer starts each billing.",
    )
    community_bill_dating = fields.Selection(
        [("planned", "Day of the Schedule"), ("today", "Day It Is Made")],
        "Invoice Date",
        default="planned",
        required=True,
        help="Where the day of the schedule lies in a closed period, the invoice gets "
        "the day it is made.",
    )
    community_bill_catch_up = fields.Selection(
        [("separate", "An Invoice Each"), ("together", "One Invoice")],
        "Periods Missed",
        default="separate",
        required=True,
        help="When several periods of a contract are due at once.",
    )

    def _get_bill_journal(self):
        """The journal of contracts; what is archived is returned, too, to be named."""
        self.ensure_one()
        journal = self.community_bill_journal_id
        return journal or self.env["account.journal"].search(
            [
                *self.env["account.journal"]._check_company_domain(self),
                ("type", "=", "sale"),
            ],
            limit=1,
        )

    def _get_bill_locks(self, day):
        """Why nothing may be invoiced on a day: the dates up to which it is closed."""
        self.ensure_one()
        return self._get_lock_date_violations(
            day, fiscalyear=True, sale=True, purchase=False, tax=True, hard=True
        )

    def _get_bill_date(self, planned, today):
        """The day on an invoice that was planned for a day and is made today."""
        self.ensure_one()
        if self.community_bill_dating == "today" or self._get_bill_locks(planned):
            return today
        return min(planned, today)
