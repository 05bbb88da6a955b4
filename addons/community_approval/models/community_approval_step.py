from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.rules import StepFacts


class CommunityApprovalStep(models.Model):
    """Who decides, how many of them, from which amount on, and by when."""

    _name = "community.approval.step"
    _description = "Approval Step"
    _order = "area_id, sequence, id"

    area_id = fields.Many2one(
        "community.approval.area", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True, default="Approval")
    user_ids = fields.Many2many(
        "res.users",
        "community_approval_step_user_rel",
        "step_id",
        "user_id",
        string="People",
    )
    group_ids = fields.Many2many(
        "res.groups",
        "community_approval_step_group_rel",
        "step_id",
        "group_id",
        string="Groups",
        help="Everybody who has one of these roles.",
    )
    maker_manager = fields.Boolean(
        string="Manager of the Maker",
        help="Whoever is set as manager for approvals on the maker's user form.",
    )
    approver_path = fields.Char(
        string="Person on the Record",
        help="Field of the record that names a user, such as user_id or "
        "partner_id.user_id: the member's representative.",
    )
    needed = fields.Integer(
        string="Approvals Needed", default=1, help="This many of them have to approve."
    )
    one_rejects = fields.Boolean(
        string="One Refusal Ends It",
        default=True,
        help="Off: it is rejected only when the approvals needed are out of reach.",
    )
    amount_from = fields.Float(
        help="The step is skipped below this amount. Zero: it is never skipped."
    )
    deadline_hours = fields.Integer(help="Hours to decide. Zero: no limit.")
    escalation_user_ids = fields.Many2many(
        "res.users",
        "community_approval_step_escalation_rel",
        "step_id",
        "user_id",
        string="After the Deadline Also",
    )
    summary = fields.Char(compute="_compute_summary")

    _needed_positive = models.Constraint(
        "CHECK (needed > 0)", "At least one approval is needed."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount_from >= 0)", "The amount of a step cannot be negative."
    )
    _deadline_positive = models.Constraint(
        "CHECK (deadline_hours >= 0)", "The hours to decide cannot be negative."
    )

    @api.depends("name", "user_ids", "group_ids", "maker_manager", "approver_path")
    @api.depends_context("lang")
    def _compute_summary(self):
        for step in self:
            # sudo: names of people and roles are shown to whoever sees the area.
            step_sudo = step.sudo()
            who = step_sudo.user_ids.mapped("name") + step_sudo.group_ids.mapped("name")
            if step.maker_manager:
                who.append(self.env._("manager of the maker"))
            if step.approver_path:
                who.append(self.env._("person on the record"))
            names = ", ".join(who) or self.env._("nobody yet")
            if step.needed > 1:
                names = self.env._(
                    "%(needed)s of %(people)s", needed=step.needed, people=names
                )
            step.summary = names

    @api.constrains("approver_path", "area_id")
    def _check_approver_path(self):
        for step in self.filtered("approver_path"):
            for line in step.area_id.line_ids:
                model = step._follow_path(self.env[line.model_name])
                if model != "res.users":
                    raise ValidationError(
                        self.env._(
                            "%(path)s does not lead from %(model)s to a user.",
                            path=step.approver_path,
                            model=line.model_id.name,
                        )
                    )

    def _follow_path(self, model):
        """Name of the model that the path ends at, False when it breaks off."""
        for name in self.approver_path.split("."):
            field = model._fields.get(name)
            if field is None or not field.comodel_name:
                return False
            model = self.env[field.comodel_name]
        return model._name

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps._steps_changed()
        return steps

    def write(self, vals):
        result = super().write(vals)
        self._steps_changed()
        return result

    def _steps_changed(self):
        self.env["community.approval.gate"]._rules_changed()
        self.env["community.change.request"]._refresh_deciders(
            [("step_id", "in", self.ids)]
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _has_somebody(self):
        self.ensure_one()
        return bool(
            self.user_ids or self.group_ids or self.maker_manager or self.approver_path
        )

    def _get_facts(self):
        self.ensure_one()
        return StepFacts(self.id, self.needed, self.amount_from, self.one_rejects)

    def _get_fixed_approvers(self):
        """Users named by the step itself, whatever the record."""
        self.ensure_one()
        return (self.user_ids | self.group_ids.all_user_ids).filtered("active")

    def _asks_record(self):
        """Whether the record has a say in who decides."""
        return bool(self.maker_manager or self.approver_path)

    def _get_approvers(self, maker, record):
        """Users who decide this request, before delegation.

        :param maker: the user who asks
        :param record: the record concerned, may be empty
        """
        self.ensure_one()
        users = self._get_fixed_approvers()
        if self.maker_manager:
            users |= maker._get_approval_managers(record)
        if self.approver_path and record:
            users |= record.mapped(self.approver_path)
        return users.filtered("active") - maker
