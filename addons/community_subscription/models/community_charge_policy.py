from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.charge_ladder import parse_days


class CommunityChargePolicy(models.Model):
    """When saved cards are charged, how often it is tried, and what happens then."""

    _name = "community.charge.policy"
    _description = "Charge Policy"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    offsets = fields.Char(
        "Days After the Due Date",
        default="0, 3, 7, 14",
        required=True,
        help="One try on each of these days, until one succeeds.",
    )
    month_days = fields.Char(
        "Only on Days of the Month",
        help="Such as 1, 15 when members are paid; 31 is the last day. Empty: any day.",
    )
    announce_days = fields.Integer(
        "Announce Days Before",
        default=2,
        help="The first try comes so long after it was announced to the payer.",
    )
    at_end = fields.Selection(
        [
            ("nothing", "Leave It to Reminders"),
            ("hold", "Hold the Contract"),
            ("close", "Close the Contract"),
        ],
        "After the Last Try",
        default="nothing",
        required=True,
    )
    plan_ids = fields.One2many("community.plan", "charge_policy_id", "Plans")

    _announce_not_negative = models.Constraint(
        "CHECK (announce_days BETWEEN 0 AND 60)",
        "A charge is announced at most 60 days before.",
    )

    @api.constrains("offsets", "month_days")
    def _check_days(self):
        for policy in self:
            try:
                offsets = parse_days(policy.offsets)
                month_days = parse_days(policy.month_days)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Write days as numbers, such as 0, 3, 7, 14.")
                ) from error
            if not offsets or len(offsets) > 10 or offsets[-1] > 90:
                raise ValidationError(
                    self.env._("There are one to ten tries, within 90 days.")
                )
            if month_days and not (month_days[0] >= 1 and month_days[-1] <= 31):
                raise ValidationError(
                    self.env._("Days of a month are between 1 and 31.")
                )

    def _get_offsets(self):
        return parse_days(self.offsets)

    def _get_month_days(self):
        return parse_days(self.month_days)
