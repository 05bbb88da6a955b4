from odoo import fields, models


class SurveySurvey(models.Model):
    _inherit = "survey.survey"

    is_member_analysis = fields.Boolean(
        "Analysis Form for Members",
        help="Offered on the member's screen. Officers see its results there.",
    )

    _member_analysis_is_scored = models.Constraint(
        "CHECK (NOT is_member_analysis OR scoring_type <> 'no_scoring')",
        "An analysis form of members has a score: choose a way of scoring first.",
    )
