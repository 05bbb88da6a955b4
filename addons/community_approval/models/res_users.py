from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    approval_step_ids = fields.Many2many(
        "community.approval.step",
        "community_approval_step_user_rel",
        "user_id",
        "step_id",
        string="Decides In",
        help="Steps of approval in which this person decides.",
    )
    approval_manager_id = fields.Many2one(
        "res.users",
        string="Manager for Approvals",
        help="Decides in steps that go to the manager of the maker.",
        index="btree_not_null",
    )
    approval_delegation_ids = fields.One2many(
        "community.approval.delegation", "user_id", string="Stand-ins"
    )

    def write(self, vals):
        result = super().write(vals)
        if {
            "group_ids",
            "active",
            "approval_step_ids",
            "approval_manager_id",
        } & vals.keys():
            self.env["community.change.request"]._refresh_deciders([])
        return result

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        if any(
            vals.get("group_ids") or vals.get("approval_step_ids") for vals in vals_list
        ):
            self.env["community.change.request"]._refresh_deciders([])
        return users

    def _get_approval_managers(self, record):
        """Who decides as the manager of this person; other apps know more managers.

        :param record: the record that is to change, may be empty
        """
        self.ensure_one()
        return self.sudo().approval_manager_id  # sudo: one's manager is no secret
