from odoo import api, fields, models


class CommunityMemberTarget(models.Model):
    _name = "community.member.target"
    _description = "Target of a Branch"
    _inherit = "community.member.card.number.guard"
    _order = "date_from DESC, id DESC"

    partner_id = fields.Many2one(
        "res.partner",
        "Member or Branch",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    amount = fields.Monetary("Target Turnover", required=True)
    turnover = fields.Monetary(
        compute="_compute_progress",
        help="Invoiced without taxes to the branch and everything below it.",
    )
    progress = fields.Float("Progress (%)", compute="_compute_progress")
    note = fields.Text()

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A target period cannot end before it starts."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "A target is more than zero."
    )
    _period_uniq = models.Constraint(
        "UNIQUE (partner_id, company_id, date_from, date_to)",
        "This branch has a target for this period already.",
    )

    @api.depends("partner_id", "company_id", "date_from", "date_to", "amount")
    def _compute_progress(self):
        """One query per period and company, however many branches have a target."""
        periods = self.grouped(lambda t: (t.company_id, t.date_from, t.date_to))
        for (company, date_from, date_to), targets in periods.items():
            partners = targets.partner_id
            figures = partners.with_company(company)._get_tree_turnover(
                date_from, date_to
            )
            for target in targets:
                target.turnover = figures.get(target.partner_id.id, 0.0)
                target.progress = target.amount and (
                    100.0 * target.turnover / target.amount
                )
