from odoo import api, fields, models
from odoo.fields import Domain

REAL = Domain("is_template", "=", False)


class ResPartner(models.Model):
    _inherit = "res.partner"

    member_project_count = fields.Integer(
        "Projects of the Member",
        compute="_compute_member_project_count",
        groups="project.group_project_user",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_member_project_count(self):
        projects = self._count_in_tree("project.project", REAL)
        for partner in self:
            partner.member_project_count = projects.get(partner._origin.id, 0)

    def action_open_member_projects(self):
        return self._open_tree_records("project.open_view_project_all", REAL)
