from odoo import fields, models


class SurveyUserInput(models.Model):
    _inherit = "survey.user_input"

    # Percentages are compared, not added up.
    scoring_percentage = fields.Float(aggregator="avg")
    staff_user_id = fields.Many2one(
        "res.users",
        "Answered by",
        readonly=True,
        copy=False,
        help="Answers on the member's behalf. Empty: the member answers.",
    )
