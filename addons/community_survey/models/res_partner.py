from odoo import api, fields, models
from odoo.fields import Domain

OFFICER_GROUP = "community_members.group_member_officer"
RESULTS = Domain(
    [
        ("survey_id.is_member_analysis", "=", True),
        ("state", "=", "done"),
        ("test_entry", "=", False),
    ]
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    member_analysis_count = fields.Integer(
        "Analyses", compute="_compute_member_analysis_count", groups=OFFICER_GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_member_analysis_count(self):
        results = self._count_in_tree("survey.user_input", RESULTS)
        for partner in self:
            partner.member_analysis_count = results.get(partner._origin.id, 0)

    def action_open_member_analyses(self):
        return self._open_tree_records(
            "community_survey.survey_user_input_action_members", RESULTS
        )
