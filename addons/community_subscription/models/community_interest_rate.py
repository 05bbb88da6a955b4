from odoo import fields, models


class CommunityInterestRate(models.Model):
    """The yearly rate of late interest from a day on, as law or club decide.

    Before the first rate there is no interest.
    """

    _name = "community.interest.rate"
    _description = "Rate of Late Interest"
    _inherit = "community.member.card.number.guard"
    _order = "company_id, date_from DESC"
    _rec_name = "rate"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    rate = fields.Float("Percent a Year", required=True, digits=(16, 4))
    note = fields.Char("Source", help="Such as the law or the decision that sets it.")

    _date_uniq = models.Constraint(
        "UNIQUE (company_id, date_from)", "There is a rate from this day already."
    )
    _rate_in_range = models.Constraint(
        "CHECK (rate BETWEEN 0 AND 1000)", "A rate is between 0 and 1,000 % a year."
    )
