from odoo import fields, models


class ResCompany(models.Model):
    """How the company deals with debts."""

    _inherit = "res.company"

    dunning_policy_id = fields.Many2one(
        "community.dunning.policy",
        ondelete="restrict",
        help="How payers without a policy of their own are reminded. Empty: nobody "
        "is reminded by itself.",
    )
    dunning_user_id = fields.Many2one(
        "res.users",
        "Responsible for Debts",
        help="Calls payers, and hears of broken promises.",
    )
    dunning_run_date = fields.Date(readonly=True)
    dunning_run_partner = fields.Integer(
        readonly=True, help="Where the nightly job goes on."
    )
    late_interest_mode = fields.Selection(
        [
            ("none", "None"),
            ("dunning", "With Reminders"),
            ("monthly", "For All That Is Late"),
        ],
        "Late Interest",
        default="none",
        required=True,
        help="With reminders: on what was reminded of at a level with interest. What "
        "is open afterwards is invoiced at the end of the month.",
    )
    late_interest_grace_days = fields.Integer(
        "Days Without Interest", help="After the due date."
    )
    late_interest_product_id = fields.Many2one(
        "product.product", "Product of Late Interest", ondelete="restrict"
    )
    late_interest_account_id = fields.Many2one(
        "account.account",
        "Account of Late Interest",
        check_company=True,
        ondelete="restrict",
        help="Empty: that of the product.",
    )
    late_interest_until = fields.Date("Interest Invoiced Until", readonly=True)
    late_interest_item = fields.Integer(
        readonly=True, help="Where the monthly job goes on."
    )
    community_credit_mode = fields.Selection(
        [("warn", "Warn"), ("block", "Refuse")],
        "Beyond the Credit Limit",
        default="warn",
        required=True,
    )

    _late_interest_grace = models.Constraint(
        "CHECK (late_interest_grace_days >= 0)",
        "Numbers of days cannot be negative.",
    )
