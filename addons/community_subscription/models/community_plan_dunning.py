from odoo import fields, models


class CommunityPlan(models.Model):
    """How those who do not pay for this plan are dealt with."""

    _inherit = "community.plan"

    dunning_policy_id = fields.Many2one(
        "community.dunning.policy",
        check_company=True,
        ondelete="restrict",
        help="Empty: as the company has it.",
    )
    hold_for_debt = fields.Boolean(
        "Held for Debt",
        default=True,
        help="At the last level of reminders contracts rest until all is paid.",
    )
