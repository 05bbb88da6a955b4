from odoo import api, fields, models

READER = "community_subscription.group_subscription_reader"


class ProjectProject(models.Model):
    """What a project costs is the cost of its contract: it follows its account."""

    _inherit = "project.project"

    community_contract_id = fields.Many2one(
        "community.contract",
        "Subscription Contract",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        groups=READER,
    )

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        projects._follow_contract_account()
        return projects

    def write(self, vals):
        result = super().write(vals)
        if "community_contract_id" in vals:
            self._follow_contract_account()
        return result

    def _follow_contract_account(self):
        """Hours and purchases of the project then count in the contract's profit."""
        # sudo: planners need neither see contracts nor analytic accounts.
        for project in self.sudo():
            account = project.community_contract_id.analytic_account_id
            if account:
                project[account.root_plan_id._column_name()] = account
