from odoo import api, fields, models

from .project_project import READER


class ProjectTask(models.Model):
    _inherit = "project.task"

    community_contract_id = fields.Many2one(
        "community.contract",
        "Subscription Contract",
        compute="_compute_community_contract_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        groups=READER,
    )

    @api.depends("project_id.community_contract_id")
    def _compute_community_contract_id(self):
        for task in self:
            contract = task.project_id.community_contract_id
            task.community_contract_id = contract or task.community_contract_id
