from odoo import api, fields, models

from .community_locker_bank import GENDERS

QUOTA_PERIODS = [
    ("day", "Day"),
    ("week", "Week"),
    ("month", "Month"),
    ("contract", "Period of the Contract"),
]


class CommunityAccessRule(models.Model):
    """Who may come in where and when: each rule that fits gives a right."""

    _name = "community.access.rule"
    _description = "Access Rule"
    _inherit = [
        "community.member.card.number.guard",
        "community.access.company.fence",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    # Who
    basis = fields.Selection(
        [
            ("contract", "A Running Contract"),
            ("membership", "Membership"),
            ("anybody", "Whoever Has a Band"),
        ],
        "Needs",
        default="contract",
        required=True,
    )
    plan_ids = fields.Many2many(
        "community.plan",
        "community_access_rule_plan_rel",
        "rule_id",
        "plan_id",
        "Plans",
        check_company=True,
        help="Empty: any plan.",
    )
    category_ids = fields.Many2many(
        "community.member.category",
        "community_access_rule_category_rel",
        "rule_id",
        "category_id",
        "Categories",
        help="Empty: any category.",
    )
    rank_ids = fields.Many2many(
        "community.rank",
        "community_access_rule_rank_rel",
        "rule_id",
        "rank_id",
        "Ranks",
        help="Empty: any rank, or none.",
    )
    gender = fields.Selection(GENDERS, "For", required=True, default="any")
    age_min = fields.Integer("From Age")
    age_max = fields.Integer("Up to Age", help="0: no limit.")
    needs_booking = fields.Boolean(
        "Only With a Booking", help="In the time of what was booked."
    )

    # Where and when
    zone_ids = fields.Many2many(
        "community.access.zone",
        "community_access_rule_zone_rel",
        "rule_id",
        "zone_id",
        "Zones",
        check_company=True,
        help="Empty: all zones.",
    )
    scope = fields.Selection(
        [("all", "All Houses"), ("home", "Home House")],
        "Houses",
        default="all",
        required=True,
        help="Home house: the one that is set on the member.",
    )
    hours_id = fields.Many2one(
        "resource.calendar",
        check_company=True,
        ondelete="restrict",
        help="When the right is good; empty: whenever the zone is open.",
    )

    # How often and how long
    quota = fields.Integer("Visits", help="So many in each stretch; 0: no limit.")
    quota_period = fields.Selection(QUOTA_PERIODS, "In Each", default="month")
    use_allowance = fields.Boolean(
        "Visits of the Plan",
        help="The number of visits that the plan includes in a period is the limit.",
    )
    minutes = fields.Integer("Paid Minutes", help="Of one stay; 0: as long as open.")
    tariff_id = fields.Many2one(
        "community.access.tariff",
        "Longer Stay",
        check_company=True,
        ondelete="restrict",
        help="What a stay beyond the paid minutes, or the hours, costs.",
    )
    entry_price = fields.Monetary(help="Taken from the wallet at each visit.")
    is_passback_exempt = fields.Boolean(
        "May Come In Twice",
        help="For coaches and staff who go to and fro: anti-passback stops nobody who "
        "comes in by this rule.",
    )

    _numbers_not_negative = models.Constraint(
        "CHECK (quota >= 0 AND minutes >= 0 AND entry_price >= 0 AND age_min >= 0 "
        "AND age_max >= 0)",
        "Numbers cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env["community.access.pass"]._mark_stale(rules.company_id)
        return rules

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        if vals.keys() - {"sequence"}:
            passes = self.env["community.access.pass"]
            passes._mark_stale(companies | self.company_id)
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self.env["community.access.pass"]._mark_stale(companies)
        return result
