from odoo import api, fields, models
from odoo.fields import Domain

PROJECT_USER = "project.group_project_user"


class CommunityContract(models.Model):
    _inherit = "community.contract"

    project_count = fields.Integer(
        "Projects", compute="_compute_project_counts", groups=PROJECT_USER
    )
    task_count = fields.Integer(
        "Tasks", compute="_compute_project_counts", groups=PROJECT_USER
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_project_counts(self):
        counts = []
        for model in ("project.project", "project.task"):
            groups = self.env[model]._read_group(
                [("community_contract_id", "in", self.ids)],
                ["community_contract_id"],
                ["__count"],
            )
            counts.append({contract.id: count for contract, count in groups})
        projects, tasks = counts
        for contract in self:
            contract.project_count = projects.get(contract._origin.id, 0)
            contract.task_count = tasks.get(contract._origin.id, 0)

    def write(self, vals):
        result = super().write(vals)
        if "analytic_account_id" in vals:
            # sudo: accepting a contract gives its projects the account, by whomever.
            projects = self.env["project.project"].sudo()
            domain = Domain("community_contract_id", "in", self.ids)
            projects.search(domain)._follow_contract_account()
        return result

    def action_open_projects(self):
        return self._open_of_contract("project.open_view_project_all")

    def action_open_tasks(self):
        return self._open_of_contract("project.action_view_all_task")

    def _open_of_contract(self, xmlid):
        """Rows of the contract; a new one belongs to it from the start."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {
            "domain": [("community_contract_id", "=", self.id)],
            "context": {
                "default_community_contract_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
                "default_user_ids": [(4, self.env.uid)],
            },
        }
